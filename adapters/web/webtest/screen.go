package webtest

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"yishi/adapters/phone"
)

// event is a bubble as the stream tells it.
type event struct {
	N       int    `json:"n"`
	At      int64  `json:"at"`
	Mine    bool   `json:"mine"`
	Text    string `json:"text"`
	Photo   string `json:"photo"`
	Voice   string `json:"voice"`
	Edited  bool   `json:"edited"`
	Unsent  bool   `json:"unsent"`
	Over    bool   `json:"over"`
	Buttons []struct {
		Label, Token string
		Wide         bool
	} `json:"buttons"`
	Links []struct{ Label, URL string } `json:"links"`
}

// notice is a toast, and the bubble it came after.
type notice struct {
	after  int
	bubble phone.Bubble
}

// listen follows the events until the page is closed. The lock is held.
func (p *Phone) listen() {
	if p.close != nil {
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	over := make(chan struct{})
	p.close = func() { stop(); <-over }
	go func() {
		defer close(over)
		for ctx.Err() == nil {
			if p.stream(ctx) {
				return
			}
			select { // the server said when to come back
			case <-ctx.Done():
			case <-time.After(50 * time.Millisecond):
			}
		}
	}()
}

// hangUp ends the stream and waits for its end. The lock is held.
func (p *Phone) hangUp() {
	if p.close == nil {
		return
	}
	end := p.close
	p.close = nil
	p.mu.Unlock()
	end()
	p.mu.Lock()
}

// stream reads events as long as the connection lasts, or to the end of the chat.
func (p *Phone) stream(ctx context.Context) (over bool) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.base+"/chat/events", nil)
	if err != nil {
		return false
	}
	p.mu.Lock()
	if p.rev != "" {
		req.Header.Set("Last-Event-ID", p.rev)
	}
	p.mu.Unlock()
	resp, err := p.http.Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 1<<20)
	var id string
	for lines.Scan() {
		field, value, _ := strings.Cut(lines.Text(), ": ")
		switch field {
		case "id":
			id = value
		case "data":
			if p.take(ctx, id, value) {
				return true
			}
		}
	}
	return false
}

// take shows a bubble, with its picture. The last of a chat that was forgotten is
// all that is left of it; who goes on opens the page anew.
func (p *Phone) take(ctx context.Context, id, data string) (over bool) {
	var e event
	if json.Unmarshal([]byte(data), &e) != nil {
		return false
	}
	p.mu.Lock()
	_, have := p.photos[e.Photo]
	p.mu.Unlock()
	var photo []byte
	if e.Photo != "" && !have {
		photo = p.download(ctx, e.Photo)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if photo != nil {
		p.photos[e.Photo] = photo
	}
	p.rev = id
	if e.Over {
		p.close, p.opened, p.rev, p.shown = nil, false, "", map[int]event{}
	}
	p.shown[e.N] = e
	p.signal()
	return e.Over
}

func (p *Phone) download(ctx context.Context, path string) []byte {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.base+path, nil)
	if err != nil {
		return nil
	}
	resp, err := p.http.Do(req)
	if err != nil {
		return nil
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		return nil
	}
	return data
}

// events are the bubbles in order. The lock is held.
func (p *Phone) events() []event {
	all := make([]event, 0, len(p.shown))
	for _, e := range p.shown {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b event) int { return a.N - b.N })
	return all
}

// last is the number of the newest bubble. The lock is held.
func (p *Phone) last() int {
	n := 0
	for k := range p.shown {
		n = max(n, k)
	}
	return n
}

// screen is bubbles and toasts in order. The lock is held.
func (p *Phone) screen() []phone.Bubble {
	var out []phone.Bubble
	notices := p.notices
	until := func(n int) {
		for len(notices) > 0 && notices[0].after < n {
			out = append(out, notices[0].bubble)
			notices = notices[1:]
		}
	}
	for _, e := range p.events() {
		until(e.N)
		out = append(out, p.bubble(e))
	}
	for _, n := range notices {
		out = append(out, n.bubble)
	}
	return out
}

// bubble is how the page shows a message: short choices side by side.
func (p *Phone) bubble(e event) phone.Bubble {
	b := phone.Bubble{
		ID: int64(e.N), At: time.UnixMilli(e.At), Mine: e.Mine, Text: e.Text,
		Voice: e.Voice != "", Photo: p.photos[e.Photo], Edited: e.Edited,
	}
	room := false // beside the last button
	for _, o := range e.Buttons {
		if last := len(b.Rows) - 1; room && !o.Wide {
			b.Rows[last], room = append(b.Rows[last], o.Label), false
			continue
		}
		b.Rows, room = append(b.Rows, []string{o.Label}), !o.Wide
	}
	for _, l := range e.Links {
		b.Links = append(b.Links, phone.Link{Label: l.Label, URL: l.URL})
	}
	return b
}
