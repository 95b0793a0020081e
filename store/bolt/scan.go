package bolt

import (
	"iter"

	"go.etcd.io/bbolt"
)

// walk is a scan under way. Keys and values it yields are the memory of bbolt,
// not copies.
type walk struct {
	*table
	cursor *bbolt.Cursor
	seen   int    // table.changes when the cursor was placed
	key    []byte // where the walk stands; stays readable when the entry is deleted
	frame  []byte
}

func (t *table) scan(from, to string) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		if !t.exists() {
			return
		}
		w := t.walk()
		defer w.release()
		for w.seek(raw(from)); w.key != nil; w.next() {
			if to != "" && text(w.key) >= to {
				return
			}
			if !yield(text(w.key), w.unseal(w.key, w.frame)) {
				return
			}
		}
	}
}

func (t *table) scanBack(from, to string) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		if !t.exists() {
			return
		}
		w := t.walk()
		defer w.release()
		for w.before(raw(to)); w.key != nil; w.previous() {
			if text(w.key) < from {
				return
			}
			if !yield(text(w.key), w.unseal(w.key, w.frame)) {
				return
			}
		}
	}
}

func (t *table) walk() *walk {
	w := &walk{table: t}
	if n := len(t.idle); n > 0 {
		w.cursor, t.idle = t.idle[n-1], t.idle[:n-1]
	} else {
		w.cursor = t.bucket.Cursor()
	}
	return w
}

func (w *walk) release() { w.idle = append(w.idle, w.cursor) }

func (w *walk) seek(from []byte) {
	defer w.fault(text(from))
	w.seen = w.changes
	w.key, w.frame = w.cursor.Seek(from)
}

func (w *walk) next() {
	defer w.fault(text(w.key))
	if w.seen == w.changes {
		w.key, w.frame = w.cursor.Next()
		return
	}
	w.seen = w.changes
	was := w.key
	w.key, w.frame = w.cursor.Seek(was)
	if w.key != nil && text(w.key) == text(was) {
		w.key, w.frame = w.cursor.Next()
	}
}

// before goes to the last entry before to, or to the last of all.
func (w *walk) before(to []byte) {
	defer w.fault(text(to))
	w.seen = w.changes
	if len(to) > 0 {
		if k, _ := w.cursor.Seek(to); k != nil {
			w.back(to)
			return
		}
	}
	w.key, w.frame = last(w.cursor)
}

func (w *walk) previous() {
	if w.seen != w.changes {
		w.before(w.key)
		return
	}
	defer w.fault(text(w.key))
	w.back(w.key)
}

// back steps back to an entry before at. bbolt's Prev stops on a page whose
// entries were all deleted in this transaction, as if it were the beginning;
// while there is an entry further ahead, another step goes on.
func (w *walk) back(at []byte) {
	w.key, w.frame = w.cursor.Prev()
	if w.key != nil || w.changes == 0 {
		return
	}
	first, _ := w.find.First()
	for w.key == nil && first != nil && text(first) < text(at) {
		w.key, w.frame = w.cursor.Prev()
	}
}

// last goes to the last entry. bbolt's Last never returns from a bucket of
// several pages whose entries were all deleted in this transaction.
func last(c *bbolt.Cursor) (key, frame []byte) {
	if k, _ := c.First(); k == nil {
		return nil, nil
	}
	return c.Last()
}
