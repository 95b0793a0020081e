package bolt

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"

	"yishi/store"
)

// A bbolt file begins with two header ("meta") pages, written in turn: the
// valid one of the later transaction counts. With one of them destroyed bbolt
// silently goes on from the other, one transaction back; with the file cut
// short it panics or faults, at once or later. So they are read here, too.

const (
	pageHeader = 16
	metaSize   = 64
	metaMagic  = 0xED0CDAED
)

type meta struct {
	pageSize int64
	pages    int64 // pages in use, counted from the start of the file
}

// inspect reports a header that is not as bbolt left it.
func inspect(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	first, err0 := readMeta(f, 0)
	second, err1 := secondMeta(f, first.pageSize)
	switch {
	case err0 != nil && err1 != nil:
		return damaged(path, errors.New("it is not a store, or its beginning is destroyed"))
	case err0 != nil || err1 != nil:
		return damaged(path, errors.New("one of its two header pages is destroyed, the last change may be lost"))
	}
	need := max(first.pages, second.pages) * first.pageSize
	if info.Size() < need {
		return damaged(path, fmt.Errorf("it is cut short, %d of %d bytes", info.Size(), need))
	}
	return nil
}

// secondMeta finds the second header page; its place follows from the page
// size, which only the first one tells.
func secondMeta(f io.ReaderAt, pageSize int64) (meta, error) {
	if pageSize > 0 {
		return readMeta(f, pageSize)
	}
	for size := int64(1024); size <= 1<<16; size *= 2 {
		if m, err := readMeta(f, size); err == nil {
			return m, nil
		}
	}
	return meta{}, errors.New("not found")
}

func readMeta(f io.ReaderAt, at int64) (meta, error) {
	var b [metaSize]byte
	if _, err := f.ReadAt(b[:], at+pageHeader); err != nil {
		return meta{}, err
	}
	n := binary.NativeEndian
	sum := fnv.New64a()
	sum.Write(b[:56])
	if n.Uint32(b[0:]) != metaMagic || n.Uint64(b[56:]) != sum.Sum64() {
		return meta{}, errors.New("not a header page")
	}
	return meta{pageSize: int64(n.Uint32(b[8:])), pages: int64(n.Uint64(b[40:]))}, nil
}

// damaged is the one line that people read about a damaged file.
func damaged(path string, why error) error {
	if errors.Is(why, store.ErrDamaged) {
		return fmt.Errorf("%s: %w: restore a backup with yishi restore", path, why)
	}
	return fmt.Errorf("%w: %s: %v: restore a backup with yishi restore", store.ErrDamaged, path, why)
}
