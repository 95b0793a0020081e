package main

import (
	"net/http"
	"time"
)

// stragglerTime is how long what is left of a request is waited for once it has its
// answer.
const stragglerTime = time.Second

// cutShort keeps nobody's connection open for a body that never comes. The server
// reads to the end of a request before it takes the next, and before it sends the
// answer of one that nobody wanted to read: a minute each, for whoever was refused.
func cutShort(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength != 0 {
			w = answering{w}
		}
		next.ServeHTTP(w, r)
	})
}

// answering is the answer to a request with a body. Our handlers begin with it when
// they have read of the body what they want.
type answering struct{ http.ResponseWriter }

// Unwrap is for http.ResponseController.
func (a answering) Unwrap() http.ResponseWriter { return a.ResponseWriter }

func (a answering) WriteHeader(code int) {
	_ = http.NewResponseController(a.ResponseWriter).SetReadDeadline(time.Now().Add(stragglerTime))
	a.ResponseWriter.WriteHeader(code)
}
