package web

import (
	"sync"
	"time"

	"yishi/bot/quota"
)

// Whoever is not known is held to so much: each session, each address (a hall full of
// people, or a building, may be behind one), and all together.
const (
	maxTabs    = 8 // open pages of one session
	maxTabsAt  = 256
	maxTabsAll = 4096

	maxUploadsAt  = 4 // under way at once
	maxUploadsAll = 16
)

// crowd is who is here: the open pages of each session, and what each has used up.
type crowd struct {
	said, saidAt     *quota.Quota // messages
	new, newAt       *quota.Quota // sessions begun; of all together, and from an address
	photos, photosAt *quota.Quota // and voices

	mu      *sync.Mutex
	tabs    map[string]map[chan struct{}]bool
	typing  map[string]int // signs that we write, given so far; while a page is open
	open    places         // pages
	uploads places
}

func newCrowd() crowd {
	return crowd{
		said: quota.New(20, time.Second/5), saidAt: quota.New(400, time.Second/40),
		new: quota.New(500, time.Second/50), newAt: quota.New(60, 10*time.Second),
		photos: quota.New(30, 30*time.Minute), photosAt: quota.New(200, 5*time.Minute),
		mu: new(sync.Mutex), tabs: map[string]map[chan struct{}]bool{}, typing: map[string]int{},
		open: places{at: map[string]int{}}, uploads: places{at: map[string]int{}},
	}
}

// both takes one for a session and one for its address, if that is known.
func both(session, address *quota.Quota, id, at string) bool {
	now := time.Now()
	return (at == "" || address.Take(at, now)) && session.Take(id, now)
}

// allow reports whether a session may send one more message now.
func (c *crowd) allow(id, at string) bool { return both(c.said, c.saidAt, id, at) }

// newcomer reports whether one more session may begin now.
func (c *crowd) newcomer(at string) bool { return both(c.new, c.newAt, "", at) }

// photo reports whether a session may send one more photo or voice.
func (c *crowd) photo(id, at string) bool { return both(c.photos, c.photosAt, id, at) }

// upload gives a place for something large on its way in, or nil if there is none.
func (c *crowd) upload(at string) (leave func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.uploads.take(at, maxUploadsAt, maxUploadsAll) {
		return nil
	}
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.uploads.leave(at)
	}
}

// places counts what goes on at once, from each address and in all.
type places struct {
	at  map[string]int
	all int
}

func (p *places) take(at string, mostAt, most int) bool {
	if p.all >= most || at != "" && p.at[at] >= mostAt {
		return false
	}
	p.all++
	p.at[at]++
	return true
}

func (p *places) leave(at string) {
	p.all--
	if p.at[at]--; p.at[at] == 0 {
		delete(p.at, at)
	}
}

// join gives an open page what wakes it, or nil if there are too many.
func (c *crowd) join(id, at string) chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.tabs[id]) >= maxTabs || !c.open.take(at, maxTabsAt, maxTabsAll) {
		return nil
	}
	if c.tabs[id] == nil {
		c.tabs[id] = map[chan struct{}]bool{}
	}
	tab := make(chan struct{}, 1)
	c.tabs[id][tab] = true
	return tab
}

func (c *crowd) leave(id, at string, tab chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open.leave(at)
	if delete(c.tabs[id], tab); len(c.tabs[id]) == 0 {
		delete(c.tabs, id)
		delete(c.typing, id)
	}
}

// write has the open pages of a session show that we write.
func (c *crowd) write(id string) {
	c.mu.Lock()
	if len(c.tabs[id]) > 0 {
		c.typing[id]++
	}
	c.mu.Unlock()
	c.wake(id)
}

// signs are the signs that a session was given.
func (c *crowd) signs(id string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.typing[id]
}

// wake has the open pages of a session look for what is new.
func (c *crowd) wake(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for tab := range c.tabs[id] {
		select {
		case tab <- struct{}{}:
		default:
		}
	}
}
