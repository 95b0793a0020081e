// Package telegramtest is the Bot API as a server inside the process, with
// simulated people on the other end. It holds to the documented limits and
// refuses what the real one refuses, in the same words; the bot under test
// meets it only over HTTP. Tests and the demo use it.
//
// Like a local Bot API server it takes any address as a webhook
// (https://core.telegram.org/bots/api#using-a-local-bot-api-server).
package telegramtest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Options of a Server. Every one may be left out.
type Options struct {
	Token    string           // "1000:TEST-token"
	Username string           // "yishi_test_bot"
	Now      func() time.Time // the platform's clock; time.Now
	Unpaced  bool             // leaves out the limits of pace
	Updates  int64            // the id before that of the first update; 41,000,000
	Retry    time.Duration    // before a failed delivery to the webhook is tried again; 200 ms
}

// Server is the platform: one bot, its chats and the people in them.
type Server struct {
	opt   Options
	http  *httptest.Server
	life  context.Context
	close context.CancelFunc
	work  sync.WaitGroup

	mu        sync.Mutex
	seq       int64 // of bubbles
	people    map[string]*person
	chats     map[int64]*chat
	files     map[string]file
	queries   map[string]*query
	menu      []command
	updates   []update
	lastID    int64
	hook      webhook
	polling   chan struct{} // closed when another getUpdates takes over
	news      chan struct{} // closed and renewed when there is something to deliver
	pace      pace
	delivered []Delivered
	calls     []Call
	faults    []fault
}

// Delivered is a message that truly reached a chat.
type Delivered struct {
	Chat string // its id
	To   string // the person's name or the group's title
	Ref  string // the message's id in its chat
	At   time.Time
	Text string

	Topic int64
}

// Call is one request of the bot, with its parameters and the answer's code.
type Call struct {
	Method string
	Params map[string]string
	Code   int
}

// New starts a server on loopback. Close it.
func New(opt Options) *Server {
	if opt.Token == "" {
		opt.Token = "1000:TEST-token"
	}
	if opt.Username == "" {
		opt.Username = "yishi_test_bot"
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Updates == 0 {
		opt.Updates = 41_000_000
	}
	if opt.Retry == 0 {
		opt.Retry = 200 * time.Millisecond
	}
	s := &Server{
		opt: opt, people: map[string]*person{}, chats: map[int64]*chat{}, files: map[string]file{},
		queries: map[string]*query{}, news: make(chan struct{}), lastID: opt.Updates,
	}
	s.life, s.close = context.WithCancel(context.Background())
	s.http = httptest.NewServer(s)
	return s
}

// Close ends deliveries and the server.
func (s *Server) Close() {
	s.close()
	s.work.Wait()
	s.http.CloseClientConnections()
	s.http.Close()
}

// URL is the base to give to the bot instead of https://api.telegram.org.
func (s *Server) URL() string { return s.http.URL }

// Token is the bot's token.
func (s *Server) Token() string { return s.opt.Token }

// Username is the bot's name, without "@".
func (s *Server) Username() string { return s.opt.Username }

// Delivered is every message that reached a chat, oldest first. Edits are not in it.
func (s *Server) Delivered() []Delivered {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Delivered(nil), s.delivered...)
}

// Calls is every request for the method, oldest first; all if it is "". A
// server that runs for long remembers only the last thousands.
func (s *Server) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Call
	for _, c := range s.calls {
		if method == "" || c.Method == method {
			out = append(out, c)
		}
	}
	return out
}

// ServeHTTP answers /bot<token>/<method> and /file/bot<token>/<path>.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if path, ok := strings.CutPrefix(r.URL.Path, "/file/bot"+s.opt.Token+"/"); ok {
		s.serveFile(w, path)
		return
	}
	name, ok := strings.CutPrefix(r.URL.Path, "/bot"+s.opt.Token+"/")
	if !ok {
		fail(401, "Unauthorized").write(w)
		return
	}
	p, err := readParams(w, r)
	if err != nil {
		fail(400, "Bad Request: "+err.Error()).write(w)
		return
	}
	s.answer(w, r, name, p)
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request, name string, p params) {
	if f, ok := s.takeFault(name); ok {
		s.note(name, p, f.Code)
		f.write(w)
		return
	}
	if name == "getUpdates" { // waits, so it is outside the lock and not noted
		s.getUpdates(r.Context(), p).write(w)
		return
	}
	do, ok := methods[strings.ToLower(name)]
	if !ok {
		fail(404, "Not Found: method not found").write(w)
		return
	}
	s.mu.Lock()
	res := do(s, p)
	s.mu.Unlock()
	s.note(name, p, res.code)
	if res.wait > 0 {
		s.sleep(r.Context(), res.wait)
	}
	res.write(w)
}

// keptCalls is how many calls are remembered at least.
const keptCalls = 5000

func (s *Server) note(name string, p params, code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.calls) >= 2*keptCalls {
		s.calls = append([]Call(nil), s.calls[keptCalls:]...)
	}
	s.calls = append(s.calls, Call{Method: name, Params: p.values, Code: code})
}

func (s *Server) sleep(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	case <-s.life.Done():
	}
}

// botID is the number before the token's colon.
func (s *Server) botID() int64 {
	id, _, _ := strings.Cut(s.opt.Token, ":")
	n, _ := strconv.ParseInt(id, 10, 64)
	return n
}

func (s *Server) bot() m {
	return m{"id": s.botID(), "is_bot": true, "first_name": "议事", "username": s.opt.Username}
}

func (s *Server) fileID(kind string) string {
	return fmt.Sprintf("%s-%d", kind, len(s.files)+1)
}
