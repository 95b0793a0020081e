package main

import (
	"context"
	"sync/atomic"
	"time"

	"yishi/bot/agenda"
	"yishi/bot/outbox"
	"yishi/store"
)

// clock runs like the real one, and can be moved on. One clock rules the store,
// the adapters and the platforms of a world.
type clock struct{ ahead atomic.Int64 }

func (c *clock) Now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

// begin sets the clock before anything looks at it.
func (c *clock) begin(at time.Time) {
	if !at.IsZero() {
		c.ahead.Store(int64(time.Until(at)))
	}
}

// moveTo sets the clock forward, never back.
func (c *clock) moveTo(t time.Time) {
	if d := time.Until(t) - time.Duration(c.ahead.Load()); d > 0 {
		c.ahead.Add(int64(d))
	}
}

// Advance moves the clock on. What falls due in between happens at its own
// time, one after the other, and goes out before the clock moves further.
func (w *world) Advance(by time.Duration) {
	w.moving.Lock()
	defer w.moving.Unlock()
	for until := w.clock.Now().Add(by); w.clock.Now().Before(until); {
		next := until
		if due, ok := w.nextDue(); ok && due.Before(until) {
			next = due.Add(time.Millisecond)
		}
		w.clock.moveTo(next)
		w.settle()
	}
}

func (w *world) nextDue() (due time.Time, ok bool) {
	_ = w.app.Store.View(context.Background(), func(tx store.Tx) error {
		for e := range agenda.Entries.All(tx) {
			due, ok = e.Due, true
			break
		}
		return nil
	})
	return due, ok
}

// settleTime is how long the clock waits at most for what has fallen due; the
// pace of a platform may hold up a few messages longer.
const settleTime = 500 * time.Millisecond

// settle waits until nothing is due and nothing is being sent.
func (w *world) settle() {
	w.app.House.Agenda.Wake()
	w.app.House.Outbox.Wake()
	for deadline := time.Now().Add(settleTime); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		if w.quiet() {
			return
		}
	}
}

func (w *world) quiet() (quiet bool) {
	due, any := w.nextDue()
	_ = w.app.Store.View(context.Background(), func(tx store.Tx) error {
		pending := outbox.Pending(tx)
		quiet = (!any || due.After(tx.Now())) && pending[outbox.Queued]+pending[outbox.Sending] == 0
		return nil
	})
	return quiet
}
