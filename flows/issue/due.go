package issue

import (
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/bot/workday"
	"yishi/store"
)

// How many working days an answer may take.
const (
	urgentDays = 1
	normalDays = 3
)

// closing is the hour at which a working day is over.
const closing = 18 * time.Hour

// promiseFrom promises an answer for something said now: by the end of the nth
// working day from here. Where nobody knows the holidays on the way, weekends count,
// and staff are told once.
func (i *Issue) promiseFrom(tx store.Tx, urgent bool) {
	n := normalDays
	if urgent {
		n = urgentDays
	}
	day, unknown := workday.After(tx, tx.Now(), n)
	i.promise(tx, day.Add(closing))
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
