// Package duty keeps the roster of who is on duty at a place (值班表): by the day of the
// week or for one day, from when to when, over midnight too. What cannot wait rings those
// who are on duty at that moment. It rings nobody itself.
package duty

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// Shift is somebody's duty. A shift until an hour not after From ends the next day.
type Shift struct {
	Place  string        `json:"place"`
	Person string        `json:"person"`
	Days   string        `json:"days"` // 1 to 7 for the days of the week, or a date: 2026-12-05
	From   time.Duration `json:"from"`
	Until  time.Duration `json:"until"`
}

var shifts = store.NewTable("duty", (*Shift).key,
	store.Index[Shift]{Name: "person", Keys: func(s *Shift) []string { return []string{store.Key(s.Person, s.Place)} }})

func (s *Shift) key() string {
	return store.Key(s.Place+"/", s.Days, int(s.From.Minutes()), s.Person)
}

// Put keeps a shift; those for a day that is over go.
func Put(tx store.Tx, s Shift) {
	yesterday := tx.Now().In(bot.Zone).AddDate(0, 0, -1).Format(time.DateOnly)
	for _, old := range At(tx, s.Place) {
		if len(old.Days) == len(time.DateOnly) && old.Days < yesterday {
			Drop(tx, old)
		}
	}
	shifts.Put(tx, s)
}

// Drop takes a shift out of the roster.
func Drop(tx store.Tx, s Shift) { shifts.Delete(tx, s.key()) }

// At is the roster of a very place, by day and hour.
func At(tx store.Reader, place string) []Shift {
	from, to := store.Under(store.Key(place + "/"))
	list := slices.Collect(shifts.Range(tx, from, to))
	slices.SortStableFunc(list, func(a, b Shift) int {
		return cmp.Or(cmp.Compare(a.Days, b.Days), cmp.Compare(a.From, b.From))
	})
	return list
}

// Of are the shifts of a person.
func Of(tx store.Reader, person string) []Shift {
	return slices.Collect(shifts.By(tx, "person", store.Key(person)))
}

// Now are those on duty for a place at a moment, the nearest first.
func Now(tx store.Reader, place string) (people []directory.Person) {
	for at := place; at != ""; at = directory.Parent(at) {
		for _, s := range At(tx, at) {
			p, ok := directory.GetPerson(tx, directory.Resolve(tx, s.Person))
			known := slices.ContainsFunc(people, func(o directory.Person) bool { return o.ID == p.ID })
			if ok && !known && s.on(tx.Now()) {
				people = append(people, p)
			}
		}
	}
	return people
}

// on reports whether a shift is on: begun today, or yesterday and not over.
func (s *Shift) on(now time.Time) bool {
	today := bot.Midnight(now)
	clock := now.Sub(today)
	if s.From < s.Until {
		return s.day(today) && clock >= s.From && clock < s.Until
	}
	return s.day(today) && clock >= s.From || s.day(today.AddDate(0, 0, -1)) && clock < s.Until
}

func (s *Shift) day(day time.Time) bool {
	if len(s.Days) == len(time.DateOnly) {
		return s.Days == day.Format(time.DateOnly)
	}
	return strings.Contains(s.Days, weekday(day))
}

// weekday is 1 for Monday to 7 for Sunday.
func weekday(day time.Time) string { return string(rune('1' + (int(day.Weekday())+6)%7)) }
