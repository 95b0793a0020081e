package bolt

import (
	"fmt"
	"hash/crc32"
	"iter"
	"time"

	"go.etcd.io/bbolt"

	"yishi/store"
)

// txn is one bbolt transaction with the tables that were opened in it. In a
// batch, many functions follow each other in one txn.
type txn struct {
	store  *Store
	bolt   *bbolt.Tx
	tables map[string]*table
	writes int // Puts and Deletes
	seqs   int
}

func (s *Store) newTxn(btx *bbolt.Tx) *txn {
	return &txn{store: s, bolt: btx, tables: make(map[string]*table)}
}

func (t *txn) table(name string) *table {
	tab := t.tables[name]
	if tab == nil {
		tab = &table{name: name, base: crc32.Checksum([]byte(name), castagnoli)}
		tab.use(t.bolt.Bucket(raw(name)))
		t.tables[name] = tab
	}
	return tab
}

// tx is what one function sees of a txn.
type tx struct {
	*txn
	now time.Time
}

// end makes the tx useless to a function that has kept it.
func (t *tx) end() { t.txn = nil }

func (t *tx) Now() time.Time { return t.now }

// Cache implements store.Cached.
func (t *tx) Cache() *store.Cache { return &t.store.cache }

func (t *tx) Seq() uint64 {
	t.mustWrite("Seq")
	n, err := t.bolt.Bucket(metaBucket).NextSequence()
	if err != nil {
		panic(store.Fault{Err: err})
	}
	t.seqs++
	return n
}

func (t *tx) Get(table, key string) []byte { return t.table(table).get(key) }

func (t *tx) Put(table, key string, value []byte) {
	t.mustWrite("Put")
	tab := t.table(table)
	if !tab.exists() {
		b, err := t.bolt.CreateBucketIfNotExists([]byte(table))
		if err != nil {
			panic(store.Fault{Err: fmt.Errorf("table %q: %w", table, err)})
		}
		tab.use(b)
	}
	t.writes++
	tab.put(key, value)
}

func (t *tx) Delete(table, key string) {
	t.mustWrite("Delete")
	if tab := t.table(table); tab.exists() {
		t.writes++
		tab.delete(key)
	}
}

func (t *tx) Scan(table, from, to string) iter.Seq2[string, []byte] {
	return t.table(table).scan(from, to)
}

func (t *tx) ScanBack(table, from, to string) iter.Seq2[string, []byte] {
	return t.table(table).scanBack(from, to)
}

func (t *tx) mustWrite(what string) {
	if !t.bolt.Writable() {
		panic("bolt: " + what + " in a View")
	}
}
