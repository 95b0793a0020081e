package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"go.etcd.io/bbolt"

	"yishi/store"
)

// held runs fn while the writer is busy, then lets go and waits for what fn started.
func held(t *testing.T, s *Store, fn func(wg *sync.WaitGroup)) {
	t.Helper()
	begun, release := make(chan bool), make(chan bool)
	first := sync.OnceFunc(func() { close(begun) }) // it may be run again
	var wg sync.WaitGroup
	wg.Go(func() {
		s.Update(context.Background(), func(store.Tx) error { first(); <-release; return nil })
	})
	<-begun
	fn(&wg)
	close(release)
	wg.Wait()
}

// queued waits until n calls stand in the queue.
func queued(s *Store, n int) {
	for len(s.queue) < n {
		time.Sleep(time.Millisecond)
	}
}

func TestOneCommitForAllThatWait(t *testing.T) {
	s := fresh(t)
	var ran []int // by the writer only
	before := s.Commits()
	held(t, s, func(wg *sync.WaitGroup) {
		for i := range 100 {
			wg.Go(func() {
				update(t, s, func(tx store.Tx) {
					ran = append(ran, i)
					tx.Put("t", store.Key(i), []byte(`1`))
				})
			})
			queued(s, i+1)
		}
	})
	if n := s.Commits() - before; n != 1 {
		t.Errorf("%d commits for 100 updates that waited, want 1", n)
	}
	for i, r := range ran {
		if i != r {
			t.Fatalf("%d ran as number %d: not in order of arrival", r, i)
		}
	}
}

// Whoever comes while a batch is at work goes with it, at once.
func TestOneCommitForThoseWhoComeMeanwhile(t *testing.T) {
	s := fresh(t)
	before := s.Commits()
	put := func(key string) func(store.Tx) error {
		return func(tx store.Tx) error { tx.Put("t", key, []byte("1")); return nil }
	}
	held(t, s, func(wg *sync.WaitGroup) {
		for i := range 20 {
			wg.Go(func() {
				if err := s.Update(context.Background(), put(fmt.Sprint(i))); err != nil {
					t.Error(err)
				}
			})
		}
		queued(s, 20)
	})
	if n := s.Commits() - before; n > 2 { // two if letting go took longer than boarding
		t.Errorf("%d commits", n)
	}
}

func TestFailingOneIsTakenOutAndOrderKept(t *testing.T) {
	s := fresh(t)
	var ran []string
	held(t, s, func(wg *sync.WaitGroup) {
		for i, name := range []string{"a", "b", "fails early", "fails", "c"} {
			wg.Go(func() {
				s.Update(t.Context(), func(tx store.Tx) error {
					ran = append(ran, name)
					if name == "fails early" {
						return errors.New("no")
					}
					tx.Put("t", name, []byte(`1`))
					if name == "fails" {
						return errors.New("no")
					}
					return nil
				})
			})
			queued(s, i+1)
		}
	})
	// One that has changed nothing costs the others nothing.
	if got, want := strings.Join(ran, ", "), "a, b, fails early, fails, a, b, c"; got != want {
		t.Errorf("ran %s, want %s", got, want)
	}
	if got := strings.Join(keys(t, s), ""); got != "abc" {
		t.Errorf("kept %q", got)
	}
}

func TestNothingChangedNothingCommitted(t *testing.T) {
	s := fresh(t)
	update(t, s, func(tx store.Tx) { tx.Get("t", "k"); tx.Delete("t", "k") })
	if s.Commits() != 0 {
		t.Error("an update that changed nothing went to the disk")
	}
	update(t, s, func(tx store.Tx) { tx.Seq() })
	if s.Commits() != 1 {
		t.Error("a number that was given away did not go to the disk")
	}
}

func TestPanicLeavesItsStackInTheLog(t *testing.T) {
	var log bytes.Buffer
	s, err := Open(filepath.Join(t.TempDir(), "yishi.db"), Options{Create: true, Log: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	func() {
		defer func() { recover() }()
		s.Update(t.Context(), func(store.Tx) error { panic("13800000000") })
	}()
	s.Close()
	if !strings.Contains(log.String(), "TestPanicLeavesItsStackInTheLog") || strings.Contains(log.String(), "13800000000") {
		t.Errorf("log: %s", log.String())
	}
}

func TestTxIsUselessAfterItsFunction(t *testing.T) {
	s := fresh(t)
	var kept store.Reader
	update(t, s, func(tx store.Tx) { kept = tx })
	defer func() {
		if recover() == nil {
			t.Error("a Tx that was kept can still be read")
		}
	}()
	kept.Get("t", "k")
}

// failWrites makes bbolt's writes fail as a disk may: those of the header or
// all, and having carried them out or not.
func failWrites(s *Store, headerOnly, carriedOut bool) {
	field := reflect.ValueOf(s.db.Load()).Elem().FieldByName("ops").FieldByName("writeAt")
	writeAt := (*func([]byte, int64) (int, error))(unsafe.Pointer(field.UnsafeAddr()))
	real := *writeAt
	*writeAt = func(b []byte, off int64) (int, error) {
		if headerOnly && off >= 2*int64(os.Getpagesize()) {
			return real(b, off)
		}
		if carriedOut {
			real(b, off)
		}
		return 0, syscall.EIO
	}
}

// After an error of the disk it is not known whether the commit happened
// (bbolt may even show it); the store says so and does no more.
func TestFailedCommitIsUnknown(t *testing.T) {
	for _, c := range []struct {
		name                   string
		headerOnly, carriedOut bool
	}{{"pages", false, false}, {"header", true, false}, {"header, but written", true, true}} {
		t.Run(c.name, func(t *testing.T) {
			s := fresh(t)
			put(t, s, "before")
			errs := make([]error, 3)
			held(t, s, func(wg *sync.WaitGroup) {
				for i := range errs {
					wg.Go(func() {
						errs[i] = s.Update(t.Context(), func(tx store.Tx) error {
							tx.Put("t", fmt.Sprint(i), []byte(`1`))
							return nil
						})
					})
					queued(s, i+1)
				}
				failWrites(s, c.headerOnly, c.carriedOut)
			})
			for _, err := range errs {
				if !errors.Is(err, store.ErrUnknown) {
					t.Errorf("update in the batch: %v", err)
				}
			}
			for name, err := range map[string]error{
				"Update": s.Update(t.Context(), func(store.Tx) error { return nil }),
				"View":   s.View(t.Context(), func(store.Reader) error { return nil }),
				"Backup": s.Backup(t.Context(), &bytes.Buffer{}),
				"Check":  s.Check(t.Context()),
			} {
				if !errors.Is(err, store.ErrClosed) {
					t.Errorf("%s afterwards: %v", name, err)
				}
			}
			s.Close()
			reopened, err := Open(s.path, Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer reopened.Close()
			// All or nothing, whichever it was.
			if n := len(keys(t, reopened)); n != 1 && n != 4 {
				t.Errorf("%d entries after opening again, want 1 or 4", n)
			}
		})
	}
}

func TestLockedByAnother(t *testing.T) {
	s := fresh(t)
	_, err := Open(s.path, Options{Timeout: 60 * time.Millisecond})
	if err == nil || !strings.Contains(err.Error(), "in use by another process") || !strings.Contains(err.Error(), s.path) {
		t.Errorf("opening it twice: %v", err)
	}
}

func TestForeignFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.db")
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	if _, err := Open(path, Options{Create: true}); !errors.Is(err, errForeign) || errors.Is(err, store.ErrDamaged) {
		t.Errorf("opening somebody else's file: %v", err)
	}
	if _, err := Open(filepath.Join(t.TempDir(), "none.db"), Options{}); err == nil || !strings.Contains(err.Error(), "there is no store at") {
		t.Errorf("opening no file: %v", err)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}
