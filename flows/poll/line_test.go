package poll_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"yishi/adapters/web"
	"yishi/bot"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/store"
)

// platform is a channel that keeps nothing with us.
type platform struct {
	mute
	w *world
}

func newPlatform(w *world) line { return &platform{w: w} }

func (*platform) sweep() {}

func (*platform) of(h sample.Hero) bot.Address {
	return bot.Address{Channel: "telegram", Chat: "chat-of-" + h.ID}
}

// says has somebody say things, one after the other, and all of it answered.
func (p *platform) says(h *house.House, who sample.Hero, texts ...string) {
	p.w.Helper()
	for _, text := range texts {
		p.sends(h, who, bot.In{
			Kind: bot.Text, Text: text,
			Claim: who.ID == sample.ZhangXiaoman.ID, // a platform that takes the answer with the request
		})
	}
}

func (p *platform) press(h *house.House, who sample.Hero, token string) {
	p.w.Helper()
	p.sends(h, who, bot.In{Kind: bot.Press, Text: token, Ref: "1"})
}

// token is that of the newest button with a label.
func (p *platform) token(label string) string {
	p.w.Helper()
	for _, out := range slices.Backward(p.sent) {
		for _, b := range out.Buttons {
			if b.Label == label {
				return b.Token
			}
		}
	}
	p.w.Fatalf("there is no button %s", label)
	return ""
}

func (p *platform) sends(h *house.House, who sample.Hero, in bot.In) {
	p.w.Helper()
	p.w.now = p.w.now.Add(10 * time.Second)
	in.ID, in.At, in.Address, in.From = fmt.Sprint(p.w.now.Unix()), p.w.now, p.of(who), p.of(who).Chat
	if _, err := h.Inbox.Handle(context.Background(), in); err != nil {
		p.w.Fatal(err)
	}
	settle(p.w.T, h)
}

// site is the web chat, which keeps what it shows. 刘春风 never looks at the page
// again after having voted.
type site struct {
	*web.Adapter
	w       *world
	cookies map[string]*http.Cookie
	posts   int
	close   func()
}

func newSite(w *world) line {
	s := &site{w: w, cookies: map[string]*http.Cookie{}, close: func() {}}
	s.Adapter = web.New(web.Config{Secret: []byte("a secret"), Store: w.store, Now: func() time.Time { return w.now }})
	w.Cleanup(func() { s.close() })
	return s
}

// of opens the page for somebody, once; the chat has begun then.
func (s *site) of(who sample.Hero) bot.Address {
	s.w.Helper()
	if s.cookies[who.ID] == nil {
		s.cookies[who.ID] = s.ask(who, http.MethodGet, "/chat", "").Result().Cookies()[0]
		s.begin(who)
	}
	id, _, _ := strings.Cut(s.cookies[who.ID].Value, ".")
	return bot.Address{Channel: "web", Chat: id}
}

// begin posts what opens the page, which takes nobody yet.
func (s *site) begin(who sample.Hero) {
	s.w.Helper()
	stop := s.runs(func(context.Context, bot.In) (bot.Answer, error) { return bot.Answer{}, nil })
	defer stop()
	s.post(who, url.Values{"kind": {"open"}})
}

// runs has the adapter run for a while.
func (s *site) runs(handle bot.Handler) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	over := make(chan error, 1)
	go func() { over <- s.Run(ctx, handle) }()
	return func() {
		cancel()
		if err := <-over; err != nil {
			s.w.Error(err)
		}
	}
}

func (s *site) says(h *house.House, who sample.Hero, texts ...string) {
	s.w.Helper()
	for _, text := range texts {
		s.sends(h, who, url.Values{"kind": {"text"}, "text": {text}})
	}
}

func (s *site) press(h *house.House, who sample.Hero, token string) {
	s.w.Helper()
	page := s.ask(who, http.MethodGet, "/chat", "").Body.String()
	button := regexp.MustCompile(`name="bubble" value="(\d+)"><input type="hidden" name="token" value="` + token + `"`)
	found := button.FindStringSubmatch(page)
	if found == nil {
		s.w.Fatalf("there is no button %s on\n%s", token, page)
	}
	s.sends(h, who, url.Values{"kind": {"press"}, "bubble": {found[1]}, "token": {token}})
}

func (s *site) sends(h *house.House, who sample.Hero, f url.Values) {
	s.w.Helper()
	s.w.now = s.w.now.Add(10 * time.Second)
	stop := s.runs(h.Inbox.Handle)
	s.post(who, f)
	stop()
	settle(s.w.T, h)
	if who.ID != sample.LiuChunfeng.ID {
		s.ask(who, http.MethodGet, "/chat", "")
	}
}

// post sends a form until it is taken: the adapter may only be starting.
func (s *site) post(who sample.Hero, f url.Values) {
	s.w.Helper()
	s.posts++
	f.Set("id", fmt.Sprintf("message-%d", s.posts))
	for range 5000 {
		switch a := s.ask(who, http.MethodPost, "/chat/send", f.Encode()); a.Code {
		case http.StatusOK:
			return
		case http.StatusServiceUnavailable:
			time.Sleep(time.Millisecond)
		default:
			s.w.Fatalf("%d: %s", a.Code, a.Body)
		}
	}
	s.w.Fatal("the chat does not start")
}

func (s *site) ask(who sample.Hero, method, path, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", "application/json")
	if c := s.cookies[who.ID]; c != nil {
		r.AddCookie(c)
	}
	a := httptest.NewRecorder()
	s.ServeHTTP(a, r)
	return a
}

// sweep has the adapter start, which sweeps, and waits until it has.
func (s *site) sweep() {
	s.w.Helper()
	stop := s.runs(func(context.Context, bot.In) (bot.Answer, error) { return bot.Answer{}, nil })
	defer stop()
	for range 5000 {
		if !s.overdue() {
			return
		}
		time.Sleep(time.Millisecond)
	}
	s.w.Fatal("what is due is not swept")
}

func (s *site) overdue() (some bool) {
	err := s.w.store.View(context.Background(), func(tx store.Reader) error {
		some = false
		for _, index := range []string{"webbubble.until", "webpost.until"} {
			for range tx.Scan(index, "", store.Key(s.w.now.Add(time.Millisecond))) {
				some = true
			}
		}
		return nil
	})
	if err != nil {
		s.w.Fatal(err)
	}
	return some
}
