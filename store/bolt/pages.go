package bolt

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// bbolt maps the file into memory and believes what it finds there: an offset that
// leads out of the file, a page that leads back to itself, a list of free pages
// longer than the disk. Each is one flipped bit away, and is a fault or a walk
// without end. So the pages are read here first, each of them once and with plain
// reads, and are held to what bbolt writes; only then is the file mapped. The layout
// is that of https://pkg.go.dev/go.etcd.io/bbolt/internal/common.

// The kinds of pages.
const (
	branchPage   = 0x01
	leafPage     = 0x02
	metaPage     = 0x04
	freelistPage = 0x10
)

const (
	elementSize = 16
	tableFlag   = 0x01 // of an entry in the tree of tables,
	tableHead   = 16   // whose value begins with the table's first page and its sequence
	maxDepth    = 48   // of a tree; every level at least doubles it
)

// head is how a page begins.
type head struct {
	id       uint64
	kind     uint16
	count    int
	overflow uint64 // how many more pages belong to it
}

func readHead(page []byte) head {
	n := binary.NativeEndian
	return head{n.Uint64(page), n.Uint16(page[8:]), int(n.Uint16(page[10:])), uint64(n.Uint32(page[12:]))}
}

// element is an entry of a page: of a leaf with a value, of a branch with a child.
type element struct {
	key, value []byte
	flags      uint32
	child      uint64
}

// span are the keys that may be in a part of a tree: from first on, before end.
type span struct{ first, end []byte }

func (s span) has(key []byte) bool {
	return bytes.Compare(key, s.first) >= 0 && (s.end == nil || bytes.Compare(key, s.end) < 0)
}

var (
	errLayout = errors.New("its entries do not lie as they were written")
	errOrder  = errors.New("its keys are out of order")
)

// elements appends the entries of a page to those of before. They lie one behind
// the other without a gap, so a count or a length that was changed shows.
func elements(to []element, page []byte, within span) ([]element, error) {
	h, n := readHead(page), binary.NativeEndian
	off := pageHeader + h.count*elementSize
	if off > len(page) || h.count == 0 && len(bytes.Trim(page[pageHeader:], "\x00")) > 0 {
		return to, errLayout
	}
	for i := range h.count {
		at := pageHeader + i*elementSize
		b, e := page[at:off:off], element{}
		pos, key, value := n.Uint32(b), n.Uint32(b[4:]), uint32(0)
		if h.kind == leafPage {
			e.flags, pos, key, value = pos, key, n.Uint32(b[8:]), n.Uint32(b[12:])
		} else {
			e.child = n.Uint64(b[8:])
		}
		end := uint64(off) + uint64(key) + uint64(value)
		if key == 0 || uint64(at)+uint64(pos) != uint64(off) || end > uint64(len(page)) {
			return to, errLayout
		}
		e.key, e.value = page[off:off+int(key)], page[off+int(key):end]
		if !within.has(e.key) || i > 0 && bytes.Compare(to[len(to)-1].key, e.key) >= 0 {
			return to, errOrder
		}
		to, off = append(to, e), int(end)
	}
	return to, nil
}

// level is a page in hand, and its entries. Both are used again.
type level struct {
	page     []byte
	elements []element
}

// tree is one that is being walked: the page in hand at each level.
type tree struct {
	levels [maxDepth]level
	visit  func(element) error // what is done with an entry of a leaf
}

// pageWalk reads all pages of a file.
type pageWalk struct {
	ctx    context.Context
	file   io.ReaderAt
	meta   meta
	table  func(name []byte) error       // is told of every table,
	record func(key, value []byte) error // and of its entries

	taken           []uint64 // a bit for every page that has been met
	tables, records tree
}

// all walks through everything.
func (w *pageWalk) all() error {
	w.taken = make([]uint64, w.meta.pages/64+1)
	w.tables.visit, w.records.visit = w.inTables, w.inTable
	err := errors.Join(w.take(0, 2)) // the headers
	if err == nil {
		err = w.tree(&w.tables, 0, w.meta.root, span{})
	}
	if err == nil {
		err = w.free()
	}
	for id := uint64(0); err == nil && id < w.meta.pages; id++ {
		if w.taken[id/64]&(1<<(id%64)) == 0 {
			err = fmt.Errorf("page %d is neither in use nor free", id)
		}
	}
	return err
}

// take notes that n pages are what they were met as, and nothing else.
func (w *pageWalk) take(id, n uint64) error {
	if id >= w.meta.pages || n > w.meta.pages-id {
		return fmt.Errorf("something leads to page %d, where there is none", id)
	}
	for ; n > 0; id, n = id+1, n-1 {
		if w.taken[id/64]&(1<<(id%64)) != 0 {
			return fmt.Errorf("page %d is in two places", id)
		}
		w.taken[id/64] |= 1 << (id % 64)
	}
	return w.ctx.Err()
}

// read takes a page in hand, with all that belongs to it.
func (w *pageWalk) read(l *level, id uint64) (head, error) {
	if err := w.take(id, 1); err != nil {
		return head{}, err
	}
	at, size := int64(id)*w.meta.pageSize, int(w.meta.pageSize)
	l.page = append(l.page[:0], make([]byte, size)...)
	if _, err := w.file.ReadAt(l.page, at); err != nil {
		return head{}, err
	}
	h := readHead(l.page)
	if h.id != id {
		return h, fmt.Errorf("page %d is not where it belongs", id)
	}
	if h.overflow == 0 {
		return h, nil
	}
	if err := w.take(id+1, h.overflow); err != nil {
		return h, err
	}
	l.page = append(l.page, make([]byte, int(h.overflow)*size)...)
	_, err := w.file.ReadAt(l.page[size:], at+int64(size))
	return h, err
}

// tree walks through the part of a tree that begins at a page.
func (w *pageWalk) tree(t *tree, depth int, id uint64, within span) error {
	if depth == maxDepth {
		return errors.New("its pages lead to each other without end")
	}
	l := &t.levels[depth]
	h, err := w.read(l, id)
	switch {
	case err != nil:
		return err
	case h.kind != leafPage && h.kind != branchPage || h.count == 0 && (h.kind == branchPage || depth > 0):
		return fmt.Errorf("page %d is of no kind that belongs where it is", id)
	}
	if l.elements, err = elements(l.elements[:0], l.page, within); err != nil {
		return fmt.Errorf("page %d: %w", id, err)
	}
	for i, e := range l.elements {
		if h.kind == leafPage {
			err = t.visit(e)
		} else {
			part := span{e.key, within.end}
			if i+1 < len(l.elements) {
				part.end = l.elements[i+1].key
			}
			err = w.tree(t, depth+1, e.child, part)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// inTables goes into a table. A small one lies within its entry.
func (w *pageWalk) inTables(e element) error {
	if e.flags != tableFlag || len(e.value) < tableHead {
		return errors.New("the list of its tables is destroyed")
	}
	if err := w.table(e.key); err != nil {
		return err
	}
	if root := binary.NativeEndian.Uint64(e.value); root != 0 {
		return w.tree(&w.records, 0, root, span{})
	}
	small, l := e.value[tableHead:], &w.records.levels[0]
	if len(small) < pageHeader || readHead(small).kind != leafPage {
		return errLayout
	}
	var err error
	if l.elements, err = elements(l.elements[:0], small, span{}); err != nil {
		return err
	}
	for _, e := range l.elements {
		if err := w.inTable(e); err != nil {
			return err
		}
	}
	return nil
}

func (w *pageWalk) inTable(e element) error {
	if e.flags != 0 {
		return errors.New("there is a table within a table")
	}
	return w.record(e.key, e.value)
}

// free takes the pages that are listed as free.
func (w *pageWalk) free() error {
	l, n := &w.tables.levels[0], binary.NativeEndian
	h, err := w.read(l, w.meta.freelist)
	switch {
	case err != nil:
		return err
	case h.kind != freelistPage:
		return errors.New("the list of its free pages is destroyed")
	}
	ids := l.page[pageHeader:]
	count := uint64(h.count)
	if count == 0xFFFF { // the number is the first in the list
		count, ids = n.Uint64(ids), ids[8:]
	}
	if count > uint64(len(ids)/8) {
		return errors.New("the list of its free pages is longer than its pages")
	}
	for i := range count {
		if err := w.take(n.Uint64(ids[i*8:]), 1); err != nil {
			return err
		}
	}
	return nil
}
