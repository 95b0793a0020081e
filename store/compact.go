package store

import (
	"context"
	"errors"
	"time"
)

// compactTable holds the times from which on the store is to be compacted.
var compactTable = Claim("compact", "when the file was compacted")

// WantCompact has the store compacted soon after a time: what was deleted until
// then is not to be found in its file by anybody.
func WantCompact(tx Tx, at time.Time) { tx.Put(compactTable, Key(at), []byte("{}")) }

// CompactWanted compacts a store if that is wanted by now, and says so. Call it
// now and then; a crash half way leaves the wish.
func CompactWanted(ctx context.Context, s Store) (done bool, err error) {
	c, can := s.(Compacter)
	due, err := wanted(ctx, s)
	if err != nil || len(due) == 0 || !can {
		return false, err
	}
	if err := c.Compact(ctx); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return false, err
	}
	return true, s.Update(ctx, func(tx Tx) error {
		for _, key := range due {
			tx.Delete(compactTable, key)
		}
		return nil
	})
}

// wanted are the keys of the times that have come.
func wanted(ctx context.Context, s Store) (due []string, err error) {
	err = s.View(ctx, func(tx Reader) error {
		due = nil
		for key := range tx.Scan(compactTable, "", Key(tx.Now().Add(time.Millisecond))) {
			due = append(due, string([]byte(key)))
		}
		return nil
	})
	return due, err
}
