package bolt

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"go.etcd.io/bbolt"

	"yishi/store"
)

// BenchmarkCommit compares the writer with bbolt's own Update and Batch, each
// update appending one record of 200 bytes.
func BenchmarkCommit(b *testing.B) {
	doc := []byte(`"` + strings.Repeat("x", 200) + `"`)
	for _, writers := range []int{1, 16, 64, 256} {
		b.Run(fmt.Sprintf("writers=%d/store", writers), func(b *testing.B) {
			s := fresh(b)
			together(b, writers, func() error {
				return s.Update(b.Context(), func(tx store.Tx) error {
					tx.Put("t", store.Key(tx.Seq()), doc)
					return nil
				})
			})
			b.ReportMetric(float64(b.N)/float64(s.Commits()), "updates/commit")
		})
		db, err := bbolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, nil)
		if err != nil {
			b.Fatal(err)
		}
		defer db.Close()
		put := func(tx *bbolt.Tx) error {
			bucket, err := tx.CreateBucketIfNotExists([]byte("t"))
			if err != nil {
				return err
			}
			n, err := bucket.NextSequence()
			if err != nil {
				return err
			}
			return bucket.Put([]byte(store.Key(n)), doc)
		}
		for name, run := range map[string]func(func(*bbolt.Tx) error) error{"Update": db.Update, "Batch": db.Batch} {
			b.Run(fmt.Sprintf("writers=%d/%s", writers, name), func(b *testing.B) {
				together(b, writers, func() error { return run(put) })
			})
		}
	}
}

// together spreads b.N runs of do over some goroutines.
func together(b *testing.B, writers int, do func() error) {
	b.ReportAllocs()
	b.ResetTimer()
	var next atomic.Int64
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for next.Add(1) <= int64(b.N) {
				if err := do(); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "updates/s")
}

const many = 100_000

func records(b *testing.B) *Store {
	s := fresh(b)
	doc := []byte(`{"id":"` + strings.Repeat("x", 100) + `"}`)
	for i := range 10 {
		update(b, s, func(tx store.Tx) {
			for j := range many / 10 {
				tx.Put("t", store.Key(i*many/10+j), doc)
			}
		})
	}
	return s
}

func BenchmarkRead(b *testing.B) {
	s := records(b)
	key := store.Key(many / 2)
	b.Run("Get", func(b *testing.B) {
		b.ReportAllocs()
		s.View(b.Context(), func(tx store.Reader) error {
			for b.Loop() {
				tx.Get("t", key)
			}
			return nil
		})
	})
	b.Run("View", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			s.View(b.Context(), func(tx store.Reader) error { tx.Get("t", key); return nil })
		}
	})
	b.Run("Scan", func(b *testing.B) {
		b.ReportAllocs()
		n := 0
		s.View(b.Context(), func(tx store.Reader) error {
			for b.Loop() {
				for range tx.Scan("t", "", "") {
					n++
				}
			}
			return nil
		})
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/entry")
	})
	b.Run("Check", func(b *testing.B) {
		for b.Loop() {
			if err := s.Check(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*many), "ns/entry")
	})
}
