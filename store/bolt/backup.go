package bolt

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
)

// Backup implements store.Store. The copy is of one moment; the writer goes on.
func (s *Store) Backup(ctx context.Context, w io.Writer) error {
	btx, err := s.begin(false)
	if err != nil {
		return err
	}
	defer btx.Rollback()
	out := &untilDone{ctx: ctx, w: w}
	if _, err = btx.WriteTo(out); out.err != nil {
		return out.err // bbolt wraps some of them past recognition
	}
	return err
}

// BackupFile makes a checked, durable copy at path. Until it is whole there is
// nothing at path, or what was there before.
func (s *Store) BackupFile(ctx context.Context, path string) error {
	err := whole(path, func(f *os.File) error {
		if err := s.Backup(ctx, f); err != nil {
			return err
		}
		if err := f.Sync(); err != nil {
			return err
		}
		return CheckFile(ctx, f.Name())
	})
	if err != nil {
		return fmt.Errorf("no backup was made at %s: %w", path, err)
	}
	return nil
}

// whole lets write fill a file that takes the name path only when that succeeded.
func whole(path string, write func(*os.File) error) error {
	folder := filepath.Dir(path)
	f, err := os.CreateTemp(folder, "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	if err := write(f); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncFolder(folder)
}

// syncFolder makes the names in a folder durable, where the system can.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
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
