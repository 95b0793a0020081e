package run

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// keeps is how polls answer for the people in them.
var keeps = house.Keeps{
	Tables: []string{"poll", "voted", "elector", "attendance", "ticket", "delivery", "mandate"},
	Known:  known, Export: export, Merge: cast.Merge, Forget: cast.Forget,
	Claimed: cast.Claimed, Unclaim: cast.Unclaim,
}

// known says in how many polls somebody took part. What they voted is not told here.
func known(tx store.Reader, who directory.Person) []string {
	n := 0
	for _, p := range append(poll.Current(tx), poll.Recent(tx, poll.KeepShown)...) {
		if tookPart(tx, p, who.ID) {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return []string{fmt.Sprintf("最近参加过的投票：%d次，看「我的投票」", n)}
}

// export says in which polls somebody took part. What they voted stands under
// receipts that are theirs alone.
func export(tx store.Reader, who directory.Person) []house.Sheet {
	s := house.Sheet{Name: "投票", Head: []string{"编号", "问的是什么", "截止", "参加"}}
	for p := range poll.Polls.All(tx) {
		switch {
		case tookPart(tx, p, who.ID):
			s.Rows = append(s.Rows, []string{p.ID, p.Question, bot.Date(p.Closes), "参加了"})
		case voice.Registered(tx, p, who):
			s.Rows = append(s.Rows, []string{p.ID, p.Question, bot.Date(p.Closes), "在名册上，没有投"})
		}
	}
	return house.Sheets(s)
}

func tookPart(tx store.Reader, p poll.Poll, person string) bool {
	for _, id := range directory.IDsOf(tx, person) {
		if len(voice.RollOf(tx, p, id)) > 0 || voice.Arrived(tx, p, id) {
			return true
		}
	}
	return false
}
