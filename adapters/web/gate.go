package web

import (
	"sync"

	"yishi/bot"
)

// gate lets messages through to the handler while Run is running.
type gate struct {
	mu     sync.Mutex
	handle bot.Handler
	closed chan struct{} // ends the streams of events
	inside sync.WaitGroup
}

func (g *gate) open(handle bot.Handler) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.handle, g.closed = handle, make(chan struct{})
}

// close lets nobody in any more and waits for those inside.
func (g *gate) close() {
	g.mu.Lock()
	g.handle = nil
	close(g.closed)
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

// watch gives what is closed with the gate, or nil if it is closed already.
func (g *gate) watch() <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.handle == nil {
		return nil
	}
	return g.closed
}
