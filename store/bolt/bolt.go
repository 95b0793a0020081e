// Package bolt keeps a store.Store in one file on this machine, on bbolt. It is
// the engine for one process: one goroutine writes, and whatever arrives while
// it is busy shares its next commit, in order of arrival. Opening refuses a
// file that is empty, cut short or damaged; it never repairs one.
//
// What records mean is left to store.Table and the packages above it; where
// backups go and how many are kept, to the program.
package bolt

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"yishi/store"
)

// Options say how a store is opened.
type Options = store.Options

func init() {
	store.Register("bolt", func(at string, o Options) (store.Store, error) {
		s, err := Open(at, o)
		if err != nil {
			return nil, err // and no *Store that is nil
		}
		return s, nil
	})
}

// Store is an open file. It implements store.Store.
type Store struct {
	db   atomic.Pointer[bbolt.DB] // Compact puts another in its place
	path string
	now  func() time.Time
	log  *slog.Logger

	gate    sync.RWMutex // held for reading while a call enters the queue
	closed  bool
	queue   chan *call
	writing sync.Mutex            // held for a commit, and by Compact
	stopped chan struct{}         // closed when the writer is done
	broken  atomic.Pointer[error] // why further work is refused
	commits atomic.Uint64
	cache   store.Cache

	batch []*call // of the writer only
}

var _ store.Store = (*Store)(nil)

// Path is where the store is.
func (s *Store) Path() string { return s.path }

// Commits implements store.Store.
func (s *Store) Commits() uint64 { return s.commits.Load() }

// Close waits for work that was accepted and for readers, then lets go of the file.
func (s *Store) Close() error {
	s.gate.Lock()
	if !s.closed {
		s.closed = true
		close(s.queue)
	}
	s.gate.Unlock()
	<-s.stopped
	return s.db.Load().Close()
}

// refusal is the error for new work once the store is broken.
func (s *Store) refusal() error {
	if why := s.broken.Load(); why != nil {
		return fmt.Errorf("%w: %s has to be opened again (%v)", store.ErrClosed, s.path, *why)
	}
	return nil
}

// View implements store.Store.
func (s *Store) View(ctx context.Context, fn func(store.Reader) error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	btx, err := s.begin(false)
	if err != nil {
		return err
	}
	defer btx.Rollback()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		switch p := recover().(type) {
		case nil:
		case store.Fault:
			err = p
		default:
			panic(p)
		}
	}()
	t := &tx{txn: s.newTxn(btx), now: s.instant()}
	defer t.end()
	return fn(t)
}

func (s *Store) begin(write bool) (*bbolt.Tx, error) {
	if err := s.refusal(); err != nil {
		return nil, err
	}
	db := s.db.Load()
	btx, err := db.Begin(write)
	switch {
	case !errors.Is(err, berrors.ErrDatabaseNotOpen):
		return btx, err
	case s.db.Load() != db:
		return s.begin(write)
	}
	return nil, store.ErrClosed
}

// instant is the clock's time as it reads back from a record: without the
// monotonic part.
func (s *Store) instant() time.Time { return s.now().Round(0) }
