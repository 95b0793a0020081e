package store

import (
	"bytes"
	"encoding/json"
	"iter"
	"reflect"
)

// Table keeps records of type T as JSON documents under a key taken from the
// record, with its indexes in the same transaction. Declare one as a package
// variable; it holds no state.
type Table[T any] struct {
	name    string
	key     func(*T) string
	indexes []Index[T]
	own     func(T) T // a copy that shares nothing; nil: records are not kept decoded
	fresh   bool      // also those just written are kept
}

// NewTable declares a table; its name must be its own. key must depend on parts of
// the record that never change.
func NewTable[T any](name string, key func(*T) string, indexes ...Index[T]) *Table[T] {
	t := &Table[T]{name: name, key: key, indexes: indexes}
	claim(name, owner[T]())
	for i := range t.indexes {
		if t.index(t.indexes[i].Name) != &t.indexes[i] {
			panic("store: table " + name + " has two indexes " + t.indexes[i].Name)
		}
		t.indexes[i].table = name + "." + t.indexes[i].Name
		claim(t.indexes[i].table, owner[T]())
	}
	if flat(reflect.TypeFor[T]()) {
		t.own = same[T]
	}
	return t
}

// Copied lets records that hold slices, maps or pointers be kept decoded, as flat
// ones are anyway: own gives each reader a record whose parts nobody else has.
// They are kept from when they are written, so no text in a record that is Put
// may be one that Entries or Tx.Scan lent.
func (t *Table[T]) Copied(own func(T) T) *Table[T] {
	t.own, t.fresh = own, true
	return t
}

// Get returns the record at key and whether there is one.
func (t *Table[T]) Get(tx Reader, key string) (T, bool) {
	data := tx.Get(t.name, key)
	if data == nil {
		var none T
		return none, false
	}
	return t.read(tx, key, data), true
}

// read is the record in a document.
func (t *Table[T]) read(tx Reader, key string, data []byte) T {
	l := t.lately(tx)
	if l == nil {
		return t.decode(key, data)
	}
	rec, ok := l.get(key, data)
	if !ok {
		rec = t.decode(key, data)
		l.put(key, data, rec)
	}
	return t.own(rec)
}

// Put writes the record and brings its indexes up to date.
func (t *Table[T]) Put(tx Tx, rec T) {
	key := t.key(&rec)
	data, err := json.Marshal(&rec)
	if err != nil {
		panic(Damaged(t.name, key, err))
	}
	if len(t.indexes) > 0 {
		was := tx.Get(t.name, key)
		if was != nil && bytes.Equal(was, data) {
			t.reclaim(tx, key, &rec)
			return
		}
		t.reindex(tx, key, t.old(tx, key, was), &rec)
	}
	tx.Put(t.name, key, data)
	if l := t.lately(tx); l != nil && t.fresh {
		l.put(key, data, t.own(rec))
	}
}

// Delete removes the record at key, if there is one.
func (t *Table[T]) Delete(tx Tx, key string) {
	if len(t.indexes) > 0 {
		t.reindex(tx, key, t.old(tx, key, tx.Get(t.name, key)), nil)
	}
	tx.Delete(t.name, key)
}

// All yields every record in order of keys.
func (t *Table[T]) All(tx Reader) iter.Seq[T] { return t.Range(tx, "", "") }

// Range yields the records with from <= key < to.
func (t *Table[T]) Range(tx Reader, from, to string) iter.Seq[T] {
	return t.records(tx.Scan(t.name, from, to))
}

// Back yields the same records as Range, last first.
func (t *Table[T]) Back(tx Reader, from, to string) iter.Seq[T] {
	return t.records(tx.ScanBack(t.name, from, to))
}

func (t *Table[T]) records(entries iter.Seq2[string, []byte]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for key, data := range entries {
			if !yield(t.decode(key, data)) {
				return
			}
		}
	}
}

// old is the record as it was before a change, nil if there was none.
func (t *Table[T]) old(tx Reader, key string, data []byte) *T {
	if data == nil {
		return nil
	}
	rec := t.read(tx, key, data)
	return &rec
}

func (t *Table[T]) decode(key string, data []byte) (rec T) {
	if err := json.Unmarshal(data, &rec); err != nil {
		panic(Damaged(t.name, key, err))
	}
	return rec
}
