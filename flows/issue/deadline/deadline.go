// Package deadline says within what time something reported is taken up and solved, by
// what it is about and whether it can wait, as the 12345 line is judged: emergencies in
// 2 hours, water, power, gas and lifts in 24, other things in 7 working days, hard ones in
// 15. A place may have it otherwise, and says so in a table of its own: who receives such
// things first there, and whom to call.
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

	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/store"
)

// What stands in the place of a category.
const (
	Urgent = "urgent" // whatever cannot wait
	Hard   = "hard"   // what its handler says is hard
	Any    = ""       // what has no line of its own
)

// Row is a line of the table.
type Row struct {
	Place    string `json:"place,omitempty"`
	Category string `json:"category"` // a category, or Urgent, Hard, Any
	Take     Span   `json:"take"`     // until somebody has taken it, and until one above is asked next
	Solve    Span   `json:"solve"`
	First    string `json:"first,omitempty"` // the role that receives it; "" as the ladder goes
	Ask      string `json:"ask,omitempty"`   // what is asked of who reports it; yes makes it urgent
	Phone    string `json:"phone,omitempty"` // whom to call, with their name
}

var rows = store.NewTable("deadline", func(r *Row) string { return store.Key(r.Place+"/", r.Category) })

// Of is the line that holds for a category at a place: the one set nearest above it, and
// what that leaves open as the settings of the place have it.
func Of(tx store.Reader, place, category string) (r Row) {
	for at := place; ; at = directory.Parent(at) {
		set, ok := rows.Get(tx, store.Key(at+"/", category))
		if ok || at == "" {
			r = set
			break
		}
	}
	r.Category = category
	take, solve := class(category)
	if r.Take == (Span{}) {
		r.Take = read(take.Of(tx, place).Value)
	}
	if r.Solve == (Span{}) {
		r.Solve = read(solve.Of(tx, place).Value)
	}
	if r.Ask == "" {
		r.Ask = asked[category]
	}
	return r
}

// asked is what is asked of who reports something of a category, as we came.
var asked = map[string]string{"lift": "电梯里有没有困着人？"}

// At are the lines set at a very place.
func At(tx store.Reader, place string) (set []Row) {
	from, to := store.Under(store.Key(place + "/"))
	for r := range rows.Range(tx, from, to) {
		set = append(set, r)
	}
	return set
}

// Put sets a line of a place; one that says nothing takes it away.
func Put(tx store.Tx, r Row) {
	if r.Take == (Span{}) && r.Solve == (Span{}) && r.First == "" && r.Ask == "" && r.Phone == "" {
		rows.Delete(tx, store.Key(r.Place+"/", r.Category))
		return
	}
	rows.Put(tx, r)
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
