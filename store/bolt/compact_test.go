package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"yishi/store"
	"yishi/store/storetest"
)

const secret = "AB3D7K2M-the-receipt"

func bytesOf(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func compact(t *testing.T, s *Store) {
	t.Helper()
	if err := s.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// fill writes n records, so that a table has many pages.
func fill(t *testing.T, s *Store, n int) {
	t.Helper()
	update(t, s, func(tx store.Tx) {
		for i := range n {
			tx.Put("t", store.Key(i), []byte(`"`+strings.Repeat("x", 200)+`"`))
		}
	})
}

func TestCompactLeavesNothingOfWhatWasDeleted(t *testing.T) {
	s := fresh(t)
	fill(t, s, 2000)
	update(t, s, func(tx store.Tx) {
		for i := range 1500 {
			tx.Delete("t", store.Key(i))
		}
	})
	update(t, s, func(tx store.Tx) { tx.Put("t", "k", []byte(`"`+secret+`"`)) })
	var seq uint64
	update(t, s, func(tx store.Tx) {
		tx.Put("t", "k", []byte(`"written over"`))
		seq = tx.Seq()
	})
	before, was := keys(t, s), bytesOf(t, s.Path())
	if !bytes.Contains(was, []byte(secret)) {
		t.Fatal("it was gone without compacting: this test shows nothing")
	}
	compact(t, s)
	now := bytesOf(t, s.Path())
	if bytes.Contains(now, []byte(secret)) || len(now) > len(was)/2 {
		t.Errorf("%d bytes of %d are left; the secret is there: %v", len(now), len(was), bytes.Contains(now, []byte(secret)))
	}
	if got := keys(t, s); fmt.Sprint(got) != fmt.Sprint(before) {
		t.Errorf("%d entries, there were %d", len(got), len(before))
	}
	update(t, s, func(tx store.Tx) {
		if next := tx.Seq(); next != seq+1 {
			t.Errorf("after number %d comes %d", seq, next)
		}
	})
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(strings.TrimSuffix(s.Path(), "yishi.db")); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

// TestCompactBesideWork: nobody who writes or reads meanwhile loses anything.
func TestCompactBesideWork(t *testing.T) {
	s := fresh(t)
	fill(t, s, 500)
	var wg sync.WaitGroup
	stop := make(chan struct{})
	var written [4]int
	for w := range written {
		wg.Go(func() {
			for ; ; written[w]++ {
				select {
				case <-stop:
					return
				default:
					put(t, s, fmt.Sprintf("w%d-%06d", w, written[w]))
				}
			}
		})
	}
	wg.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				readTwice(t, s)
				if err := s.Check(t.Context()); err != nil {
					t.Error(err)
				}
				if err := s.Backup(t.Context(), &bytes.Buffer{}); err != nil {
					t.Error(err)
				}
			}
		}
	})
	for range 10 {
		compact(t, s)
	}
	close(stop)
	wg.Wait()
	want := 500
	for _, n := range written {
		want += n
	}
	if got := len(keys(t, s)); got != want {
		t.Errorf("%d entries, want %d", got, want)
	}
	path := s.Path()
	s.Close()
	again, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if got := len(keys(t, again)); got != want {
		t.Errorf("%d entries after opening again, want %d", got, want)
	}
}

// readTwice sees one state, whatever happens to the file meanwhile.
func readTwice(t *testing.T, s *Store) {
	t.Helper()
	err := s.View(t.Context(), func(tx store.Reader) error {
		var n [2]int
		for i := range n {
			for range tx.Scan("t", "", "") {
				n[i]++
			}
			time.Sleep(time.Millisecond)
		}
		if n[0] != n[1] {
			t.Errorf("a reader saw %d entries, then %d", n[0], n[1])
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestCompactWaitsForWhoReadsTheOldFile, but nobody else waits for them.
func TestCompactWaitsForWhoReadsTheOldFile(t *testing.T) {
	s := fresh(t)
	put(t, s, "before")
	reading, release, done := make(chan bool), make(chan bool), make(chan error)
	go s.View(context.Background(), func(tx store.Reader) error {
		close(reading)
		<-release
		if tx.Get("t", "before") == nil || tx.Get("t", "after") != nil {
			t.Error("the reader sees another state than it began with")
		}
		return nil
	})
	<-reading
	old := s.db.Load()
	go func() { done <- s.Compact(context.Background()) }()
	for s.db.Load() == old {
		time.Sleep(time.Millisecond)
	}
	put(t, s, "after")
	if got := len(keys(t, s)); got != 2 {
		t.Errorf("%d entries", got)
	}
	select {
	case <-done:
		t.Error("the old file was let go of while it was read")
	default:
	}
	close(release)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestOpenRemovesHalfACompactCopy(t *testing.T) {
	s := fresh(t)
	put(t, s, "k")
	s.Close()
	if err := os.WriteFile(aside(s.Path()), []byte(secret), 0o600); err != nil {
		t.Fatal(err)
	}
	again, err := Open(s.Path(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if _, err := os.Stat(aside(s.Path())); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
}

func TestCompactThatCannotGoesOn(t *testing.T) {
	s := fresh(t)
	put(t, s, "k")
	if err := os.MkdirAll(aside(s.Path())+"/in the way", 0o700); err != nil {
		t.Fatal(err)
	}
	if err := s.Compact(t.Context()); err == nil || !strings.Contains(err.Error(), "goes on as it is") {
		t.Errorf("with no place for the copy: %v", err)
	}
	put(t, s, "l")
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Compact(gone); !errors.Is(err, context.Canceled) {
		t.Errorf("called off: %v", err)
	}
	if got := len(keys(t, s)); got != 2 {
		t.Errorf("%d entries", got)
	}
	s.Close()
	if err := s.Compact(t.Context()); !errors.Is(err, store.ErrClosed) {
		t.Errorf("closed: %v", err)
	}
}

// TestLockOfAFileThatWasReplaced: who waited for the lock of the old file gets it
// when that is let go of, and must not work on a file that has no name any more.
func TestLockOfAFileThatWasReplaced(t *testing.T) {
	s := fresh(t)
	put(t, s, "k")
	opened := make(chan error)
	go func() {
		other, err := Open(s.Path(), Options{Timeout: 5 * time.Second})
		if err == nil {
			other.Close()
		}
		opened <- err
	}()
	time.Sleep(20 * time.Millisecond) // it waits for the lock, or will: refused either way
	compact(t, s)
	select {
	case err := <-opened:
		if err == nil || !strings.Contains(err.Error(), "in use by another process") {
			t.Errorf("opened: %v", err)
		}
	case <-time.After(6 * time.Second):
		t.Error("it waits for ever")
	}
}

// TestCompactWanted: once its time has come, and once only.
func TestCompactWanted(t *testing.T) {
	now := time.Date(2026, 12, 8, 20, 0, 0, 0, time.UTC)
	s, err := Open(storetest.Memory(t)+"/yishi.db", Options{Create: true, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	wanted := func(want bool) {
		t.Helper()
		if done, err := store.CompactWanted(t.Context(), s); done != want || err != nil {
			t.Errorf("at %s it is compacted: %v, %v", now, done, err)
		}
	}
	update(t, s, func(tx store.Tx) {
		tx.Put("t", "k", []byte(`"`+secret+`"`))
		store.WantCompact(tx, now.Add(time.Hour))
		store.WantCompact(tx, now.Add(2*time.Hour))
	})
	update(t, s, func(tx store.Tx) { tx.Delete("t", "k") })
	wanted(false)
	now = now.Add(time.Hour)
	wanted(true)
	if bytes.Contains(bytesOf(t, s.Path()), []byte(secret)) {
		t.Error("it is still there")
	}
	wanted(false)
	now = now.Add(3 * time.Hour)
	wanted(true)
	wanted(false)
}
