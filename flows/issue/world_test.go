package issue_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/directory/sample/sampletest"
	"yishi/bot/talk"
	"yishi/flows/issue"
	"yishi/store"
)

// world is the sample street with a clock to move.
type world struct {
	*testing.T
	s   store.Store
	now time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, now: time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)} // a Tuesday
	w.s = sampletest.Open(t, func() time.Time { return w.now })
	return w
}

func (w *world) do(fn func(tx store.Tx)) {
	w.Helper()
	if err := w.s.Update(context.Background(), func(tx store.Tx) error { fn(tx); return nil }); err != nil {
		w.Fatal(err)
	}
}

// pass moves the clock and lets fall due what falls due.
func (w *world) pass(d time.Duration) {
	w.Helper()
	for end := w.now.Add(d); w.now.Before(end); {
		w.now = w.now.Add(min(time.Hour, end.Sub(w.now)))
		if err := agenda.New(w.s, issue.Kit().Due, nil).Due(context.Background()); err != nil {
			w.Fatal(err)
		}
	}
}

// file has somebody report something, and returns its number.
func (w *world) file(by sample.Hero, what, place string) (no string) {
	w.Helper()
	w.do(func(tx store.Tx) {
		i, err := issue.File(tx, person(tx, by), bot.Address{}, issue.Report{What: what, Spot: talk.Spot{Place: place}})
		if err != nil {
			w.Fatal(err)
		}
		no = i.No
	})
	return no
}

func (w *world) get(no string) (i issue.Issue) {
	w.do(func(tx store.Tx) { i, _ = issue.Get(tx, no) })
	return i
}

func person(tx store.Reader, h sample.Hero) directory.Person {
	p, _ := directory.GetPerson(tx, h.ID)
	return p
}

func refused(t *testing.T, err error) {
	t.Helper()
	if _, ok := errors.AsType[bot.Refusal](err); !ok {
		t.Errorf("got %v, want a refusal", err)
	}
}

func fine(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("got %v, want none", err)
	}
}
