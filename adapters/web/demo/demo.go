// Package demo is a page with phones side by side, each somebody's chat with
// the bot on a channel, shown as that channel shows it. It holds phones in its
// hands and a clock that can be moved on; who the people are, and the platforms
// behind the phones, are given to it.
package demo

import (
	"encoding/json"
	"net/http"
	"time"

	"yishi/adapters/errorpage"
	"yishi/adapters/phone"
)

// Config is what is on the page.
type Config struct {
	Title  string // of the page; "议事 · 演示" if empty
	Bot    string // what the bot is called on the phones; "议事" if empty
	Phones []Phone
	Codes  []Code // that can be scanned
	Tries  []Try  // first sentences to begin with
	Clock  Clock

	// Add makes the phone of somebody unknown on a channel. Optional.
	Add func(channel string) (Phone, error)
}

// Phone is one phone on the page.
type Phone struct {
	Name    string // of the person or group, unique
	Title   string // "王桂花 72岁 和苑3栋"
	About   string // a line for the sidebar
	Channel string // wechat, telegram or web
	Group   bool
	Menu    []Entry
	Phone   phone.Phone
}

// Entry is one of a phone's menu: pressed, or typed if it has a text, or
// opened if there are entries below it.
type Entry struct {
	Label string  `json:"label"`
	Text  string  `json:"text,omitempty"`
	Sub   []Entry `json:"sub,omitempty"`
}

// Code is something to scan.
type Code struct {
	Label string `json:"label"` // "和苑3栋"
	Code  string `json:"code"`
}

// Try is a sentence that fills in a phone's text field.
type Try struct {
	Name  string `json:"name"` // of the phone
	Text  string `json:"text"`
	About string `json:"about,omitempty"` // what will happen
}

// Clock is the time of the demo.
type Clock interface {
	Now() time.Time
	Advance(d time.Duration)
}

// page is the handler.
type page struct {
	cfg   Config
	shelf shelf
}

// New makes the page. It serves "/" and everything below "/demo/".
func New(cfg Config) http.Handler {
	if cfg.Title == "" {
		cfg.Title = "议事 · 演示"
	}
	if cfg.Bot == "" {
		cfg.Bot = "议事"
	}
	p := &page{cfg: cfg}
	for _, ph := range cfg.Phones {
		p.shelf.put(ph)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", p.index)
	mux.HandleFunc("GET /demo/events", p.events)
	mux.HandleFunc("GET /demo/photo/{phone}/{bubble}", p.photo)
	mux.HandleFunc("POST /demo/act", p.act)
	mux.HandleFunc("POST /demo/clock", p.clock)
	mux.HandleFunc("POST /demo/add", p.add)
	mux.Handle("GET /demo/assets/", own)
	return guard(errorpage.Mux(mux))
}

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// guard refuses posts from other sites and tells browsers what the page may do.
func guard(next http.Handler) http.Handler {
	csrf := http.NewCrossOriginProtection()
	csrf.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		errorpage.Say(w, r, http.StatusForbidden, "这个请求不是从本页面发出的。")
	}))
	next = csrf.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// reply is what the page hears of something it did.
type reply struct {
	Error string `json:"error,omitempty"`
	Phone int    `json:"phone,omitempty"` // that was added
}

func answer(w http.ResponseWriter, rep reply) {
	w.Header().Set("Content-Type", "application/json")
	if rep.Error != "" {
		w.WriteHeader(http.StatusUnprocessableEntity)
	}
	_ = json.NewEncoder(w).Encode(rep)
}
