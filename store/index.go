package store

import (
	"bytes"
	"encoding/json"
	"iter"
	"slices"
	"strings"
)

// Index finds records of a Table by something else than their key. Keys gives
// the index keys of a record (none: the record is not in the index); build
// them with Key. In a unique index one key leads to one record, and the later
// record takes it over.
type Index[T any] struct {
	Name   string
	Unique bool
	Keys   func(*T) []string

	table string
}

// entrySep stands between the index key and the record's key in an entry of an
// ordered index. No key has it inside, since "%" is escaped in every part, so
// entries of different keys never meet.
const entrySep = Sep + "%" + Sep

// By yields the records whose index key is key or continues it by further parts,
// in order of the index. An empty key is a key like any other, of records that have
// nothing there; the whole index is Sorted.
func (t *Table[T]) By(tx Reader, index, key string) iter.Seq[T] {
	return func(yield func(T) bool) {
		for id := range t.Keys(tx, index, key) {
			rec, ok := t.Get(tx, id)
			if ok && !yield(rec) {
				return
			}
		}
	}
}

// Keys yields the keys of the records By would yield, without reading them.
func (t *Table[T]) Keys(tx Reader, index, key string) iter.Seq[string] {
	ix := t.index(index)
	return t.primaries(ix, ix.under(tx, key))
}

// Sorted yields all records of the index, in its order.
func (t *Table[T]) Sorted(tx Reader, index string) iter.Seq[T] {
	return func(yield func(T) bool) {
		for id := range t.Between(tx, index, "", "") {
			rec, ok := t.Get(tx, id)
			if ok && !yield(rec) {
				return
			}
		}
	}
}

// Between yields the keys of the records whose entries lie in a range of the index.
func (t *Table[T]) Between(tx Reader, index, from, to string) iter.Seq[string] {
	ix := t.index(index)
	return t.primaries(ix, tx.Scan(ix.table, from, to))
}

// Entries yields the entries in a range of an index with the keys of their
// records, for readers who find what they need in the entry. An entry begins
// with its index key and is valid until the next step.
func (t *Table[T]) Entries(tx Reader, index, from, to string) iter.Seq2[string, string] {
	ix := t.index(index)
	return func(yield func(string, string) bool) {
		for entry, value := range tx.Scan(ix.table, from, to) {
			if !yield(entry, ix.primary(entry, value)) {
				return
			}
		}
	}
}

// Find returns the record at a key of a unique index.
func (t *Table[T]) Find(tx Reader, index, key string) (T, bool) {
	var none T
	ix := t.index(index)
	value := tx.Get(ix.table, key)
	if value == nil {
		return none, false
	}
	return t.Get(tx, ix.primary(key, value))
}

// Count counts the index entries under key without reading records.
func (t *Table[T]) Count(tx Reader, index, key string) int {
	n := 0
	for range t.index(index).under(tx, key) {
		n++
	}
	return n
}

// Size counts all entries of the index.
func (t *Table[T]) Size(tx Reader, index string) int {
	n := 0
	for range t.Between(tx, index, "", "") {
		n++
	}
	return n
}

func (t *Table[T]) primaries(ix *Index[T], entries iter.Seq2[string, []byte]) iter.Seq[string] {
	return func(yield func(string) bool) {
		for entry, value := range entries {
			if !yield(ix.primary(entry, value)) {
				return
			}
		}
	}
}

func (t *Table[T]) index(name string) *Index[T] {
	for i := range t.indexes {
		if t.indexes[i].Name == name {
			return &t.indexes[i]
		}
	}
	panic("store: table " + t.name + " has no index " + name)
}

// reindex moves the entries of a record from what it was to what it is; nil
// stands for no record.
func (t *Table[T]) reindex(tx Tx, key string, old, rec *T) {
	value := quote(key)
	for i := range t.indexes {
		ix := &t.indexes[i]
		before, after := ix.entries(old, key), ix.entries(rec, key)
		for _, e := range before {
			if !slices.Contains(after, e) && ix.owns(tx, e, value) {
				tx.Delete(ix.table, e)
			}
		}
		for _, e := range after {
			if !slices.Contains(before, e) || !ix.owns(tx, e, value) {
				tx.Put(ix.table, e, value)
			}
		}
	}
}

// reclaim takes back the entries of unique indexes that another record had
// taken over since this one, which has not changed, was last written.
func (t *Table[T]) reclaim(tx Tx, key string, rec *T) {
	for i := range t.indexes {
		ix := &t.indexes[i]
		if !ix.Unique {
			continue
		}
		for _, e := range ix.Keys(rec) {
			if value := quote(key); !ix.owns(tx, e, value) {
				tx.Put(ix.table, e, value)
			}
		}
	}
}

// under yields the entries whose index key is key or continues it. An entry of
// an ordered index is a continuation of its key; of a unique one it is the key.
func (ix *Index[T]) under(tx Reader, key string) iter.Seq2[string, []byte] {
	from, to := Under(key)
	return func(yield func(string, []byte) bool) {
		if ix.Unique {
			if value := tx.Get(ix.table, key); value != nil && !yield(key, value) {
				return
			}
		}
		for entry, value := range tx.Scan(ix.table, from, to) {
			if !yield(entry, value) {
				return
			}
		}
	}
}

// owns reports whether an entry leads to the record whose quoted key is value. Of
// an ordered index the entry itself holds the key.
func (ix *Index[T]) owns(tx Reader, entry string, value []byte) bool {
	return !ix.Unique || bytes.Equal(tx.Get(ix.table, entry), value)
}

func (ix *Index[T]) entries(rec *T, key string) []string {
	if rec == nil {
		return nil
	}
	keys := ix.Keys(rec)
	if ix.Unique {
		return keys
	}
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = k + entrySep + key
	}
	return out
}

// primary is the record's key that an entry holds as its value, a JSON string.
func (ix *Index[T]) primary(entry string, value []byte) string {
	if n := len(value); n >= 2 && value[0] == '"' && bytes.IndexByte(value, '\\') < 0 {
		return string(value[1 : n-1])
	}
	var key string
	if err := json.Unmarshal(value, &key); err != nil {
		panic(Damaged(ix.table, entry, err))
	}
	return key
}

// quote writes key as a JSON string.
func quote(key string) []byte {
	if strings.ContainsFunc(key, func(r rune) bool { return r < ' ' || r > '~' || strings.ContainsRune(`"\<>&`, r) }) {
		value, _ := json.Marshal(key)
		return value
	}
	return append(append(append(make([]byte, 0, len(key)+2), '"'), key...), '"')
}
