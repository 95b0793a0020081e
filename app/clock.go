package app

import (
	"context"
	"sync/atomic"
	"time"

	"yishi/bot/agenda"
	"yishi/bot/outbox"
	"yishi/bot/talk/replay"
	"yishi/store"
)

// Clock runs like the real one, and can be moved on. One clock rules the store,
// the adapters and the platforms of a world.
type Clock struct{ ahead atomic.Int64 }

func (c *Clock) Now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

// Ahead is how far it is ahead of the real one.
func (c *Clock) Ahead() time.Duration { return time.Duration(c.ahead.Load()) }

// Begin sets the clock before anything looks at it.
func (c *Clock) Begin(at time.Time) {
	if !at.IsZero() {
		c.ahead.Store(int64(time.Until(at)))
	}
}

// moveTo sets the clock forward, never back.
func (c *Clock) moveTo(t time.Time) {
	if d := time.Until(t) - time.Duration(c.ahead.Load()); d > 0 {
		c.ahead.Add(int64(d))
	}
}

// Advance moves the clock on. What falls due in between happens at its own
// time, one after the other, and goes out before the clock moves further.
func (a *App) Advance(c *Clock, by time.Duration) {
	for until := c.Now().Add(by); c.Now().Before(until); {
		next := until
		if due, ok := a.nextDue(); ok && due.Before(until) {
			next = due.Add(time.Millisecond)
		}
		c.moveTo(next)
		a.Settle(stepTime)
	}
}

// stepTime is how long the clock waits at most for what has fallen due: the pace of
// a platform holds up several messages to one chat for seconds, and who was skipped
// over would be late.
const stepTime = 5 * time.Second

func (a *App) nextDue() (due time.Time, ok bool) {
	_ = a.Store.View(context.Background(), func(tx store.Reader) error {
		for e := range agenda.Entries.All(tx) {
			due, ok = e.Due, true
			break
		}
		return nil
	})
	return due, ok
}

// Settle waits until nothing is due, being worked on or being sent, but no
// longer than patience.
func (a *App) Settle(patience time.Duration) {
	a.House.Agenda.Wake()
	a.House.Outbox.Wake()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline) && !a.quiet(); {
		time.Sleep(2 * time.Millisecond)
	}
}

func (a *App) quiet() (quiet bool) {
	due, any := a.nextDue()
	_ = a.Store.View(context.Background(), func(tx store.Reader) error {
		quiet = (!any || due.After(tx.Now())) && !outbox.Due(tx)
		for range replay.Jobs.All(tx) {
			quiet = false
			break
		}
		return nil
	})
	return quiet
}
