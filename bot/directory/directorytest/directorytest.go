// Package directorytest is what tests of the directory and its rooms share.
package directorytest

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample/sampletest"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

// World is a store with a clock to set, which can be closed and opened again.
type World struct {
	Path  string
	Now   time.Time
	Store store.Store

	t testing.TB
}

// New is an empty one.
func New(t testing.TB) *World {
	t.Helper()
	return begin(t, func(*World) {})
}

// Street is a world with the sample street.
func Street(t testing.TB) *World {
	t.Helper()
	return begin(t, func(w *World) { sampletest.Copy(t, w.Path, w.Now) })
}

// begin opens what a store was prepared to be.
func begin(t testing.TB, prepare func(*World)) *World {
	t.Helper()
	w := &World{t: t, Path: filepath.Join(storetest.Memory(t), "yishi.db"), Now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
	prepare(w)
	w.open()
	t.Cleanup(func() { w.Store.Close() })
	return w
}

func (w *World) open() {
	w.t.Helper()
	s, err := bolt.Open(w.Path, bolt.Options{Create: true, Now: func() time.Time { return w.Now }})
	if err != nil {
		w.t.Fatal(err)
	}
	w.Store = s
}

// Restart closes the store and opens it again.
func (w *World) Restart() {
	w.t.Helper()
	if err := w.Store.Close(); err != nil {
		w.t.Fatal(err)
	}
	w.open()
}

// Do runs fn in a transaction that is kept.
func (w *World) Do(fn func(store.Tx)) {
	w.t.Helper()
	if err := w.Store.Update(context.Background(), func(tx store.Tx) error { fn(tx); return nil }); err != nil {
		w.t.Fatal(err)
	}
}

// Guest is somebody new who agreed to the consent text.
func Guest(tx store.Tx, name string) directory.Person {
	return directory.Agree(tx, directory.NewPerson(tx, directory.Person{Name: name}), directory.ConsentVersion)
}

// Must fails the test on an error.
func Must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// Refused checks that err is a refusal with these words.
func Refused(t *testing.T, err error, words string) {
	t.Helper()
	var r bot.Refusal
	if !errors.As(err, &r) || !strings.Contains(string(r), words) {
		t.Errorf("got %v, want a refusal with %q", err, words)
	}
}
