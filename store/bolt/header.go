package bolt

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"

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

// meta is what a header page says.
type meta struct {
	pageSize int64
	root     uint64 // the page where the tree of tables begins
	freelist uint64 // the page that lists those that are free
	pages    uint64 // in use, counted from the start of the file
	txid     uint64
}

// header is the header that counts in a file of size bytes, if both are as bbolt
// left them.
func header(f io.ReaderAt, size int64) (meta, error) {
	first, err0 := readMeta(f, 0, 0)
	second, err1 := secondMeta(f, first.pageSize)
	switch {
	case err0 != nil && err1 != nil:
		return meta{}, errors.New("it is not a store, or its beginning is destroyed")
	case err0 != nil || err1 != nil:
		return meta{}, errors.New("one of its two header pages is destroyed, the last change may be lost")
	}
	if first.txid < second.txid {
		first, second = second, first
	}
	if need := max(first.pages, second.pages); need > uint64(size/first.pageSize) {
		return meta{}, fmt.Errorf("it is cut short, %d of %d bytes", size, need*uint64(first.pageSize))
	}
	return first, nil
}

// secondMeta finds the second header page; its place follows from the page
// size, which only the first one tells.
func secondMeta(f io.ReaderAt, pageSize int64) (meta, error) {
	if pageSize > 0 {
		return readMeta(f, pageSize, 1)
	}
	for size := int64(minPage); size <= maxPage; size *= 2 {
		if m, err := readMeta(f, size, 1); err == nil {
			return m, nil
		}
	}
	return meta{}, errors.New("not found")
}

// The page sizes there are.
const (
	minPage = 1 << 10
	maxPage = 1 << 16
)

func readMeta(f io.ReaderAt, at int64, id uint64) (meta, error) {
	var page [pageHeader + metaSize]byte
	if _, err := f.ReadAt(page[:], at); err != nil {
		return meta{}, err
	}
	n, b := binary.NativeEndian, page[pageHeader:]
	sum := fnv.New64a()
	sum.Write(b[:56])
	m := meta{
		pageSize: int64(n.Uint32(b[8:])), root: n.Uint64(b[16:]), freelist: n.Uint64(b[32:]),
		pages: n.Uint64(b[40:]), txid: n.Uint64(b[48:]),
	}
	h := readHead(page[:])
	switch {
	case n.Uint32(b) != metaMagic || n.Uint64(b[56:]) != sum.Sum64(), h.id != id || h.kind != metaPage,
		m.pageSize < minPage || m.pageSize > maxPage || m.pageSize&(m.pageSize-1) != 0:
		return meta{}, errors.New("not a header page")
	}
	return m, nil
}

// damaged is the one line that people read about a damaged file.
func damaged(path string, why error) error {
	if errors.Is(why, store.ErrDamaged) {
		return fmt.Errorf("%s: %w", path, why)
	}
	return fmt.Errorf("%w: %s: %v", store.ErrDamaged, path, why)
}

// advised adds what to do about a store that cannot be used.
func advised(err error) error {
	const advice = "put a backup in its place with yishi restore FILE"
	switch {
	case errors.Is(err, store.ErrDamaged):
		return fmt.Errorf("%w: "+advice, err)
	case errors.Is(err, errForeign):
		return fmt.Errorf("%w: check the path, or "+advice, err)
	}
	return err
}
