// Package web is the residents' own chat page: an adapter whose platform is a
// browser. It keeps the last bubbles of every session, shows them live by
// server-sent events, and works as a plain form where there is no JavaScript. What
// is fleeting it keeps for a while only.
//
// A session is a signed cookie and nothing more; who the person behind it is,
// the directory knows. Pages of staff, and the pages behind links in messages,
// are other packages' work.
package web

import (
	"context"
	"crypto/rand"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"yishi/adapters/errorpage"
	"yishi/adapters/internal/gate"
	"yishi/adapters/render"
	"yishi/bot"
	"yishi/store"
)

//go:generate sh assets/fetch.sh

// Config is what the chat page is made of.
type Config struct {
	Name      string           // of the channel; "web" if empty
	Title     string           // above the chat; "议事" if empty
	PublicURL string           // "https://yishi.example.org"
	Secret    []byte           // signs sessions; if empty they end with the process
	Files     bot.Files        // photos and voices, both ways
	Store     store.Store      // keeps the bubbles
	Now       func() time.Time // time.Now if nil
	Menu      []Entry          // at most three

	// Address is where a request comes from, "" if that is not known; the other end
	// of the connection if nil.
	Address func(*http.Request) string
}

// Entry is one entry of the row above the text field.
type Entry struct {
	Label string
	Text  string // sent when pressed
}

const maxMenu = 3

// Adapter is the chat page. It serves /chat, everything below it, and
// /j/{code}; before Run and after it nothing is taken.
type Adapter struct {
	cfg    Config
	public *url.URL
	gate   gate.Gate
	crowd  crowd
	routes http.Handler
}

var (
	_ bot.Adapter = (*Adapter)(nil)
	_ bot.Fetcher = (*Adapter)(nil)
	_ bot.Linker  = (*Adapter)(nil)
	_ bot.Typer   = (*Adapter)(nil)
)

// New makes the adapter.
func New(cfg Config) *Adapter {
	if cfg.Name == "" {
		cfg.Name = "web"
	}
	if cfg.Title == "" {
		cfg.Title = "议事"
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Address == nil {
		cfg.Address = remote
	}
	if len(cfg.Secret) == 0 {
		cfg.Secret = []byte(rand.Text())
	}
	if len(cfg.Menu) > maxMenu {
		cfg.Menu = cfg.Menu[:maxMenu]
	}
	a := &Adapter{cfg: cfg, crowd: newCrowd()}
	a.public, _ = url.Parse(strings.TrimRight(cfg.PublicURL, "/"))
	if a.public == nil {
		a.public = &url.URL{}
	}
	a.routes = a.guard(errorpage.Mux(a.mux()))
	return a
}

func remote(r *http.Request) string {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	return host
}

// Channel implements bot.Adapter.
func (a *Adapter) Channel() string { return a.cfg.Name }

// Limits implements bot.Adapter. The platform is our own store, so there is no
// pace to keep; a bubble written twice is seen twice.
func (a *Adapter) Limits() bot.Limits { return bot.Limits{Buttons: true, Edits: true} }

// Typing shows on the open pages, for some seconds, that we write.
func (a *Adapter) Typing(_ context.Context, to bot.Address) { a.crowd.write(to.Chat) }

// maxText is the most characters of one bubble, about three screens of a phone.
const maxText = 1500

// Render cuts long words into bubbles. The picture is on the first, buttons
// and links are on the last.
func (a *Adapter) Render(out bot.Out) []bot.Out {
	texts := render.Split(render.Clean(out.Text), maxText, render.Runes)
	if len(texts) == 0 {
		texts = []string{""}
	}
	pieces := make([]bot.Out, len(texts))
	for i, t := range texts {
		pieces[i].Text, pieces[i].Fleeting = t, out.Fleeting
	}
	pieces[0].Photo, pieces[0].Edit = out.Photo, out.Edit
	last := &pieces[len(pieces)-1]
	last.Buttons, last.Links, last.Forget = out.Buttons, out.Links, out.Forget
	return pieces
}

// Link is the address that opens the chat with a code.
func (a *Adapter) Link(_ context.Context, code string) (string, error) {
	if code == "" {
		return a.public.String() + "/chat", nil
	}
	if !codeForm.MatchString(code) {
		return "", errCode
	}
	return a.public.String() + "/j/" + code, nil
}

// Run takes messages until ctx is done; those under way are finished.
func (a *Adapter) Run(ctx context.Context, handle bot.Handler) error {
	a.gate.Open(handle)
	defer a.gate.Close()
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := a.sweep(ctx); err != nil && ctx.Err() == nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (a *Adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.routes.ServeHTTP(w, r) }

// mux is everything the page asks for.
func (a *Adapter) mux() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /chat", a.page)
	mux.HandleFunc("GET /j/{code}", a.page)
	mux.HandleFunc("GET /chat/events", a.events)
	mux.HandleFunc("GET /chat/file/{n}", a.file)
	mux.HandleFunc("POST /chat/send", a.send)
	mux.HandleFunc("POST /chat/look", a.look)
	mux.Handle("GET /chat/assets/", own)
	return mux
}
