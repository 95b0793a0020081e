package store

import (
	"encoding/json"
	"iter"
	"slices"
)

// Table keeps records of type T as JSON documents under a key taken from the
// record, with its indexes in the same transaction. Declare one as a package
// variable; it holds no state.
type Table[T any] struct {
	name    string
	key     func(*T) string
	indexes []Index[T]
}

// Index finds records of a Table by something else than their key. Keys gives
// the index keys of a record (none: the record is not in the index); build
// them with Key. In a unique index one key leads to one record, and the later
// record takes it over.
type Index[T any] struct {
	Name   string
	Unique bool
	Keys   func(*T) []string
}

// NewTable declares a table. key must depend on parts of the record that never change.
func NewTable[T any](name string, key func(*T) string, indexes ...Index[T]) *Table[T] {
	return &Table[T]{name: name, key: key, indexes: indexes}
}

// Name is the name of the table in the store.
func (t *Table[T]) Name() string { return t.name }

// Get returns the record at key and whether there is one.
func (t *Table[T]) Get(tx Tx, key string) (T, bool) {
	var rec T
	data := tx.Get(t.name, key)
	if data == nil {
		return rec, false
	}
	t.decode(key, data, &rec)
	return rec, true
}

// Put writes the record and brings its indexes up to date.
func (t *Table[T]) Put(tx Tx, rec T) {
	key := t.key(&rec)
	data, err := json.Marshal(&rec)
	if err != nil {
		panic(Damaged(t.name, key, err))
	}
	if len(t.indexes) > 0 {
		t.reindex(tx, key, &rec)
	}
	tx.Put(t.name, key, data)
}

// Delete removes the record at key, if there is one.
func (t *Table[T]) Delete(tx Tx, key string) {
	if len(t.indexes) > 0 {
		t.reindex(tx, key, nil)
	}
	tx.Delete(t.name, key)
}

// All yields every record in order of keys.
func (t *Table[T]) All(tx Tx) iter.Seq[T] { return t.Range(tx, "", "") }

// Range yields the records with from <= key < to.
func (t *Table[T]) Range(tx Tx, from, to string) iter.Seq[T] {
	return t.records(tx.Scan(t.name, from, to))
}

// Back yields the same records as Range, last first.
func (t *Table[T]) Back(tx Tx, from, to string) iter.Seq[T] {
	return t.records(tx.ScanBack(t.name, from, to))
}

// By yields the records whose index key is key or continues it by further parts,
// in order of the index.
func (t *Table[T]) By(tx Tx, index, key string) iter.Seq[T] {
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
func (t *Table[T]) Keys(tx Tx, index, key string) iter.Seq[string] {
	from, to := Under(key)
	if key == "" {
		from, to = "", ""
	}
	return t.Between(tx, index, from, to)
}

// Between yields the keys of the records whose entries lie in a range of the index.
func (t *Table[T]) Between(tx Tx, index, from, to string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for entry, value := range tx.Scan(t.indexTable(index), from, to) {
			if !yield(t.primary(entry, value)) {
				return
			}
		}
	}
}

// Find returns the record at a key of a unique index.
func (t *Table[T]) Find(tx Tx, index, key string) (T, bool) {
	var none T
	value := tx.Get(t.indexTable(index), key)
	if value == nil {
		return none, false
	}
	return t.Get(tx, t.primary(key, value))
}

// Count counts the index entries under key without reading records.
func (t *Table[T]) Count(tx Tx, index, key string) int {
	n := 0
	for range t.Keys(tx, index, key) {
		n++
	}
	return n
}

func (t *Table[T]) records(entries iter.Seq2[string, []byte]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for key, data := range entries {
			var rec T
			t.decode(key, data, &rec)
			if !yield(rec) {
				return
			}
		}
	}
}

func (t *Table[T]) decode(key string, data []byte, rec *T) {
	if err := json.Unmarshal(data, rec); err != nil {
		panic(Damaged(t.name, key, err))
	}
}

func (t *Table[T]) indexTable(index string) string {
	for i := range t.indexes {
		if t.indexes[i].Name == index {
			return t.name + "." + index
		}
	}
	panic("store: table " + t.name + " has no index " + index)
}

// An entry of an ordered index is its key, two separators and the record's
// key; of a unique one just its key. Both hold the record's key as value.
func (t *Table[T]) primary(entry string, value []byte) string {
	var key string
	if err := json.Unmarshal(value, &key); err != nil {
		panic(Damaged(t.name, entry, err))
	}
	return key
}

func (t *Table[T]) reindex(tx Tx, key string, rec *T) {
	var old *T
	if was, ok := t.Get(tx, key); ok {
		old = &was
	}
	for i := range t.indexes {
		ix := &t.indexes[i]
		table := t.name + "." + ix.Name
		before, after := ix.entries(old, key), ix.entries(rec, key)
		for _, e := range before {
			if !slices.Contains(after, e) && t.owns(tx, table, e, key) {
				tx.Delete(table, e)
			}
		}
		value, _ := json.Marshal(key)
		for _, e := range after {
			if !slices.Contains(before, e) || !t.owns(tx, table, e, key) {
				tx.Put(table, e, value)
			}
		}
	}
}

// owns says whether an index entry still leads to this record.
func (t *Table[T]) owns(tx Tx, table, entry, key string) bool {
	value := tx.Get(table, entry)
	return value != nil && t.primary(entry, value) == key
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
		out[i] = k + Sep + Sep + key
	}
	return out
}

// Next counts: 1, 2, 3 … for each name, for numbers that people are told.
func Next(tx Tx, name string) uint64 {
	var n uint64
	if data := tx.Get("number", name); data != nil {
		if err := json.Unmarshal(data, &n); err != nil {
			panic(Damaged("number", name, err))
		}
	}
	n++
	data, _ := json.Marshal(n)
	tx.Put("number", name, data)
	return n
}
