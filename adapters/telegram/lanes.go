package telegram

import (
	"context"
	"sync"
)

// lanes keep what belongs to one chat in order: who holds a chat's lane is
// alone in it, and who waits gets it in order of arrival.
type lanes struct {
	mu sync.Mutex
	by map[string]*lane
}

type lane struct {
	turn  chan struct{} // holds a value while the lane is free
	users int
}

// hold waits for the lane. Call leave afterwards.
func (l *lanes) hold(ctx context.Context, key string) (leave func(), err error) {
	l.mu.Lock()
	if l.by == nil {
		l.by = map[string]*lane{}
	}
	mine := l.by[key]
	if mine == nil {
		mine = &lane{turn: make(chan struct{}, 1)}
		mine.turn <- struct{}{}
		l.by[key] = mine
	}
	mine.users++
	l.mu.Unlock()
	select {
	case <-mine.turn:
		return func() { mine.turn <- struct{}{}; l.drop(key, mine) }, nil
	case <-ctx.Done():
		l.drop(key, mine)
		return nil, ctx.Err()
	}
}

func (l *lanes) drop(key string, mine *lane) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if mine.users--; mine.users == 0 {
		delete(l.by, key)
	}
}
