package web

import (
	"sync"

	"golang.org/x/time/rate"
)

const (
	perSecond = 5  // messages of one session
	burst     = 20 // at once
	maxTabs   = 8  // of one session
	idleCrowd = 4096

	newPerSecond = 50 // sessions begun, by all together
	newBurst     = 500
)

// crowd is who is here: the open pages of each session, and its pace.
type crowd struct {
	mu        *sync.Mutex
	by        map[string]*guest
	newcomers *rate.Limiter
}

type guest struct {
	pace *rate.Limiter
	tabs map[chan struct{}]bool
}

func newCrowd() crowd {
	return crowd{mu: new(sync.Mutex), by: map[string]*guest{}, newcomers: rate.NewLimiter(newPerSecond, newBurst)}
}

// guest finds somebody, making room first when there are many. The lock is held.
func (c *crowd) guest(id string) *guest {
	g := c.by[id]
	if g != nil {
		return g
	}
	if len(c.by) >= idleCrowd {
		for other, g := range c.by {
			if len(g.tabs) == 0 && g.pace.Tokens() >= burst {
				delete(c.by, other)
			}
		}
	}
	g = &guest{pace: rate.NewLimiter(perSecond, burst), tabs: map[chan struct{}]bool{}}
	c.by[id] = g
	return g
}

// allow says whether a session may send one more message now.
func (c *crowd) allow(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.guest(id).pace.Allow()
}

// join gives an open page what wakes it, or nil if the session has too many.
func (c *crowd) join(id string) chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	g := c.guest(id)
	if len(g.tabs) >= maxTabs {
		return nil
	}
	tab := make(chan struct{}, 1)
	g.tabs[tab] = true
	return tab
}

func (c *crowd) leave(id string, tab chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.guest(id).tabs, tab)
}

// wake has the open pages of a session look for what is new.
func (c *crowd) wake(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	g := c.by[id]
	if g == nil {
		return
	}
	for tab := range g.tabs {
		select {
		case tab <- struct{}{}:
		default:
		}
	}
}
