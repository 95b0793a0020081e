package store

import (
	"reflect"
	"strings"
	"sync"
	"time"
)

// Cache keeps decoded records for as long as a store is open: in a conversation
// the same few are read at every turn, and decoding them is most of what reading
// costs. A record is found only if its document still is, byte for byte, the one
// that was decoded, so whatever a transaction reads is what is in its store, and
// nothing need be thrown out when records change or a transaction is undone.
//
// An engine that has one gives it to its transactions, as Cached.
type Cache struct {
	tables sync.Map // name → *lately[T]
}

// Cached is a Tx whose store keeps decoded records.
type Cached interface {
	Reader
	Cache() *Cache
}

// lately are the records of one table, read or written a while ago.
type lately[T any] struct {
	mu       sync.Mutex
	now, old map[string]kept[T] // old holds those of the time before
}

type kept[T any] struct {
	doc string
	rec T
}

// maxKept is how many records of a table are kept, twice.
const maxKept = 1024

// lately finds the table's part of the cache; nil if there is none.
func (t *Table[T]) lately(tx Reader) *lately[T] {
	if t.own == nil {
		return nil
	}
	c, ok := tx.(Cached)
	if !ok {
		return nil
	}
	part, ok := c.Cache().tables.Load(t.name)
	if !ok {
		part, _ = c.Cache().tables.LoadOrStore(t.name, new(lately[T]))
	}
	l, _ := part.(*lately[T]) // another type: two tables of one name
	return l
}

func (l *lately[T]) get(key string, doc []byte) (rec T, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	k, ok := l.now[key]
	if !ok {
		if k, ok = l.old[key]; ok {
			l.keep(key, k)
		}
	}
	if !ok || k.doc != string(doc) {
		return rec, false // nothing of the older record: what a document leaves out would stay
	}
	return k.rec, true
}

func (l *lately[T]) put(key string, doc []byte, rec T) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.keep(key, kept[T]{string(doc), rec})
}

// keep clones the key: one read from the store is not valid for longer than its
// transaction.
func (l *lately[T]) keep(key string, k kept[T]) {
	if l.now == nil || len(l.now) >= maxKept {
		l.now, l.old = make(map[string]kept[T]), l.now
	}
	l.now[strings.Clone(key)] = k
}

// flat reports whether a copy by assignment shares nothing that could be changed.
func flat(t reflect.Type) bool {
	if t == reflect.TypeFor[time.Time]() {
		return true
	}
	switch t.Kind() {
	case reflect.Struct:
		for i := range t.NumField() {
			if !flat(t.Field(i).Type) {
				return false
			}
		}
		return true
	case reflect.Array:
		return flat(t.Elem())
	case reflect.Slice, reflect.Map, reflect.Pointer, reflect.Interface, reflect.Func, reflect.Chan, reflect.UnsafePointer:
		return false
	}
	return true
}

func same[T any](rec T) T { return rec }
