// Package storetest is the suite that every engine of package store must pass.
// It knows an engine only through a Harness; what is special to one engine is
// tested beside that engine.
package storetest

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"yishi/store"
)

// Harness leads to one store, empty at first.
type Harness struct {
	Location string
	// Open opens the store at a location, again and again. The kill test opens
	// it in other processes, too.
	Open func(location string, now func() time.Time) (store.Store, error)
}

// Run runs the suite. fresh makes a Harness with a store of its own for each test.
func Run(t *testing.T, fresh func(t *testing.T) Harness) {
	for _, test := range []struct {
		name string
		run  func(*bench)
	}{
		{"Values", values},
		{"Order", order},
		{"Ranges", ranges},
		{"ChangeDuringScan", changeDuringScan},
		{"EmptyPages", emptyPages},
		{"ViewIsOneState", viewIsOneState},
		{"ErrorKeepsNothing", errorKeepsNothing},
		{"PanicKeepsNothing", panicKeepsNothing},
		{"FaultIsAnError", faultIsAnError},
		{"GoexitKeepsNothing", goexitKeepsNothing},
		{"FailingBesideSucceeding", failingBesideSucceeding},
		{"Cancelled", cancelled},
		{"ReadOnlyView", readOnlyView},
		{"Seq", seq},
		{"Now", now},
		{"ConcurrentWriters", concurrentWriters},
		{"Reopen", reopen},
		{"Closed", closed},
		{"BackupOfOneState", backup},
		{"Table", tables},
		{"TableUnique", tableUnique},
		{"TableNothingChanged", tableNothingChanged},
		{"Numbers", numbers},
		{"Histories", histories},
		{"TableHistories", tableHistories},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := &bench{T: t, Harness: fresh(t)}
			b.clock.Store(time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC).UnixNano())
			b.open()
			defer b.close()
			test.run(b)
		})
	}
	t.Run("Kill", func(t *testing.T) { kill(t, fresh) })
}

// bench is a test with its store and its clock.
type bench struct {
	*testing.T
	Harness
	store.Store
	clock atomic.Int64
}

func (b *bench) now() time.Time { return time.Unix(0, b.clock.Load()).UTC() }

func (b *bench) open() {
	b.Helper()
	s, err := b.Harness.Open(b.Location, b.now)
	if err != nil {
		b.Fatal(err)
	}
	b.Store = s
}

// close checks what the test has left, then lets go of it.
func (b *bench) close() {
	if b.Store == nil {
		return
	}
	if err := b.Check(context.Background()); err != nil {
		b.Errorf("the store is damaged: %v", err)
	}
	if err := b.Store.Close(); err != nil {
		b.Errorf("close: %v", err)
	}
	b.Store = nil
}

func (b *bench) update(fn func(tx store.Tx)) {
	b.Helper()
	err := b.Update(b.Context(), func(tx store.Tx) error { fn(tx); return nil })
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) view(fn func(tx store.Reader)) {
	b.Helper()
	err := b.View(b.Context(), func(tx store.Reader) error { fn(tx); return nil })
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) put(table string, entries ...string) {
	b.Helper()
	b.update(func(tx store.Tx) {
		for i := 0; i < len(entries); i += 2 {
			tx.Put(table, entries[i], []byte(entries[i+1]))
		}
	})
}

// want compares all of a table with keys and values in turn.
func (b *bench) want(table string, entries ...string) {
	b.Helper()
	b.view(func(tx store.Reader) {
		b.Helper()
		if got := all(tx, table, "", ""); !slices.Equal(got, entries) {
			b.Errorf("table %s holds %q, want %q", table, got, entries)
		}
	})
}

// all reads a range as copied keys and values in turn.
func all(tx store.Reader, table, from, to string) (entries []string) {
	for k, v := range tx.Scan(table, from, to) {
		entries = append(entries, copied(k), string(v))
	}
	return entries
}

// copied keeps a key of a scan beyond its step.
func copied(key string) string { return string([]byte(key)) }
