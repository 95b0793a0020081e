package run

import (
	"fmt"

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
	Known:  known, Forget: cast.Forget,
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

func tookPart(tx store.Reader, p poll.Poll, person string) bool {
	for _, id := range directory.IDsOf(tx, person) {
		if len(voice.RollOf(tx, p, id)) > 0 || voice.Arrived(tx, p, id) {
			return true
		}
	}
	return false
}
