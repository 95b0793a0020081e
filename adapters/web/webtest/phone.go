// Package webtest is a person at the web chat: a browser's part of it, over
// real HTTP, without its looks. Tests and the demo hold its phones.
package webtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"slices"
	"strings"
	"sync"
	"time"

	"yishi/adapters/phone"
)

// Phone is one person's browser, open on the chat page.
type Phone struct {
	base, name string
	http       *http.Client
	changed    chan struct{}

	opening sync.Mutex // held while the page opens

	mu      sync.Mutex
	opened  bool
	off     bool
	close   func() // ends the stream of events
	rev     string // of the newest event
	shown   map[int]event
	photos  map[string][]byte
	notices []notice
	frozen  []phone.Bubble
}

var _ phone.Phone = (*Phone)(nil)

// New is the phone of somebody who has not opened the page yet. base is the
// address of the program.
func New(base, name string) *Phone {
	jar, _ := cookiejar.New(nil)
	return &Phone{
		base: strings.TrimRight(base, "/"), name: name, changed: make(chan struct{}, 1),
		http:  &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
		shown: map[int]event{}, photos: map[string][]byte{},
	}
}

// Open opens the page, if it is not open.
func (p *Phone) Open() error { return p.visit("") }

// Share makes p another page of the same person's browser.
func (p *Phone) Share(other *Phone) { p.http = other.http }

// Close closes the page for good.
func (p *Phone) Close() {
	p.Switch(false)
	p.http.CloseIdleConnections()
}

// visit opens the page, with a code if there is one, and follows its events.
func (p *Phone) visit(code string) error {
	p.opening.Lock()
	defer p.opening.Unlock()
	p.mu.Lock()
	opened, off := p.opened, p.off
	p.mu.Unlock()
	switch {
	case off:
		return errors.New("webtest: the phone is off")
	case opened && code == "":
		return nil
	}
	page := "/chat"
	if code != "" {
		page = "/j/" + code
	}
	resp, err := p.http.Get(p.base + page)
	if err != nil {
		return err
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("webtest: the page answers %s", resp.Status)
	}
	if !opened { // what is left of a chat that is over goes with its page
		p.mu.Lock()
		p.shown = map[int]event{}
		p.mu.Unlock()
	}
	if err := p.post(fields{"kind": "open", "code": code}, nil); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.opened = true
	p.listen()
	return nil
}

// Type says words.
func (p *Phone) Type(text string) error { return p.act(fields{"kind": "text", "text": text}, nil) }

// Press taps a button or follows a link of ours.
func (p *Phone) Press(label string) error {
	p.mu.Lock()
	for _, e := range slices.Backward(p.events()) {
		for _, b := range e.Buttons {
			if b.Label == label {
				p.mu.Unlock()
				return p.act(fields{"kind": "press", "bubble": fmt.Sprint(e.N), "token": b.Token}, nil)
			}
		}
		for _, l := range e.Links {
			if l.Label == label {
				p.mu.Unlock()
				return p.follow(l.URL)
			}
		}
	}
	p.mu.Unlock()
	return fmt.Errorf("webtest: %s sees no %q to press", p.name, label)
}

// follow opens a link: our chat with a code, or a page that is left to a browser.
func (p *Phone) follow(url string) error {
	if _, code, ok := strings.Cut(url, "/j/"); ok {
		return p.Scan(code)
	}
	return nil
}

// Photo sends a picture.
func (p *Phone) Photo(data []byte) error { return p.act(fields{"kind": "photo"}, data) }

// Voice sends a recording.
func (p *Phone) Voice(data []byte) error { return p.act(fields{"kind": "voice"}, data) }

// Pin sends a place.
func (p *Phone) Pin(lat, lon float64, label string) error {
	return p.act(fields{"kind": "place", "lat": fmt.Sprint(lat), "lon": fmt.Sprint(lon), "text": label}, nil)
}

// Sticker sends a moving picture, which is what stickers are in a browser.
func (p *Phone) Sticker() error { return p.act(fields{"kind": "photo"}, []byte("GIF89a sticker")) }

// Scan opens a building's code.
func (p *Phone) Scan(code string) error { return p.visit(code) }

// Leave leaves the chat and forgets everything in it.
func (p *Phone) Leave() error {
	if err := p.act(fields{"kind": "leave"}, nil); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hangUp()
	p.opened, p.rev, p.shown = false, "", map[int]event{}
	p.signal()
	return nil
}

// act does something on the open page.
func (p *Phone) act(f fields, file []byte) error {
	if err := p.Open(); err != nil {
		return err
	}
	return p.post(f, file)
}

// Switch closes the page and opens it again where it was.
func (p *Phone) Switch(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if on == !p.off {
		return
	}
	if !on {
		p.frozen = p.screen()
		p.hangUp()
	}
	p.off = !on
	if on && p.opened {
		p.listen()
	}
	p.signal()
}

// Changed implements phone.Phone.
func (p *Phone) Changed() <-chan struct{} { return p.changed }

func (p *Phone) signal() {
	select {
	case p.changed <- struct{}{}:
	default:
	}
}

// Screen implements phone.Phone.
func (p *Phone) Screen() []phone.Bubble {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.off {
		return slices.Clone(p.frozen)
	}
	return p.screen()
}

// verdict is what the page hears of a post.
type verdict struct {
	Taken bool   `json:"taken"`
	Toast string `json:"toast"`
	Error string `json:"error"`
	Again bool   `json:"again"`
}

// fields are those of one post.
type fields map[string]string

const tries = 4

// post sends one message as the page's script does: the same id again as long
// as it may help.
func (p *Phone) post(f fields, file []byte) error {
	f["id"] = newID()
	since := time.Now()
	for n := 1; ; n++ {
		v, err := p.once(f, file, time.Since(since))
		switch {
		case err == nil && v.Taken:
			p.toast(v.Toast)
			return nil
		case err == nil && !v.Again:
			p.toast(v.Error)
			return nil
		case n == tries && err == nil:
			return errors.New("webtest: " + v.Error)
		case n == tries:
			return err
		}
		time.Sleep(time.Duration(n*n) * 10 * time.Millisecond)
	}
}

func (p *Phone) once(f fields, file []byte, age time.Duration) (v verdict, err error) {
	body, kind := encode(f, file, age)
	req, err := http.NewRequest(http.MethodPost, p.base+"/chat/send", body)
	if err != nil {
		return v, err
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Origin", p.base)
	resp, err := p.http.Do(req)
	if err != nil {
		return v, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return v, err
	}
	return v, json.NewDecoder(bytes.NewReader(data)).Decode(&v)
}

// toast shows a short word for a moment; here it stays.
func (p *Phone) toast(text string) {
	if text == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	last := p.last()
	p.notices = append(p.notices, notice{after: last, bubble: phone.Bubble{
		ID: -int64(len(p.notices) + 1), At: time.UnixMilli(p.shown[last].At), Notice: text,
	}})
	p.signal()
}
