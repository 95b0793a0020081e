package activity

import (
	"fmt"
	"slices"
	"strconv"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/flows/notice"
	"yishi/store"
)

// keeps is how activities and notices answer for the people in them.
var keeps = house.Keeps{Tables: []string{"notice", "signup", "noted"}, Known: known, Export: export, Merge: merge, Forget: forget}

func known(tx store.Reader, who directory.Person) []string {
	var lines []string
	if n := len(signUps.Of(tx, who.ID)); n > 0 {
		lines = append(lines, fmt.Sprintf("报过名的活动：%d个", n))
	}
	if n := len(notice.NotedBy(tx, who.ID)); n > 0 {
		lines = append(lines, fmt.Sprintf("回过「收到」的通知：%d条", n))
	}
	return lines
}

func export(tx store.Reader, who directory.Person) []house.Sheet {
	s := house.Sheet{Name: "报过名的活动", Head: []string{"活动", "什么时候", "在哪里", "报名"}}
	for _, u := range signUps.Of(tx, who.ID) {
		n, _ := notice.Get(tx, strconv.FormatUint(u.Notice, 10))
		s.Rows = append(s.Rows, []string{n.Title, bot.Date(n.At), n.Where, stands[u.State]})
	}
	read := house.Sheet{Name: "回过收到的通知", Head: []string{"通知", "什么时候"}}
	for _, r := range notice.NotedBy(tx, who.ID) {
		n, _ := notice.Get(tx, strconv.FormatUint(r.Notice, 10))
		read.Rows = append(read.Rows, []string{n.Title, bot.Date(r.At)})
	}
	return house.Sheets(s, read)
}

// stands is how somebody stood to an activity.
var stands = map[Standing]string{Coming: "报上了", Waiting: "在排队", NotGoing: "不去"}

// merge counts once who signed up under both names, so that a place may be free, and
// gives what one of the staff had told to who they turned out to be.
func merge(tx store.Tx, from, into string) {
	for _, r := range slices.Collect(notice.Noteds.By(tx, "person", store.Key(from))) {
		notice.Noteds.Delete(tx, store.Key(r.Notice, from))
		r.Person = into
		notice.Noteds.Put(tx, r)
	}
	for _, s := range signUps.Of(tx, into) {
		if n, ok := notice.Get(tx, strconv.FormatUint(s.Notice, 10)); ok && n.State != notice.Cancelled && !notice.Over(tx, n) {
			moveUp(tx, n)
			Refresh(tx, n)
		}
	}
	if who, _ := directory.GetPerson(tx, into); len(who.AllRoles()) == 0 {
		return
	}
	for _, n := range slices.Collect(notice.Latest(tx)) {
		if n.By == from {
			n.By = into
			notice.Put(tx, n)
		}
	}
}
