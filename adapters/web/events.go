package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"yishi/adapters/errorpage"
	"yishi/bot"
	"yishi/store"
)

// view is a bubble as the page and its script see it.
type view struct {
	N       int          `json:"n"`
	Rev     int          `json:"rev"`
	At      int64        `json:"at"`   // milliseconds
	Time    string       `json:"time"` // as people say it
	Mine    bool         `json:"mine,omitempty"`
	ID      string       `json:"id,omitempty"`
	Unsent  bool         `json:"unsent,omitempty"`
	Text    string       `json:"text,omitempty"`
	Buttons []bot.Button `json:"buttons,omitempty"`
	Links   []bot.Link   `json:"links,omitempty"`
	Photo   string       `json:"photo,omitempty"`
	Voice   string       `json:"voice,omitempty"`
	Pressed string       `json:"pressed,omitempty"`
	Edited  bool         `json:"edited,omitempty"`
	Blank   bool         `json:"blank,omitempty"`
	Over    bool         `json:"over,omitempty"` // the chat is forgotten, and this is all there is left
}

func (b bubble) view(now time.Time) view {
	v := view{
		N: b.N, Rev: b.Rev, At: b.At.UnixMilli(), Time: clock(b.At, now), Mine: b.Mine, ID: b.ID, Unsent: b.Unsent,
		Text: b.Text, Buttons: b.Buttons, Links: openable(b.Links), Pressed: b.Pressed, Edited: b.Edited, Blank: b.Blank,
	}
	if b.Blank {
		v.Text = blankWords
	}
	switch file := "/chat/file/" + strconv.Itoa(b.N); {
	case b.File == "":
	case isPhoto(b.File):
		v.Photo = file
	default:
		v.Voice = file
	}
	return v
}

// clock is the time, with the day if it is not today.
func clock(t, now time.Time) string {
	t = t.In(bot.Zone)
	if bot.Midnight(t).Equal(bot.Midnight(now)) {
		return t.Format("15:04")
	}
	return bot.Moment(t)
}

// openable leaves out links that a page should not open.
func openable(links []bot.Link) []bot.Link {
	return slices.DeleteFunc(slices.Clone(links), func(l bot.Link) bool { return !webURL.MatchString(l.URL) })
}

const (
	keepAlive = 20 * time.Second // below the 30 s after which proxies give up
	writeTime = 30 * time.Second
)

// events is the stream of new and changed bubbles. The id of an event is the
// revision it brings the page to, so a page that comes back misses nothing.
func (a *Adapter) events(w http.ResponseWriter, r *http.Request) {
	sid, _ := a.session(r)
	closed := a.gate.Watch()
	if sid == "" || closed == nil {
		errorpage.Say(w, r, http.StatusServiceUnavailable, "请刷新页面。")
		return
	}
	at := a.cfg.Address(r)
	tab := a.crowd.join(sid, at)
	if tab == nil {
		errorpage.Say(w, r, http.StatusTooManyRequests, "打开的页面太多了，请关掉几个。")
		return
	}
	defer a.crowd.leave(sid, at, tab)
	s := stream{w: w, out: http.NewResponseController(w), rev: revision(r), signs: a.crowd.signs(sid)}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering
	alive := time.NewTicker(keepAlive)
	defer alive.Stop()
	err := s.write(": hello\nretry: 2000\n\n")
	for err == nil {
		if err = a.follow(r.Context(), sid, &s); err != nil {
			return
		}
		select {
		case <-tab:
			err = s.typing(a.crowd.signs(sid))
		case <-alive.C:
			err = s.write(": alive\n\n")
		case <-closed:
			return
		case <-r.Context().Done():
			return
		}
	}
}

// revision is where a page stands.
func revision(r *http.Request) int {
	rev, err := strconv.Atoi(r.Header.Get("Last-Event-ID"))
	if err != nil {
		rev, _ = strconv.Atoi(r.URL.Query().Get("after"))
	}
	return rev
}

// follow writes what changed since the stream's revision.
func (a *Adapter) follow(ctx context.Context, sid string, s *stream) error {
	var changed []bubble
	var chat session
	err := a.cfg.Store.View(ctx, func(tx store.Reader) error {
		chat, _ = sessions.Get(tx, sid)
		changed = chat.since(tx, s.rev)
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(changed, func(a, b bubble) int { return a.Rev - b.Rev })
	for _, b := range changed {
		v := b.view(a.cfg.Now())
		v.Over = chat.Over
		data, err := json.Marshal(v)
		if err != nil {
			return err
		}
		if err := s.write(fmt.Sprintf("id: %d\ndata: %s\n\n", b.Rev, data)); err != nil {
			return err
		}
		s.rev = b.Rev
	}
	return a.shown(ctx, changed)
}

// stream is one page that listens.
type stream struct {
	w   http.ResponseWriter
	out *http.ResponseController
	rev int

	signs int // that we write, shown so far
}

// typing shows that we write, if a sign came that was not shown.
func (s *stream) typing(signs int) error {
	if signs == s.signs {
		return nil
	}
	s.signs = signs
	return s.write("event: typing\ndata: 1\n\n")
}

func (s *stream) write(text string) error {
	_ = s.out.SetWriteDeadline(time.Now().Add(writeTime)) // not every server knows deadlines
	if _, err := s.w.Write([]byte(text)); err != nil {
		return err
	}
	return s.out.Flush()
}
