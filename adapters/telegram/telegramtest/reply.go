package telegramtest

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

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

// magic is how a person fails on demand, by their name: a name that contains
//
//	拉黑  has blocked the bot, whatever they do: 403
//	注销  has deleted the account: 403
//	限流  makes every other message, the first too, meet 429
//	故障  makes every other message, the first too, meet a gateway's 502, in HTML
//	失联  gets the message, but the bot's connection is cut before the answer
//	慢    gets the message after three seconds
type magic string

var magics = []magic{"拉黑", "注销", "限流", "故障", "失联", "慢"}

func magicOf(name string) magic {
	for _, w := range magics {
		if strings.Contains(name, string(w)) {
			return w
		}
	}
	return ""
}

const slowness = 3 * time.Second

// refusal is what the person's magic makes of a message to them, if anything.
func (c *chat) refusal() (result, bool) {
	if c.with == nil {
		return result{}, false
	}
	c.with.tries++
	turn := c.with.tries%2 == 1
	switch c.with.fails {
	case "拉黑":
		return fail(403, "Forbidden: bot was blocked by the user"), true
	case "注销":
		return fail(403, "Forbidden: user is deactivated"), true
	case "限流":
		return tooMany(time.Second), turn
	case "故障":
		return result{code: 502, raw: "<html><h1>502 Bad Gateway</h1></html>"}, turn
	}
	return result{}, false
}

// after is what the person's magic makes of the answer to a message sent.
func (p *person) after(res result) result {
	if p == nil {
		return res
	}
	res.hangUp = p.fails == "失联"
	if p.fails == "慢" {
		res.wait = slowness
	}
	return res
}
