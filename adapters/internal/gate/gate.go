// Package gate lets what comes in through to the handler while an adapter runs, and
// waits at its end for what is under way.
package gate

import (
	"sync"

	"yishi/bot"
)

// Gate is closed until it is opened, and may be opened again.
type Gate struct {
	mu     sync.Mutex
	handle bot.Handler
	closed chan struct{}
	inside sync.WaitGroup
}

// Open lets messages through to the handler.
func (g *Gate) Open(handle bot.Handler) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.handle, g.closed = handle, make(chan struct{})
}

// Close lets nobody in any more and waits for those inside.
func (g *Gate) Close() {
	g.mu.Lock()
	g.handle = nil
	close(g.closed)
	g.mu.Unlock()
	g.inside.Wait()
}

// Enter gives the handler, or nil if the gate is closed. Who got one leaves when done.
func (g *Gate) Enter() (handle bot.Handler, leave func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.handle == nil {
		return nil, func() {}
	}
	g.inside.Add(1)
	return g.handle, g.inside.Done
}

// Go does something beside, for whoever is inside: the gate waits for it too.
func (g *Gate) Go(do func()) { g.inside.Go(do) }

// Watch gives what is closed with the gate, or nil if it is closed already.
func (g *Gate) Watch() <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.handle == nil {
		return nil
	}
	return g.closed
}
