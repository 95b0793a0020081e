// Package deadline says within what time something reported is taken up and solved, by
// what it is about and whether it can wait, as the 12345 line is judged: emergencies in
// 2 hours, water, power, gas and lifts in 24, other things in 7 working days, hard ones in
// 15. A place may have it otherwise: each length is a setting.
//
//	what       taken up in        solved in
//	急事        10 minutes         2 hours, at night too
//	24小时      2 hours            24 hours
//	一般        1 working day      7 working days
//	难办        1 working day      15 working days
//
// It knows no issue: whoever has one asks.
package deadline

import (
	"time"

	"yishi/bot/directory/setting"
	"yishi/store"
)

// What stands in the place of a category.
const (
	Urgent = "urgent" // whatever cannot wait
	Hard   = "hard"   // what its handler says is hard
)

// Row is what holds for a category.
type Row struct {
	Take  Span // until somebody has taken it, and until one above is asked next
	Solve Span
}

// Of is what holds for a category at a place, by the settings of the place.
func Of(tx store.Reader, place, category string) Row {
	take, solve := class(category)
	return Row{read(take.Of(tx, place).Value), read(solve.Of(tx, place).Value)}
}

// After is when a span that begins now is over: of days at the end of the nth working day
// from here, of hours by the clock, but never in the night unless it cannot wait. unknown
// is the first year on the way, if any, of which nobody knows the holidays.
func (s Span) After(tx store.Reader, place string, now time.Time, night bool) (at time.Time, unknown string) {
	switch s.Unit {
	case Days:
		return setting.Due(since{tx, now}, place, s.N)
	case Hours:
		at = now.Add(time.Duration(s.N) * time.Hour)
	default:
		at = now.Add(time.Duration(s.N) * time.Minute)
	}
	if !night {
		at = setting.Awake(tx, place, at)
	}
	return at, ""
}

// since is a transaction as seen from another moment.
type since struct {
	store.Reader
	now time.Time
}

func (s since) Now() time.Time { return s.now }
