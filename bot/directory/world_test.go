package directory_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/store"
	"yishi/store/bolt"
)

// world is a store with a clock to set, which can be closed and opened again.
type world struct {
	t    testing.TB
	path string
	now  time.Time
	s    store.Store
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, path: filepath.Join(t.TempDir(), "yishi.db"), now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
	w.open()
	t.Cleanup(func() { w.s.Close() })
	return w
}

// newStreet is a world with the sample street.
func newStreet(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.do(func(tx store.Tx) { sample.Fill(tx, sample.Options{}) })
	return w
}

func (w *world) open() {
	w.t.Helper()
	s, err := bolt.Open(w.path, bolt.Options{Create: true, Now: func() time.Time { return w.now }})
	if err != nil {
		w.t.Fatal(err)
	}
	w.s = s
}

func (w *world) restart() {
	w.t.Helper()
	if err := w.s.Close(); err != nil {
		w.t.Fatal(err)
	}
	w.open()
}

// do runs fn in a transaction that is kept.
func (w *world) do(fn func(store.Tx)) {
	w.t.Helper()
	if err := w.s.Update(context.Background(), func(tx store.Tx) error { fn(tx); return nil }); err != nil {
		w.t.Fatal(err)
	}
}

// guest is somebody new who agreed to the consent text.
func guest(tx store.Tx, name string) directory.Person {
	return directory.Agree(tx, directory.NewPerson(tx, directory.Person{Name: name}), directory.ConsentVersion)
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// refused checks that err is a refusal with these words.
func refused(t *testing.T, err error, words string) {
	t.Helper()
	var r bot.Refusal
	if !errors.As(err, &r) || !strings.Contains(string(r), words) {
		t.Errorf("got %v, want a refusal with %q", err, words)
	}
}
