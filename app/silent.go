package app

import (
	"net"
	"net/http"
	"sync"
)

// silents are the connections on which nothing was ever asked: clients open
// them ahead, and http.Server.Shutdown would wait five seconds for each
// (https://github.com/golang/go/issues/22682).
type silents struct {
	mu    sync.Mutex
	conns map[net.Conn]bool
}

// watch is the server's ConnState.
func (s *silents) watch(c net.Conn, state http.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if state != http.StateNew {
		delete(s.conns, c)
		return
	}
	if s.conns == nil {
		s.conns = map[net.Conn]bool{}
	}
	s.conns[c] = true
}

// close lets go of them.
func (s *silents) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		_ = c.Close()
	}
}
