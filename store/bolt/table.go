package bolt

import (
	"bytes"
	"fmt"

	"go.etcd.io/bbolt"

	"yishi/store"
)

// table is a bucket in one transaction. Without a bucket it is empty.
type table struct {
	name    string
	base    uint32 // checksum of the name
	bucket  *bbolt.Bucket
	find    *bbolt.Cursor   // for Get: a cursor that is used again does not allocate
	idle    []*bbolt.Cursor // of scans that are over
	changes int             // Puts and Deletes: a scan that sees a new count takes its place anew

	last     []byte // the greatest key, once something was put
	appended int    // puts behind the last key, less puts elsewhere
}

func (t *table) exists() bool { return t.bucket != nil }

func (t *table) use(b *bbolt.Bucket) {
	if b != nil {
		t.bucket, t.find = b, b.Cursor()
	}
}

func (t *table) get(key string) []byte {
	if !t.exists() {
		return nil
	}
	defer t.fault(key)
	k, frame := t.find.Seek(raw(key))
	if k == nil || string(k) != key {
		return nil
	}
	return t.unseal(k, frame)
}

func (t *table) put(key string, value []byte) {
	defer t.fault(key)
	t.fill(raw(key))
	t.changes++
	if err := t.bucket.Put(raw(key), seal(t.base, key, value)); err != nil {
		panic(store.Fault{Err: fmt.Errorf("table %s: %w", t.name, err)}) // a key that is empty or too long
	}
}

func (t *table) delete(key string) {
	defer t.fault(key)
	t.changes++
	if err := t.bucket.Delete(raw(key)); err != nil {
		panic(store.Fault{Err: fmt.Errorf("table %s: %w", t.name, err)})
	}
}

// fill tells bbolt how full to leave the pages it splits: nearly full while
// most puts of the transaction come behind the last key, since nothing will be
// put between them later; else half, to leave room.
func (t *table) fill(key []byte) {
	if t.last == nil {
		t.last, _ = last(t.find)
	}
	if bytes.Compare(key, t.last) > 0 {
		t.last = bytes.Clone(key)
		t.appended++
	} else {
		t.appended--
	}
	t.bucket.FillPercent = bbolt.DefaultFillPercent
	if t.appended > 0 {
		t.bucket.FillPercent = 0.9
	}
}

func (t *table) unseal(key, frame []byte) []byte {
	doc, why := unseal(t.base, key, frame)
	if why != "" {
		panic(store.Damaged(t.name, string(key), why))
	}
	return doc
}

// fault is deferred around everything that touches the file: bbolt panics on a
// damaged page, the machine faults where the file cannot be read.
func (t *table) fault(key string) {
	switch p := recover().(type) {
	case nil:
	case store.Fault:
		panic(p)
	default:
		panic(store.Damaged(t.name, key, p))
	}
}
