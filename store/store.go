// Package store is the durable ground: records in typed tables, kept on an
// ordered key-value transaction. It says what a transaction is; store/bolt
// (and later store/postgres) say how one is kept. store/storetest is the suite
// every engine must pass.
//
// Rules of the domain never live here.
package store

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
	"time"
)

// Store is a set of tables that change together, in transactions.
type Store interface {
	// Update runs fn in a read-write transaction and returns after its changes
	// are durable. Transactions are serial, in order of arrival. fn may be run
	// more than once and must touch nothing but its Tx (variables it sets are
	// to be set anew by each run). If fn returns an error nothing is kept and
	// Update returns that error as it is. A panic in fn keeps nothing either
	// and is passed on to the caller of Update, except a Fault, which Update
	// returns as an error.
	//
	// An error that wraps ErrUnknown means the outcome is not known: the store
	// refuses further work until it is opened again.
	Update(ctx context.Context, fn func(Tx) error) error

	// View runs fn in a read-only transaction that sees one state throughout.
	// Never call Update, or wait for one, inside it.
	View(ctx context.Context, fn func(Reader) error) error

	// Backup writes a consistent copy while work goes on.
	Backup(ctx context.Context, w io.Writer) error

	// Check reads everything and reports the first damage it finds.
	Check(ctx context.Context) error

	// Commits is how often the store was written to since it was opened.
	Commits() uint64

	Close() error
}

// Compacter is a Store whose medium keeps the bytes of what was deleted until
// they are written over. Compact leaves none of them. It is called after
// something was forgotten that nobody may ever find, from outside of any
// transaction; updates wait for it.
type Compacter interface {
	Compact(ctx context.Context) error
}

// Reader is one transaction that sees one state and changes nothing. Keys are text
// (build them with Key), values are JSON documents; both are opaque to the engine,
// except that keys are ordered bytewise. A failing engine, or a damaged record, panics
// with a Fault, which Update and View turn into an error: there is nothing a caller
// could do.
type Reader interface {
	// Now is the time of the transaction, the only clock rules may read.
	Now() time.Time

	// Get returns the value at key, or nil. It is valid until the transaction
	// ends or the key is written, and must not be changed.
	Get(table, key string) []byte

	// Scan yields entries with from <= key < to in order of keys; an empty to
	// means no upper bound. Key and value are valid until the next step. The
	// table may be changed during the scan: entries ahead are seen as they are
	// when the scan gets there.
	Scan(table, from, to string) iter.Seq2[string, []byte]

	// ScanBack is Scan over the same entries in the opposite order.
	ScanBack(table, from, to string) iter.Seq2[string, []byte]
}

// Tx is one transaction that may write. What only reads asks for a Reader, so that it
// can be used in a View, and says that it changes nothing.
type Tx interface {
	Reader

	// Seq returns the next number of the store: unique for ever, increasing in
	// order of commit. Gaps are possible.
	Seq() uint64

	Put(table, key string, value []byte)
	Delete(table, key string)
}

// Fault is what a Tx panics with when the engine itself fails.
type Fault struct{ Err error }

func (f Fault) Error() string { return f.Err.Error() }
func (f Fault) Unwrap() error { return f.Err }

var (
	// ErrUnknown: a commit failed half way, it may or may not have happened.
	ErrUnknown = errors.New("outcome of the commit is unknown")
	// ErrDamaged: a record or the file is not what was written.
	ErrDamaged = errors.New("damaged")
	// ErrClosed: the store is closed or has refused further work.
	ErrClosed = errors.New("store is closed")
)

// Damaged is the Fault of a record that cannot be read. Keys may be made of
// names and numbers of people, so it tells only the checksum of the key.
func Damaged(table, key string, why any) Fault {
	return Fault{fmt.Errorf("%w: record #%08x of table %s: %v", ErrDamaged, crc32.ChecksumIEEE([]byte(key)), table, why)}
}
