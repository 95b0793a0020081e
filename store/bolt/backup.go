package bolt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"yishi/store"
)

// Backup implements store.Store. The copy is of one moment; the writer goes on. It
// has what is in the store and nothing else: bbolt's own copy has the freed pages too,
// and with them what was to be found by nobody. So the copy is made beside the store
// first, and takes as much room there meanwhile.
func (s *Store) Backup(ctx context.Context, w io.Writer) error {
	copied, err := s.copyBeside(ctx)
	if err != nil {
		return err
	}
	defer os.Remove(copied)
	f, err := os.Open(copied)
	if err != nil {
		return err
	}
	defer f.Close()
	out := &untilDone{ctx: ctx, w: w}
	if _, err = io.Copy(out, f); out.err != nil {
		return out.err
	}
	return err
}

// copyBeside copies what is in the store, as it is now, into a file of its own.
func (s *Store) copyBeside(ctx context.Context) (path string, err error) {
	btx, err := s.begin(false)
	if err != nil {
		return "", err
	}
	defer btx.Rollback()
	f, err := os.CreateTemp(filepath.Dir(s.path), filepath.Base(s.path)+copyEnding+"*")
	if err != nil {
		return "", err
	}
	if err := errors.Join(f.Close(), copySeen(ctx, f.Name(), btx)); err != nil {
		os.Remove(f.Name())
		return "", err
	}
	return f.Name(), nil
}

// copySeen copies what a transaction sees. bbolt.Compact would open one of its own
// beside it, and could wait for a writer who waits for the first to end.
func copySeen(ctx context.Context, path string, btx *bbolt.Tx) (err error) {
	to, err := bbolt.Open(path, 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType, NoSync: true})
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
	return btx.ForEach(func(table []byte, from *bbolt.Bucket) error {
		for next := from.Cursor(); ; {
			more, err := copyStretch(ctx, to, table, from, next)
			if err != nil || !more {
				return err
			}
		}
	})
}

// copyStretch copies the next entries of a table in one transaction; more says that
// there are others.
func copyStretch(ctx context.Context, to *bbolt.DB, table []byte, from *bbolt.Bucket, next *bbolt.Cursor) (more bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	err = to.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists(table)
		if err != nil {
			return err
		}
		b.FillPercent = 0.9 // what comes is in order
		if err := b.SetSequence(from.Sequence()); err != nil {
			return err
		}
		last, _ := b.Cursor().Last()
		k, v := next.Seek(slices.Concat(last, []byte{0}))
		if last == nil {
			k, v = next.First()
		}
		for size := 0; k != nil && size < compactTx; k, v = next.Next() {
			if v == nil {
				return fmt.Errorf("a table within the table %s", table)
			}
			if err := b.Put(k, v); err != nil {
				return err
			}
			size += len(k) + len(v)
		}
		more = k != nil
		return nil
	})
	return more, err
}

// copyEnding is in the names of copies under way. A crash leaves them, and Open removes
// them.
const copyEnding = ".copying."

func removeCopies(path string) {
	left, _ := os.ReadDir(filepath.Dir(path))
	for _, f := range left {
		if strings.HasPrefix(f.Name(), filepath.Base(path)+copyEnding) {
			os.Remove(filepath.Join(filepath.Dir(path), f.Name()))
		}
	}
}

// BackupFile makes a checked, durable copy at path. Until it is whole there is
// nothing at path, or what was there before.
func (s *Store) BackupFile(ctx context.Context, path string) error {
	err := store.PlaceFile(path, func(f *os.File) error {
		if err := s.Backup(ctx, f); err != nil {
			return err
		}
		return CheckFile(ctx, f.Name())
	})
	if err != nil {
		return fmt.Errorf("no backup was made at %s: %w", path, err)
	}
	return nil
}

// untilDone is a writer that fails once ctx is done. It keeps its first error.
type untilDone struct {
	ctx context.Context
	w   io.Writer
	err error
}

func (u *untilDone) Write(p []byte) (n int, err error) {
	if u.err = u.ctx.Err(); u.err == nil {
		n, u.err = u.w.Write(p)
	}
	return n, u.err
}
