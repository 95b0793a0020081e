package issue

import (
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/bot/outbox"
	"yishi/bot/workday"
	"yishi/store"
)

// How many working days an answer may take, at a place.
var (
	answerDays = setting.Kind{Key: "answer_days", Name: "报的事几个工作日答复", Usual: "3", Form: setting.Days}
	urgentDays = setting.Kind{Key: "urgent_days", Name: "要紧的事几个工作日答复", Usual: "1", Form: setting.Days}
)

// promiseFrom promises an answer for something said now: by the end of the nth
// working day from here. Where nobody knows the holidays on the way, weekends count,
// and staff are told once.
func (i *Issue) promiseFrom(tx store.Tx, urgent bool) {
	n := answerDays.Days(tx, i.Spot.Place)
	if urgent {
		n = min(n, urgentDays.Days(tx, i.Spot.Place))
	}
	due, unknown := setting.Due(tx, i.Spot.Place, n)
	i.promise(tx, due)
	if unknown != "" {
		i.askForHolidays(tx, unknown)
	}
}

// askForHolidays tells the staff who answer for the place, of each street once.
func (i *Issue) askForHolidays(tx store.Tx, year string) {
	if _, longAgo := tx.(past); longAgo || !workday.Tell(tx, year, root(i.Spot.Place)) {
		return
	}
	for _, role := range []string{directory.Staff, directory.StreetStaff} {
		for _, p := range directory.StaffAt(tx, role, i.Spot.Place) {
			outbox.Tell(tx, p.ID, bot.Out{Text: year + "年哪几天放假、哪几天调休，我还不知道。答复的日子先按周一到周五算。\n请管理员把放假安排写进 holidays.txt，我就照着算。"})
		}
	}
}

func root(place string) string {
	for up := directory.Parent(place); up != ""; up = directory.Parent(place) {
		place = up
	}
	return place
}

// past is a transaction at a time gone by, in which nobody is told anything.
type past struct {
	store.Tx
	at time.Time
}

func (p past) Now() time.Time { return p.at }
