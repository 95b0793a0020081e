package bolt

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"

	"yishi/store"
)

var _ store.Compacter = (*Store)(nil)

// aside is where Compact writes the new file. A crash leaves it there, and Open
// removes it.
func aside(path string) string { return path + ".compact" }

// compactTx is how many bytes are copied between two commits.
const compactTx = 16 << 20

// Compact implements store.Compacter: what is there is copied into a new file,
// which takes the place of this one. Readers go on: those that have begun read
// the old file to their end, which Compact waits for. At any moment the file at
// the path is whole, the old one or the new one.
func (s *Store) Compact(ctx context.Context) error {
	if runtime.GOOS == "windows" {
		return errors.ErrUnsupported // a file that is open cannot be replaced
	}
	old, err := s.replace(ctx)
	if old == nil {
		return err
	}
	return errors.Join(err, old.Close())
}

// replace puts a compact copy in the place of the file and returns the old one.
// The writer pauses meanwhile, and Close waits.
func (s *Store) replace(ctx context.Context) (old *bbolt.DB, err error) {
	s.gate.RLock()
	defer s.gate.RUnlock()
	if s.closed {
		return nil, store.ErrClosed
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := errors.Join(ctx.Err(), s.refusal()); err != nil {
		return nil, err
	}
	old = s.db.Load()
	fresh, err := s.copyOf(ctx, old)
	if err != nil {
		os.Remove(aside(s.path))
		return nil, fmt.Errorf("%s is not compacted, and goes on as it is: %w", s.path, err)
	}
	if err := os.Rename(aside(s.path), s.path); err != nil {
		fresh.Close()
		os.Remove(aside(s.path))
		return nil, err
	}
	s.db.Store(fresh)
	if err := store.SyncFolder(filepath.Dir(s.path)); err != nil { // after a power cut the old file may be back
		s.broken.Store(&err)
		return old, fmt.Errorf("%w: %s: %v", store.ErrUnknown, s.path, err)
	}
	return old, nil
}

// copyOf makes the new file, durable and checked, and opens it as the store is.
func (s *Store) copyOf(ctx context.Context, old *bbolt.DB) (*bbolt.DB, error) {
	path := aside(s.path)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	if err := copyLive(path, old); err != nil {
		return nil, err
	}
	if err := CheckFile(ctx, path); err != nil {
		return nil, err
	}
	return open(path, time.Second)
}

// copyLive copies everything that is in a file, and nothing else of it.
func copyLive(path string, from *bbolt.DB) (err error) {
	to, err := bbolt.Open(path, 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return err
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
		err = errors.Join(err, to.Close())
	}()
	return bbolt.Compact(to, from, compactTx)
}
