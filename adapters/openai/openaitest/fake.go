// Package openaitest is an endpoint that speaks the protocol of OpenAI's chat
// completions and audio transcriptions well or badly, as told, to prove that a
// resident never suffers from it. When well, it understands by the rules it is given.
package openaitest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"

	"yishi/bot/meaning"
)

// Mode is how the endpoint behaves.
type Mode string

// The modes.
const (
	Good     Mode = "good"
	Slow     Mode = "slow"      // good, after Fake.Delay
	Silent   Mode = "silent"    // takes the request and never answers
	Failing  Mode = "failing"   // 500
	Busy     Mode = "busy"      // 429 for ever
	BusyOnce Mode = "busy once" // 429 with Retry-After: 0, then good
	Denied   Mode = "denied"    // 401, repeating the key

	WrongIntent   Mode = "wrong intent"
	WrongCategory Mode = "wrong category"
	WrongAbout    Mode = "wrong about"
	Invented      Mode = "invented"    // words that nobody said
	WrongTypes    Mode = "wrong types" // numbers, lists and nothing where words belong
	ExtraKeys     Mode = "extra keys"  // beside the seven
	Obedient      Mode = "obedient"    // does what the sentence commands

	Nonsense    Mode = "nonsense" // prose
	HalfJSON    Mode = "half json"
	Spaces      Mode = "spaces" // https://api-docs.deepseek.com/guides/json_mode warns of it
	Empty       Mode = "empty"  // no content, thoughts only
	NoChoices   Mode = "no choices"
	ErrorIn200  Mode = "error in 200"
	Huge        Mode = "huge"
	HTML        Mode = "html"
	Redirecting Mode = "redirecting"
	HangUp      Mode = "hang up"

	Fenced    Mode = "fenced"     // good, in a code fence with kind words
	Thinking  Mode = "thinking"   // good, after <think>…</think> and with reasoning_content
	KeepAlive Mode = "keep alive" // good, after blank lines
)

// Bad are the modes from which no understanding can come.
var Bad = []Mode{
	Silent, Failing, Busy, Denied, WrongIntent, Obedient, Nonsense, HalfJSON,
	Spaces, Empty, NoChoices, ErrorIn200, Huge, HTML, Redirecting, HangUp,
}

// Fine are the modes that are understood in the end.
var Fine = []Mode{Good, BusyOnce, Invented, WrongCategory, WrongAbout, WrongTypes, ExtraKeys, Fenced, Thinking, KeepAlive}

// Ears are the ways in which endpoints take voices.
type Ears int

// The ways: as a file, or in a chat, as bytes or as an address.
const (
	AsFile Ears = iota
	InChat
	InChatByAddress
)

// Request is what the endpoint was sent.
type Request struct {
	Path     string
	Key      string // of the Authorization header
	Body     string // JSON, or the fields of a form
	File     string // the name of an audio file
	Format   string // of the answer asked for: json_schema, json_object or ""
	Sentence string
}

// Fake is the endpoint. Set its fields before it is used.
type Fake struct {
	Rules    *meaning.Rules // by which it understands
	Delay    time.Duration  // in mode Slow
	Accepts  []string       // formats taken: json_schema, json_object; nil: all
	Vendor   Vendor         // whose manners it has
	Said     string         // what every voice message says
	Refuses  string         // an ending of audio files that is refused
	Ears     Ears           // how voices are taken
	Location string         // where Redirecting points

	mu       sync.Mutex
	mode     Mode
	requests []Request
	closed   chan struct{}
}

// New makes a good endpoint that understands by these rules.
func New(rules *meaning.Rules) *Fake {
	return &Fake{Rules: rules, mode: Good, Said: "楼下的灯又坏了", Delay: 50 * time.Millisecond, closed: make(chan struct{})}
}

// Start serves the endpoint on loopback until stop is called, and gives its
// base URL.
func (f *Fake) Start() (baseURL string, stop func()) {
	server := httptest.NewServer(f)
	return server.URL + "/v1", func() {
		close(f.closed)
		server.CloseClientConnections()
		server.Close()
	}
}

// Set changes the behaviour.
func (f *Fake) Set(m Mode) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.mode = m
}

// Requests are all that came so far.
func (f *Fake) Requests() []Request {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]Request(nil), f.requests...)
}

// Forget drops the requests so far.
func (f *Fake) Forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.requests = nil
}

func (f *Fake) note(r Request) Mode {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.requests = append(f.requests, r)
	return f.mode
}

// ServeHTTP answers a call as the mode says.
func (f *Fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/chat/completions"):
		f.chat(w, r)
	case r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/audio/transcriptions") && f.Ears == AsFile:
		f.audio(w, r)
	default:
		f.note(Request{Path: r.URL.Path, Key: key(r)})
		fail(w, http.StatusNotFound, "no such path")
	}
}

func key(r *http.Request) string { return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ") }
