package script

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"yishi/adapters/render"
	"yishi/adapters/wechat"
	"yishi/bot"
	"yishi/store"
	"yishi/store/storetest"
)

// channel is an adapter whose platform is the page.
type channel struct {
	t       testing.TB
	name    string
	limits  bot.Limits
	mu      sync.Mutex
	refuses map[string]bot.Verdict // by chat
	shown   map[string][]bubble    // by chat, since the page was last written
	sent    int
	refs    map[string]bot.Out // all that was sent, by reference
	order   map[string][]string
}

// bubble is a message as it appears.
type bubble struct {
	mark string // < ~ *
	out  bot.Out
}

func newChannel(t testing.TB, name string) *channel {
	c := &channel{t: t, name: name, refuses: map[string]bot.Verdict{}, shown: map[string][]bubble{}, refs: map[string]bot.Out{}, order: map[string][]string{}}
	switch name {
	case "wechat":
		c.limits = bot.Limits{Window: &wechat.Window}
	case "telegram":
		c.limits = bot.Limits{Buttons: true, Edits: true, Groups: true}
	default:
		c.limits = bot.Limits{Buttons: true, Edits: true, Again: true}
	}
	return c
}

func (c *channel) Channel() string    { return c.name }
func (c *channel) Limits() bot.Limits { return c.limits }

func (c *channel) Run(ctx context.Context, _ bot.Handler) error {
	<-ctx.Done()
	return nil
}

// Render writes choices as numbers where there are no buttons.
func (c *channel) Render(out bot.Out) []bot.Out {
	if c.limits.Buttons {
		return []bot.Out{out}
	}
	out.Text, out.Buttons = render.Numbered(out), nil
	return []bot.Out{out}
}

func (c *channel) Send(_ context.Context, to bot.Address, out bot.Out) (string, error) {
	storetest.Outside(c.t, "a call of the platform")
	c.mu.Lock()
	defer c.mu.Unlock()
	switch v := c.refuses[to.Chat]; v {
	case "":
	case silent:
		return "", context.DeadlineExceeded
	default:
		return "", &bot.SendError{Verdict: v, Why: whyRefused[v]}
	}
	return c.show(to.Chat, out), nil
}

// silent is a platform that does not answer: nobody knows whether it went out.
const silent bot.Verdict = "silent"

var whyRefused = map[bot.Verdict]string{bot.Gone: "对方拉黑了我们", bot.Closed: "窗口已关", bot.Bad: "平台不收"}

func (c *channel) show(chat string, out bot.Out) (ref string) {
	mark := "<"
	if ref = out.Edit; ref == "" || !c.limits.Edits {
		c.sent++
		ref = fmt.Sprint(c.sent)
		c.order[chat] = append(c.order[chat], ref)
	} else {
		mark = "~"
	}
	c.refs[ref] = out
	c.shown[chat] = append(c.shown[chat], bubble{mark, out})
	return ref
}

// Link is the address of the private chat.
func (c *channel) Link(_ context.Context, code string) (string, error) {
	storetest.Outside(c.t, "a link")
	return "t.me/yishi?start=" + code, nil
}

// Fetch gives the same small picture for every photo, except those that nobody can open
// and those that the platform has lost.
func (c *channel) Fetch(_ context.Context, file string) (io.ReadCloser, string, error) {
	storetest.Outside(c.t, "fetching a picture")
	switch file {
	case unreadable:
		return io.NopCloser(strings.NewReader("\x00\x00\x00\x18ftypheic an iPhone's")), "jpg", nil
	case gone:
		return nil, "", bot.NotThere
	}
	return io.NopCloser(strings.NewReader("a picture: " + file)), "jpg", nil
}

// files are a folder that is opened outside of transactions alone.
type files struct {
	t testing.TB
	store.Folder
}

func (f files) Save(r io.Reader, ext string) (string, error) {
	storetest.Outside(f.t, "keeping a file")
	return f.Folder.Save(r, ext)
}

func (f files) Open(name string) (io.ReadCloser, error) {
	storetest.Outside(f.t, "opening a file")
	return f.Folder.Open(name)
}

const (
	unreadable = "unreadable"
	gone       = "gone"
)

// find is the newest message in a chat with a button labelled so, or beginning so.
func (c *channel) find(chat, label string) (token, ref string, ok bool) {
	for i := len(c.order[chat]) - 1; i >= 0; i-- {
		ref := c.order[chat][i]
		for _, b := range c.refs[ref].Buttons {
			if b.Label == label || strings.TrimPrefix(b.Label, "✔ ") == label {
				return b.Token, ref, true
			}
		}
	}
	return "", "", false
}

// take returns what appeared in a chat since it was last asked.
func (c *channel) take(chat string) []bubble {
	c.mu.Lock()
	defer c.mu.Unlock()
	list := c.shown[chat]
	delete(c.shown, chat)
	return list
}

func (b bubble) String() string {
	if b.mark == "*" {
		return b.out.Text
	}
	var s strings.Builder
	s.WriteString(indent(b.out.Text))
	var buttons []string
	for _, o := range b.out.Buttons {
		buttons = append(buttons, "["+o.Label+"]")
	}
	if len(buttons) > 0 {
		s.WriteString("\n  " + strings.Join(buttons, " "))
	}
	if b.out.Photo != "" {
		s.WriteString("\n  [图]")
	}
	for _, l := range b.out.Links {
		s.WriteString("\n  <" + l.Label + " " + l.URL + ">")
	}
	return s.String()
}
