package bolt

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"time"

	"go.etcd.io/bbolt"

	"yishi/store"
)

// Check implements store.Store: every page and every record, as they are now. Work
// goes on meanwhile: what a reader of bbolt can still see is not written over.
func (s *Store) Check(ctx context.Context) error {
	f, m, btx, err := s.moment()
	if err != nil {
		return err
	}
	defer f.Close()
	defer btx.Rollback()
	return advised(verify(ctx, f, s.path, m))
}

// moment holds the store as it is now: its file, the header that counts, and the
// transaction that keeps the pages.
func (s *Store) moment() (f *os.File, m meta, btx *bbolt.Tx, err error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	if btx, err = s.begin(false); err != nil {
		return nil, m, nil, err
	}
	if f, err = os.Open(s.path); err == nil {
		if m, err = headerOf(f, s.path); err == nil {
			return f, m, btx, nil
		}
		f.Close()
	}
	btx.Rollback()
	return nil, m, nil, advised(err)
}

// CheckFile does the same for a file that no process has open for writing.
func CheckFile(ctx context.Context, path string) error {
	if err := present(path, false); err != nil {
		return err
	}
	return locked(path, time.Second, func(f *os.File) error { return verifyFile(ctx, f, path) })
}

// verifyFile reads a file that nobody writes to.
func verifyFile(ctx context.Context, f *os.File, path string) error {
	m, err := headerOf(f, path)
	if err != nil {
		return err
	}
	return verify(ctx, f, path, m)
}

// headerOf is the header that counts in a file.
func headerOf(f *os.File, path string) (meta, error) {
	info, err := f.Stat()
	if err != nil {
		return meta{}, err
	}
	m, err := header(f, info.Size())
	if err != nil {
		return meta{}, damaged(path, err)
	}
	return m, nil
}

// verify reads all pages and all records of a file.
func verify(ctx context.Context, f io.ReaderAt, path string, m meta) error {
	c := &checker{}
	w := &pageWalk{ctx: ctx, file: f, meta: m, table: c.table, record: c.record}
	err := w.all()
	switch {
	case err == nil && c.name == "":
		err = errForeign
	case err == nil || ctx.Err() != nil:
		return err
	}
	if errors.Is(err, errForeign) {
		return fmt.Errorf("%s is %w", path, err)
	}
	return damaged(path, err)
}

// checker looks at tables and records as they come by.
type checker struct {
	name string // of the table
	base uint32 // checksum of the name
}

// table: the first one says whose file it is.
func (c *checker) table(name []byte) error {
	if c.name == "" && string(name) != string(metaBucket) {
		return errForeign
	}
	c.name, c.base = string(name), crc32.Checksum(name, castagnoli)
	return nil
}

func (c *checker) record(key, frame []byte) error {
	if c.name == string(metaBucket) {
		return checkFormat(key, frame)
	}
	if _, why := unseal(c.base, key, frame); why != "" {
		return store.Damaged(c.name, string(key), why)
	}
	return nil
}
