package demo

import (
	"sync"

	"yishi/adapters/phone"
)

// shelf holds the phones, and tells the open pages which of them changed. It
// watches them only while a page is open.
type shelf struct {
	mu     sync.Mutex
	phones []*held
	tabs   map[*tab]bool
	end    chan struct{} // of the watching
}

// held is a phone in the hand.
type held struct {
	Phone
	id  int
	off bool
}

// tab is an open page: what it has not been shown yet.
type tab struct {
	wake   chan struct{}
	phones map[int]bool
	added  bool
	clock  bool
}

// put adds a phone to the shelf.
func (s *shelf) put(p Phone) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := &held{Phone: p, id: len(s.phones) + 1}
	s.phones = append(s.phones, h)
	if len(s.tabs) > 0 {
		go s.watch(h.id, p.Phone, s.end)
	}
	s.tell(func(t *tab) { t.added, t.phones[h.id] = true, true })
	return h.id
}

// list is the phones as they are.
func (s *shelf) list() []held {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]held, len(s.phones))
	for i, h := range s.phones {
		out[i] = *h
	}
	return out
}

// find is the phone with this id.
func (s *shelf) find(id int) (held, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id < 1 || id > len(s.phones) {
		return held{}, false
	}
	return *s.phones[id-1], true
}

// turn switches a phone on or off.
func (s *shelf) turn(id int, on bool) {
	h, ok := s.find(id)
	if !ok {
		return
	}
	h.Phone.Phone.Switch(on)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.phones[id-1].off = !on
	s.tell(func(t *tab) { t.phones[id] = true })
}

// join opens a page, which has seen nothing yet.
func (s *shelf) join() *tab {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := &tab{wake: make(chan struct{}, 1), phones: map[int]bool{}, added: true, clock: true}
	for _, h := range s.phones {
		t.phones[h.id] = true
	}
	if len(s.tabs) == 0 {
		s.tabs, s.end = map[*tab]bool{}, make(chan struct{})
		for _, h := range s.phones {
			go s.watch(h.id, h.Phone.Phone, s.end)
		}
	}
	s.tabs[t] = true
	t.wake <- struct{}{}
	return t
}

func (s *shelf) leave(t *tab) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if delete(s.tabs, t); len(s.tabs) == 0 {
		close(s.end)
	}
}

// watch tells the pages when a phone's screen changes.
func (s *shelf) watch(id int, p phone.Phone, end <-chan struct{}) {
	for {
		select {
		case <-p.Changed():
			s.mu.Lock()
			s.tell(func(t *tab) { t.phones[id] = true })
			s.mu.Unlock()
		case <-end:
			return
		}
	}
}

// moved tells the pages that the clock was moved.
func (s *shelf) moved() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tell(func(t *tab) { t.clock = true })
}

// tell notes something for every open page. The lock is held.
func (s *shelf) tell(note func(*tab)) {
	for t := range s.tabs {
		note(t)
		select {
		case t.wake <- struct{}{}:
		default:
		}
	}
}

// news takes what a page has not been shown.
func (s *shelf) news(t *tab) (changed []held, added, clock bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, h := range s.phones {
		if t.phones[h.id] {
			changed = append(changed, *h)
		}
	}
	added, clock = t.added, t.clock
	clear(t.phones)
	t.added, t.clock = false, false
	return changed, added, clock
}
