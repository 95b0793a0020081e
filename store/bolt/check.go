package bolt

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"yishi/store"
)

// Check implements store.Store: every record, then every page. Updates wait
// while the pages are checked.
func (s *Store) Check(ctx context.Context) error {
	if err := s.refusal(); err != nil {
		return err
	}
	db := s.db.Load()
	err := verify(ctx, db, s.path)
	if errors.Is(err, store.ErrClosed) && s.db.Load() != db {
		return s.Check(ctx)
	}
	return err
}

// CheckFile does the same for a file that no process has open for writing.
func CheckFile(ctx context.Context, path string) error {
	if err := present(path, false); err != nil {
		return err
	}
	db, err := open(path, time.Second, true)
	if err != nil {
		return err
	}
	defer db.Close()
	return verify(ctx, db, path)
}

// verify reads the records before the pages: bbolt checks pages in a goroutine
// of its own, where a pointer that leads out of the file would end the process.
func verify(ctx context.Context, db *bbolt.DB, path string) error {
	err := verifyRecords(ctx, db)
	if err == nil {
		err = verifyPages(db)
	}
	switch {
	case err == nil || ctx.Err() != nil:
		return err
	case errors.Is(err, berrors.ErrDatabaseNotOpen):
		return store.ErrClosed
	case errors.Is(err, errForeign):
		return fmt.Errorf("%s: %w", path, err)
	}
	return damaged(path, err)
}

func verifyRecords(ctx context.Context, db *bbolt.DB) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	return db.View(func(tx *bbolt.Tx) error {
		if err := checkFormat(tx); err != nil {
			return err
		}
		return tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
			if b == nil || string(name) == string(metaBucket) {
				return nil
			}
			return verifyTable(ctx, string(name), b)
		})
	})
}

func verifyTable(ctx context.Context, name string, b *bbolt.Bucket) error {
	base, n := crc32.Checksum([]byte(name), castagnoli), 0
	return b.ForEach(func(key, frame []byte) error {
		if n++; n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if _, why := unseal(base, key, frame); why != "" {
			return store.Damaged(name, string(key), why)
		}
		return nil
	})
}

// verifyPages needs to be alone with the free pages, so it holds the place of a
// writer.
func verifyPages(db *bbolt.DB) error {
	tx, err := db.Begin(!db.IsReadOnly())
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var first error
	for err := range tx.Check() {
		if first == nil {
			first = err
		}
	}
	return first
}
