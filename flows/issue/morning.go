package issue

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/bot/workday"
	"yishi/store"
)

// dueMorning is the kind of what falls due at half past eight: each level is told what it has.
const dueMorning = "issue.morning"

// mornings has the next morning come, if it is not on its way.
func mornings(tx store.Tx) {
	if _, longAgo := tx.(past); longAgo {
		return
	}
	next := nextMorning(tx.Now())
	if _, set := agenda.Entries.Get(tx, store.Key(next, dueMorning, "")); !set {
		agenda.Set(tx, next, dueMorning, "")
	}
}

// nextMorning is when the next morning is told.
func nextMorning(now time.Time) time.Time {
	at := bot.Midnight(now).Add(8*time.Hour + 30*time.Minute)
	if !at.After(now) {
		at = at.AddDate(0, 0, 1)
	}
	return at
}

// morningOf is what somebody has this morning.
type morningOf struct {
	Today, Overdue, Fresh, Back, Call, Added, Below []Issue
}

// tellMorning tells everybody once a day, on working days, what they have: due today,
// overdue, new, not solved after all, to be called. One message, however many there are;
// who has nothing hears nothing. It has the next morning come.
func tellMorning(tx store.Tx, e agenda.Entry) error {
	next := nextMorning(tx.Now())
	agenda.Set(tx, next, dueMorning, "")
	if e.Missed || !workday.Works(tx, tx.Now()) {
		return nil
	}
	lists, people := everybody(tx)
	for _, id := range people {
		if text := lists[id].words(tx.Now()); text != "" {
			outbox.Add(tx, outbox.Message{
				Person: id, Priority: outbox.Reminder, Of: "issue/morning", Same: "issue/morning",
				Out:     bot.Out{Text: text, Aside: true, Buttons: []bot.Button{{Label: "看待办", Token: "待办"}}},
				Expires: next,
			})
		}
	}
	return nil
}

// everybody is what each of the staff has, in the order in which they were met.
func everybody(tx store.Reader) (map[string]*morningOf, []string) {
	lists, people := map[string]*morningOf{}, []string{}
	list := func(p directory.Person) *morningOf {
		if lists[p.ID] == nil {
			lists[p.ID] = &morningOf{}
			people = append(people, p.ID)
		}
		return lists[p.ID]
	}
	above := map[string][]directory.Person{}
	for i := range Going(tx) {
		owners := Owners(tx, i)
		for _, p := range owners {
			list(p).add(tx, i)
		}
		if !i.Overdue(tx.Now()) {
			continue
		}
		if _, known := above[i.Spot.Place]; !known {
			above[i.Spot.Place] = Overseers(tx, i.Spot.Place)
		}
		for _, p := range above[i.Spot.Place] {
			if !slices.ContainsFunc(owners, func(o directory.Person) bool { return o.ID == p.ID }) && May(p, directory.SeeIssues, i) {
				of := list(p)
				of.Below = append(of.Below, i)
			}
		}
	}
	return lists, people
}

func (of *morningOf) add(tx store.Reader, i Issue) {
	now := tx.Now()
	tomorrow := bot.Midnight(now).AddDate(0, 0, 1)
	_, when := Next(tx, i)
	switch {
	case i.Check == ToCall:
		of.Call = append(of.Call, i)
	case !i.Live():
	case i.Overdue(now):
		of.Overdue = append(of.Overdue, i)
	case i.State == Reopened && i.Handler == "":
		of.Back = append(of.Back, i)
	case i.Handler == "":
		of.Fresh = append(of.Fresh, i)
	case when.Before(tomorrow):
		of.Today = append(of.Today, i)
	case i.Events[len(i.Events)-1].Act == Added:
		of.Added = append(of.Added, i)
	}
}

// words are the message; "" if there is nothing to tell.
func (of *morningOf) words(now time.Time) string {
	var lines []string
	say := func(head string, list []Issue, each func(Issue) string) {
		const most = 3
		if len(list) == 0 {
			return
		}
		var names []string
		for _, i := range list[:min(len(list), most)] {
			names = append(names, each(i))
		}
		more := ""
		if len(list) > most {
			more = "等"
		}
		lines = append(lines, fmt.Sprintf("%s%d件：%s%s", head, len(list), strings.Join(names, "，"), more))
	}
	plain := func(i Issue) string { return Short(i) + "「" + i.Title() + "」" }
	past := func(i Issue) string { return fmt.Sprintf("%s过了%d天", plain(i), i.PastDays(now)) }
	say("逾期", of.Overdue, past)
	say("今天到期", of.Today, plain)
	say("没解决，又报上来", of.Back, plain)
	say("等人接手", of.Fresh, plain)
	say("反映人有补充", of.Added, plain)
	say("请回访", of.Call, plain)
	say("别人手上逾期", of.Below, past)
	if len(lines) == 0 {
		return ""
	}
	hints := "\n看全部，回复「待办」。接手就回「接手 编号」。"
	switch {
	case len(of.Call) > 0 && len(lines) == 1:
		hints = "\n打过电话，回复「回访 编号 满意」，或者「回访 编号 没办好 原因」。"
	case len(of.Overdue) > 0:
		hints = "\n看逾期的，回复「逾期的」。办不动的，回复「求助 编号 原因」。"
	}
	return "早上好，今天的事：\n" + strings.Join(lines, "\n") + hints
}
