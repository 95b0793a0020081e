package telegramtest

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

type m = map[string]any

// result is the answer to one call.
type result struct {
	code   int
	body   m
	wait   time.Duration // a slow person
	hangUp bool          // the answer is lost on the way
	raw    string        // instead of body: what a proxy says
}

func ok(v any) result { return result{code: 200, body: m{"ok": true, "result": v}} }

func fail(code int, why string) result {
	return result{code: code, body: m{"ok": false, "error_code": code, "description": why}}
}

func bad(why string) result { return fail(400, "Bad Request: "+why) }

// tooMany is 429 (https://core.telegram.org/bots/api#responseparameters).
func tooMany(wait time.Duration) result {
	seconds := int((wait + time.Second - 1) / time.Second)
	res := fail(429, "Too Many Requests: retry later")
	res.body["parameters"] = m{"retry_after": max(1, seconds)}
	return res
}

func (res result) write(w http.ResponseWriter) {
	if res.hangUp {
		panic(http.ErrAbortHandler)
	}
	if res.raw != "" {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(res.code)
		_, _ = w.Write([]byte(res.raw))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(res.code)
	_ = json.NewEncoder(w).Encode(res.body)
}

// Fault is an answer that the server gives instead of the right one.
type Fault struct {
	Code   int
	Why    string // the description
	After  int    // retry_after, seconds
	Raw    string // instead of JSON: what a proxy says
	HangUp bool   // no answer: the connection is cut
}

type fault struct {
	Fault
	method string
	left   int
}

// Fail makes the next n calls of the method fail.
func (s *Server) Fail(method string, n int, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, fault{Fault: f, method: strings.ToLower(method), left: n})
}

func (s *Server) takeFault(method string) (Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.faults {
		if f := &s.faults[i]; f.left > 0 && f.method == strings.ToLower(method) {
			f.left--
			return f.Fault, true
		}
	}
	return Fault{}, false
}

func (f Fault) write(w http.ResponseWriter) {
	res := fail(f.Code, f.Why)
	if f.After > 0 {
		res.body["parameters"] = m{"retry_after": f.After}
	}
	res.raw, res.hangUp = f.Raw, f.HangUp
	res.write(w)
}
