package agenda

import (
	"context"
	"time"

	"yishi/bot"
	"yishi/store"
)

// Rule says how entries of a kind are done whose time has passed: the program was
// not running then, or they could not be done. A kind without one is done however
// late it is, but by day, as people hear of it.
type Rule struct {
	Silent bool          // nobody hears of it, so it is done at night as well
	Within time.Duration // so late is in time; later than that the entry is Missed. 0: however late
}

// grace is what an entry may be late without anybody noticing.
const grace = 30 * time.Minute

// lateness is how long ago an entry was to be done.
func (e *Entry) lateness(now time.Time) time.Duration {
	if e.Meant.IsZero() {
		return now.Sub(e.Due)
	}
	return now.Sub(e.Meant)
}

// judge tells an entry whether it is late, and to when it is to be left, if it is.
func (a *Agenda) judge(e *Entry, now time.Time) (until time.Time, leave bool) {
	rule := a.Rules[e.Kind]
	late := e.lateness(now)
	e.Late = late > grace
	e.Missed = e.Late && rule.Within > 0 && late > rule.Within
	morning := bot.Awake(now)
	return morning, e.Late && !e.Night && !rule.Silent && morning.After(now)
}

// leave puts an entry off. It remembers when it was meant to be done.
func leave(tx store.Tx, e Entry, until time.Time) {
	Entries.Delete(tx, e.key())
	if e.Meant.IsZero() {
		e.Meant = e.Due
	}
	e.Due = until
	Entries.Put(tx, e)
}

// sleep leaves an entry until then.
func (a *Agenda) sleep(ctx context.Context, e Entry, until time.Time) error {
	return a.store.Update(ctx, func(tx store.Tx) error {
		if _, still := Entries.Get(tx, e.key()); still {
			leave(tx, e, until)
		}
		return nil
	})
}
