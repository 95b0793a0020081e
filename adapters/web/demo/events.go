package demo

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"yishi/adapters/errorpage"
	"yishi/adapters/phone"
	"yishi/bot"
)

// events is the one stream of an open page: phones, screens and the clock.
func (p *page) events(w http.ResponseWriter, r *http.Request) {
	t := p.shelf.join()
	defer p.shelf.leave(t)
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	alive := time.NewTicker(20 * time.Second)
	defer alive.Stop()
	for {
		var err error
		select {
		case <-t.wake:
			err = p.tell(w, t)
		case <-alive.C:
			_, err = fmt.Fprint(w, ": alive\n\n")
		case <-r.Context().Done():
			return
		}
		_ = out.SetWriteDeadline(time.Now().Add(time.Minute)) // not every server knows deadlines
		if err != nil || out.Flush() != nil {
			return
		}
	}
}

// tell writes what a page has not been shown.
func (p *page) tell(w http.ResponseWriter, t *tab) error {
	changed, added, clock := p.shelf.news(t)
	now := p.cfg.Clock.Now()
	if clock {
		if err := event(w, "clock", clockView{now.UnixMilli()}); err != nil {
			return err
		}
	}
	if added {
		if err := event(w, "phones", p.views()); err != nil {
			return err
		}
	}
	for _, h := range changed {
		if err := event(w, "screen", screen(h, now)); err != nil {
			return err
		}
	}
	return nil
}

func event(w http.ResponseWriter, name string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "event: %s\ndata: %s\n\n", name, data)
	return err
}

type clockView struct {
	Now int64 `json:"now"`
}

// phoneView is a phone as the page's script sees it.
type phoneView struct {
	ID      int     `json:"id"`
	Name    string  `json:"name"`
	Title   string  `json:"title"`
	About   string  `json:"about,omitempty"`
	Channel string  `json:"channel"`
	Group   bool    `json:"group,omitempty"`
	Menu    []Entry `json:"menu,omitempty"`
}

func (p *page) views() []phoneView {
	var out []phoneView
	for _, h := range p.shelf.list() {
		out = append(out, phoneView{h.id, h.Name, h.Title, h.About, h.Channel, h.Group, h.Menu})
	}
	return out
}

// screenView is what is to be seen on a phone.
type screenView struct {
	Phone   int          `json:"phone"`
	Off     bool         `json:"off,omitempty"`
	Bubbles []bubbleView `json:"bubbles"`
}

type bubbleView struct {
	phone.Bubble
	Photo string `json:"photo,omitempty"` // its address
	At    int64  `json:"at"`
	Time  string `json:"time"`
	Clock string `json:"clock"`
}

// shown is how many bubbles of a phone the page shows.
const shown = 80

func screen(h held, now time.Time) screenView {
	bubbles := h.Phone.Phone.Screen()
	bubbles = bubbles[max(0, len(bubbles)-shown):]
	v := screenView{Phone: h.id, Off: h.off, Bubbles: make([]bubbleView, len(bubbles))}
	for i, b := range bubbles {
		at := b.At.In(bot.Zone)
		view := bubbleView{Bubble: b, At: at.UnixMilli(), Time: bot.Moment(at), Clock: at.Format("15:04")}
		if bot.Midnight(at).Equal(bot.Midnight(now)) {
			view.Time = view.Clock
		}
		if len(b.Photo) > 0 {
			view.Photo = fmt.Sprintf("/demo/photo/%d/%d", h.id, b.ID)
		}
		v.Bubbles[i] = view
	}
	return v
}

// photo gives a picture on a phone's screen.
func (p *page) photo(w http.ResponseWriter, r *http.Request) {
	id, _ := strconv.Atoi(r.PathValue("phone"))
	n, _ := strconv.ParseInt(r.PathValue("bubble"), 10, 64)
	h, ok := p.shelf.find(id)
	if !ok {
		errorpage.NotFound(w, r)
		return
	}
	for _, b := range h.Phone.Phone.Screen() {
		if b.ID == n && len(b.Photo) > 0 {
			w.Header().Set("Content-Type", imageType(b.Photo))
			w.Header().Set("Cache-Control", "private, max-age=3600")
			_, _ = w.Write(b.Photo)
			return
		}
	}
	errorpage.NotFound(w, r)
}

// imageType is the type of a picture; anything else must not be shown as a page.
func imageType(data []byte) string {
	switch kind := http.DetectContentType(data); kind {
	case "image/jpeg", "image/png", "image/webp", "image/gif":
		return kind
	}
	return "application/octet-stream"
}
