package telegram

import (
	"context"
	"sync"

	"yishi/bot"
)

// gate lets updates through to the handler while Run is running.
type gate struct {
	mu     sync.Mutex
	handle bot.Handler
	inside sync.WaitGroup
}

func (g *gate) open(handle bot.Handler) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.handle = handle
}

// close lets nobody in any more and waits for those inside.
func (g *gate) close() {
	g.mu.Lock()
	g.handle = nil
	g.mu.Unlock()
	g.inside.Wait()
}

// enter gives the handler, or nil if the gate is closed. Who got one calls
// inside.Done when done.
func (g *gate) enter() bot.Handler {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.handle != nil {
		g.inside.Add(1)
	}
	return g.handle
}

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
