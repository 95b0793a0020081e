package app

import (
	"net"
	"net/http"
	"sync"
	"time"
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

// stragglerTime is how long what is left of a request is waited for once it has its
// answer.
const stragglerTime = time.Second

// cutShort keeps nobody's connection open for a body that never comes. Before an
// answer goes out the server reads what nobody wanted to read, a minute long; whoever
// was refused could hold as many connections as they liked.
func cutShort(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength != 0 {
			w = &answering{ResponseWriter: w}
		}
		next.ServeHTTP(w, r)
	})
}

// answering is the answer to a request with a body. Our handlers begin with it when
// they have read of the body what they want.
type answering struct {
	http.ResponseWriter
	begun bool
}

// Unwrap is for http.ResponseController.
func (a *answering) Unwrap() http.ResponseWriter { return a.ResponseWriter }

func (a *answering) WriteHeader(code int) {
	if !a.begun {
		a.begun = true
		_ = http.NewResponseController(a.ResponseWriter).SetReadDeadline(time.Now().Add(stragglerTime))
	}
	a.ResponseWriter.WriteHeader(code)
}

func (a *answering) Write(p []byte) (int, error) {
	if !a.begun {
		a.WriteHeader(http.StatusOK)
	}
	return a.ResponseWriter.Write(p)
}
