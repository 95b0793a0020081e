package bolt

import (
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"yishi/store"
	"yishi/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Harness {
		return storetest.Harness{
			Location: filepath.Join(t.TempDir(), "yishi.db"),
			Open: func(location string, now func() time.Time) (store.Store, error) {
				return Open(location, Options{Now: now, Create: true, Log: slog.New(slog.DiscardHandler)})
			},
		}
	})
}

// fresh opens a new store that is closed at the end of the test.
func fresh(t testing.TB) *Store {
	t.Helper()
	s, err := Open(filepath.Join(storetest.Memory(t), "yishi.db"), Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func update(t testing.TB, s *Store, fn func(tx store.Tx)) {
	t.Helper()
	if err := s.Update(t.Context(), func(tx store.Tx) error { fn(tx); return nil }); err != nil {
		t.Fatal(err)
	}
}

func put(t testing.TB, s *Store, key string) {
	t.Helper()
	update(t, s, func(tx store.Tx) { tx.Put("t", key, []byte(`"一"`)) })
}

// keys are the keys of table t.
func keys(t testing.TB, s *Store) (got []string) {
	t.Helper()
	err := s.View(t.Context(), func(tx store.Reader) error {
		for k := range tx.Scan("t", "", "") {
			got = append(got, string([]byte(k)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}
