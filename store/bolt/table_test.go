package bolt

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"yishi/store"
)

// TestPagesAreFull: a table that only grows at its end wastes little of its
// pages, one that is written to all over no more than bbolt wastes anyway.
func TestPagesAreFull(t *testing.T) {
	doc := []byte(`"` + strings.Repeat("x", 120) + `"`)
	random := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		name string
		key  func(i int) string
		full float64
	}{
		{"append", func(i int) string { return store.Key(i) }, 0.85},
		{"scattered", func(int) string { return store.Key(random.Uint64()) }, 0.55},
		{"append in several places", func(i int) string { return store.Key(i%7, i) }, 0.45},
		{"descending", func(i int) string { return store.Key(1<<30 - i) }, 0.45},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := fresh(t)
			for n := 0; n < 4000; {
				update(t, s, func(tx store.Tx) {
					for range 1 + random.IntN(40) {
						tx.Put("t", c.key(n), doc)
						n++
					}
				})
			}
			if got := fullness(t, s); got < c.full {
				t.Errorf("pages are %.2f full, want %.2f", got, c.full)
			}
		})
	}
}

func fullness(t *testing.T, s *Store) (full float64) {
	t.Helper()
	s.db.Load().View(func(tx *bbolt.Tx) error {
		stats := tx.Bucket([]byte("t")).Stats()
		full = float64(stats.LeafInuse) / float64(stats.LeafAlloc)
		return nil
	})
	return full
}

// TestWriterDoesNotWaitForReaders: the file outgrows what bbolt would have mapped
// at first while a View is open, which would stop the writer until it ends.
func TestWriterDoesNotWaitForReaders(t *testing.T) {
	s := fresh(t)
	put(t, s, "k")
	err := s.View(t.Context(), func(tx store.Reader) error {
		before := tx.Get("t", "k")
		for i := range 20 {
			update(t, s, func(tx store.Tx) { tx.Put("t", store.Key(i), make([]byte, 100_000)) })
		}
		update(t, s, func(tx store.Tx) { tx.Put("t", "k", []byte(`2`)) })
		if string(before) != `"一"` || string(tx.Get("t", "k")) != `"一"` {
			t.Error("the view has changed")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestKeysThatCannotBe(t *testing.T) {
	s := fresh(t)
	for _, key := range []string{"", strings.Repeat("x", bbolt.MaxKeySize+1)} {
		err := s.Update(t.Context(), func(tx store.Tx) error {
			if tx.Get("t", key) != nil {
				t.Error("there is something at an impossible key")
			}
			tx.Put("t", "k", []byte(`1`))
			tx.Put("t", key, []byte(`1`))
			return nil
		})
		if err == nil || errors.Is(err, store.ErrDamaged) {
			t.Errorf("a key of %d bytes: %v", len(key), err)
		}
	}
	if got := keys(t, s); len(got) > 0 {
		t.Errorf("kept %q", got)
	}
}

func TestGetDoesNotAllocate(t *testing.T) {
	s := fresh(t)
	for i := range 500 {
		put(t, s, store.Key(i))
	}
	key := store.Key(250)
	s.View(t.Context(), func(tx store.Reader) error {
		if n := testing.AllocsPerRun(100, func() { tx.Get("t", key) }); n > 0 {
			t.Errorf("Get allocates %v times", n)
		}
		if n := testing.AllocsPerRun(10, func() {
			for range tx.Scan("t", "", "") {
			}
		}); n > 5 {
			t.Errorf("a scan of 500 entries allocates %v times", n)
		}
		return nil
	})
}
