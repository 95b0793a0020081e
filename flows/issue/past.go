package issue

import (
	"time"

	"yishi/store"
)

// past is a transaction at a time gone by, in which nobody is told anything.
type past struct {
	store.Tx
	at time.Time
}

func (p past) Now() time.Time { return p.at }
