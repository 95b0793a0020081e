// Package agenda keeps what falls due: deadlines, reminders, openings and
// closings. An entry is a time, a kind and a reference; when its time has come
// the handler of its kind runs in one transaction with the entry's removal, so
// it takes effect exactly once, however often the program dies in between.
//
// What falls due while the program does not run is done afterwards, as its Rule says:
// at once, by day, or otherwise because its time was missed. Nobody is woken, and
// nobody told tomorrow what was to be said yesterday.
//
// It leaves to others what to do, and that whoever set an entry knows when it is
// due (the key holds it, so that entries append and nothing need be searched).
package agenda

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"yishi/store"
)

// Entry is one thing that falls due.
type Entry struct {
	Due   time.Time `json:"due"`
	Kind  string    `json:"kind"`
	Ref   string    `json:"ref"`
	Tries int       `json:"tries,omitempty"`
	Night bool      `json:"night,omitempty"` // cannot wait for the morning
	Meant time.Time `json:"meant,omitzero"`  // when it was due, if it was put off since

	// Told to the handler.
	Late   bool `json:"-"` // it is done later than it was meant
	Missed bool `json:"-"` // so late that what was meant may be wrong now (Rule.Within)

	seen time.Time // when it was found to be due
}

func (e *Entry) key() string { return store.Key(e.Due, e.Kind, e.Ref) }

// Entries are all that is to come, soonest first.
var Entries = store.NewTable("agenda", (*Entry).key)

// Set has the handler of kind called at due, or soon after.
func Set(tx store.Tx, due time.Time, kind, ref string) {
	Entries.Put(tx, Entry{Due: due, Kind: kind, Ref: ref})
}

// Unset takes an entry back. One that failed meanwhile was put off and is not
// found by its time any more: handlers look whether what they do is still wanted.
func Unset(tx store.Tx, due time.Time, kind, ref string) {
	e := Entry{Due: due, Kind: kind, Ref: ref}
	Entries.Delete(tx, e.key())
}

// Handler does what is due. An error undoes it, and it is tried again later.
type Handler func(tx store.Tx, e Entry) error

// Worker does what takes too long for a transaction, outside of any: it looks and
// reckons, and gives back what is to be written, which runs as a Handler does. After
// a crash in between it is done again.
type Worker func(ctx context.Context, e Entry) (Handler, error)

// Agenda runs handlers when their time has come.
type Agenda struct {
	Workers map[string]Worker // of the kinds that need one; set before Run
	Rules   map[string]Rule   // of the kinds that are not done by day, however late; set before Run

	store    store.Store
	handlers map[string]Handler
	wake     chan struct{}
	done     func() // after something was done
}

// New makes an agenda; done is called after each entry that was carried out
// (it wakes the outbox) and may be nil.
func New(s store.Store, handlers map[string]Handler, done func()) *Agenda {
	if done == nil {
		done = func() {}
	}
	return &Agenda{store: s, handlers: handlers, wake: make(chan struct{}, 1), done: done}
}

// Wake has the agenda look at the clock now (it was moved).
func (a *Agenda) Wake() {
	select {
	case a.wake <- struct{}{}:
	default:
	}
}

// look is how often the agenda looks at the clock.
const look = time.Second

// Run carries out what falls due until ctx is done.
func (a *Agenda) Run(ctx context.Context) error {
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		if err := a.Due(ctx); err != nil && !errors.Is(err, context.Canceled) {
			if errors.Is(err, store.ErrClosed) || errors.Is(err, store.ErrUnknown) {
				return err
			}
			slog.Error("agenda", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-a.wake:
		}
	}
}

// Due carries out everything that is due by now, in order.
func (a *Agenda) Due(ctx context.Context) error {
	for {
		e, ok, err := a.first(ctx)
		if err != nil || !ok {
			return err
		}
		if until, sleeps := a.judge(&e, e.seen); sleeps {
			err = a.sleep(ctx, e, until)
		} else {
			err = a.do(ctx, e)
		}
		if err != nil {
			return err
		}
		a.done()
	}
}

func (a *Agenda) first(ctx context.Context) (first Entry, ok bool, err error) {
	err = a.store.View(ctx, func(tx store.Reader) error {
		first, ok = Entry{}, false
		for e := range Entries.Range(tx, "", store.Key(tx.Now().Add(time.Millisecond))) {
			first, ok = e, true
			first.seen = tx.Now()
			break
		}
		return nil
	})
	return first, ok, err
}

// do carries out one entry. One that fails is put off, a little longer each time.
func (a *Agenda) do(ctx context.Context, e Entry) error {
	failed := a.attempt(ctx, e)
	if failed == nil || errors.Is(failed, store.ErrClosed) || errors.Is(failed, store.ErrUnknown) || ctx.Err() != nil {
		return failed
	}
	slog.Error("agenda: will be tried again", "kind", e.Kind, "ref", e.Ref, "tries", e.Tries+1, "err", failed)
	return a.store.Update(ctx, func(tx store.Tx) error {
		again := e
		again.Tries++
		leave(tx, again, tx.Now().Add(putOff(again.Tries)))
		return nil
	})
}

func (a *Agenda) attempt(ctx context.Context, e Entry) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = panicked(r)
		}
	}()
	handler := a.handlers[e.Kind]
	if work := a.Workers[e.Kind]; work != nil {
		if handler, err = work(ctx, e); err != nil {
			return err
		}
	}
	return a.store.Update(ctx, func(tx store.Tx) error {
		if _, still := Entries.Get(tx, e.key()); !still {
			return nil
		}
		Entries.Delete(tx, e.key())
		if handler == nil {
			return errors.New("nobody knows what to do about " + e.Kind)
		}
		return handler(tx, e)
	})
}

// putOff is the wait before the nth new try: 10 s, 20 s, … at most an hour.
func putOff(tries int) time.Duration {
	return min(time.Hour, 10*time.Second<<min(tries-1, 10))
}

func panicked(r any) error {
	return fmt.Errorf("panic: %v\n%s", r, debug.Stack())
}
