package agenda_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	os.Exit(m.Run())
}

var ctx = context.Background()

// world is an agenda on a real store, with a clock. Its handler writes down what
// it did, and fails while it is told to.
type world struct {
	t     *testing.T
	path  string
	mu    sync.Mutex
	now   time.Time
	store store.Store
	fails func(ref string) error
	runs  int // of handlers, kept or not
}

var start = time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, path: filepath.Join(storetest.Memory(t), "agenda.db"), now: start}
	w.open()
	t.Cleanup(func() { w.store.Close() })
	return w
}

func (w *world) open() {
	s, err := bolt.Open(w.path, bolt.Options{Create: true, Now: w.clock, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		w.t.Fatal(err)
	}
	w.store = s
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) later(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func (w *world) agenda(s store.Store) *agenda.Agenda {
	return agenda.New(s, map[string]agenda.Handler{"note": w.note}, nil)
}

func (w *world) note(tx store.Tx, e agenda.Entry) error {
	w.runs++
	tx.Put("done", store.Key(tx.Seq(), e.Ref), []byte("{}"))
	if w.fails != nil {
		return w.fails(e.Ref)
	}
	return nil
}

func (w *world) set(after time.Duration, ref string) {
	w.t.Helper()
	w.do(func(tx store.Tx) { agenda.Set(tx, start.Add(after), "note", ref) })
}

func (w *world) do(fn func(tx store.Tx)) {
	w.t.Helper()
	if err := w.store.Update(ctx, func(tx store.Tx) error { fn(tx); return nil }); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) due() {
	w.t.Helper()
	if err := w.agenda(w.store).Due(ctx); err != nil {
		w.t.Fatal(err)
	}
}

// done is what was done, in order.
func (w *world) done() string {
	var refs []string
	w.do(func(tx store.Tx) {
		refs = nil
		for key := range tx.Scan("done", "", "") {
			_, ref, _ := strings.Cut(key, store.Sep)
			refs = append(refs, strings.Clone(ref))
		}
	})
	return strings.Join(refs, " ")
}

func (w *world) want(done string) {
	w.t.Helper()
	if got := w.done(); got != done {
		w.t.Errorf("done: %q, want %q", got, done)
	}
}

func TestWhatFallsDueIsDoneInOrder(t *testing.T) {
	w := newWorld(t)
	w.set(2*time.Hour, "c")
	w.set(time.Hour, "b")
	w.set(0, "a")
	w.set(24*time.Hour, "d")
	w.due()
	w.want("a")
	w.later(time.Hour - time.Millisecond)
	w.due()
	w.want("a")
	w.later(23 * time.Hour) // the clock was moved on past all of the others but one
	w.due()
	w.want("a b c")
	w.due()
	w.want("a b c")
}

func TestUnset(t *testing.T) {
	w := newWorld(t)
	w.set(time.Hour, "a")
	w.set(time.Hour, "b")
	w.do(func(tx store.Tx) { agenda.Unset(tx, start.Add(time.Hour), "note", "a") })
	w.later(time.Hour)
	w.due()
	w.want("b")
}

// dying is a store whose program dies after a function has run, before the commit.
type dying struct {
	store.Store
	after int // so many updates from now
}

var errDied = errors.New("died")

func (d *dying) Update(ctx context.Context, fn func(store.Tx) error) error {
	d.after--
	if d.after > 0 {
		return d.Store.Update(ctx, fn)
	}
	return d.Store.Update(ctx, func(tx store.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return errDied
	})
}

// However often the program dies with a handler done and not committed, what it
// did is there once in the end.
func TestExactlyOnceAcrossCrashes(t *testing.T) {
	w := newWorld(t)
	const n = 9
	for i := range n {
		w.set(time.Duration(i)*time.Second, fmt.Sprint(i))
	}
	w.later(time.Minute)
	for crash := 1; crash <= 4; crash++ {
		if err := w.agenda(&dying{w.store, crash}).Due(ctx); !errors.Is(err, errDied) {
			t.Fatalf("crash %d: %v", crash, err)
		}
		if err := w.store.Close(); err != nil {
			t.Fatal(err)
		}
		w.open()
	}
	w.later(time.Hour)
	w.due()
	done := strings.Fields(w.done())
	slices.Sort(done)
	if got := strings.Join(done, " "); got != "0 1 2 3 4 5 6 7 8" || w.runs <= n {
		t.Errorf("done %s in %d runs", got, w.runs)
	}
	w.do(func(tx store.Tx) {
		for e := range agenda.Entries.All(tx) {
			t.Errorf("left: %+v", e)
		}
	})
}

func TestAFailingEntryIsPutOffAndHoldsUpNoOther(t *testing.T) {
	for name, fail := range map[string]func(ref string) error{
		"an error": func(ref string) error {
			if ref == "bad" {
				return errors.New("not now")
			}
			return nil
		},
		"a panic": func(ref string) error {
			if ref == "bad" {
				panic("our mistake")
			}
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.fails = fail
			w.set(0, "bad")
			w.set(0, "good")
			var waits []time.Duration
			runs := 0
			for last := start; len(waits) < 12; w.later(5 * time.Second) {
				w.due()
				if w.runs > runs && w.done() == "good" {
					waits, last, runs = append(waits, w.now.Sub(last)), w.now, w.runs
				}
			}
			if got := fmt.Sprint(waits); got != "[0s 10s 20s 40s 1m20s 2m40s 5m20s 10m40s 21m20s 42m40s 1h0m0s 1h0m0s]" {
				t.Errorf("tried after %s", got)
			}
			w.fails = nil
			w.later(time.Hour)
			w.due()
			w.want("good bad")
		})
	}
}

func TestAnEntryNobodyKnowsWaitsForWhoDoes(t *testing.T) {
	w := newWorld(t)
	w.set(0, "a")
	if err := agenda.New(w.store, nil, nil).Due(ctx); err != nil {
		t.Fatal(err)
	}
	w.later(10 * time.Second)
	w.due()
	w.want("a")
}

func TestRunStopsAndLooksWhenWoken(t *testing.T) {
	w := newWorld(t)
	w.set(365*24*time.Hour, "a")
	done := make(chan struct{}, 1)
	a := agenda.New(w.store, map[string]agenda.Handler{"note": w.note}, func() { done <- struct{}{} })
	run, cancel := context.WithCancel(ctx)
	stopped := make(chan error)
	go func() { stopped <- a.Run(run) }()
	w.later(366 * 24 * time.Hour)
	a.Wake()
	<-done
	cancel()
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	w.want("a")
}

func TestRunEndsWithItsStore(t *testing.T) {
	w := newWorld(t)
	w.set(0, "a")
	w.store.Close()
	if err := w.agenda(w.store).Run(ctx); !errors.Is(err, store.ErrClosed) {
		t.Errorf("got %v", err)
	}
}

// A worker reckons outside of a transaction; what it gives back is written once,
// with the entry's removal. A worker that fails, or dies in between, works again.
func TestAWorkerWorksAgainUntilItsWorkIsKept(t *testing.T) {
	w := newWorld(t)
	w.set(0, "slow")
	tries := 0
	a := w.agenda(w.store)
	a.Workers = map[string]agenda.Worker{"note": func(ctx context.Context, e agenda.Entry) (agenda.Handler, error) {
		switch tries++; tries {
		case 1:
			return nil, errors.New("no room on the desk")
		case 2:
			panic("dropped it")
		}
		// Another transaction may run meanwhile: nothing is held.
		w.do(func(tx store.Tx) { tx.Put("done", store.Key(tx.Seq(), "meanwhile"), []byte("{}")) })
		return w.note, nil
	}}
	for range 4 {
		if err := a.Due(ctx); err != nil {
			t.Fatal(err)
		}
		w.later(time.Minute)
	}
	w.want("meanwhile slow")
	if tries != 3 {
		t.Errorf("worked %d times", tries)
	}
}
