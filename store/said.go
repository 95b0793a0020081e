package store

import "time"

// said is a transaction in which words are handled that were sent before.
type said struct {
	Tx
	at time.Time
}

// Cache is that of the transaction within.
func (s said) Cache() *Cache {
	if c, ok := s.Tx.(Cached); ok {
		return c.Cache()
	}
	return new(Cache)
}

// Said is tx while words are handled of which a platform says when they were sent.
func Said(tx Tx, at time.Time) Tx { return said{tx, at} }

// SaidAt is when the words were sent that tx handles, as their platform says, and
// never later than now: where no platform says so, it is now.
func SaidAt(tx Reader) time.Time {
	if s, ok := tx.(said); ok && s.at.Before(tx.Now()) {
		return s.at
	}
	return tx.Now()
}
