package outbox

import (
	"context"
	"errors"
	"testing"
	"time"

	"yishi/bot"
)

// linking is a platform that can make links, after some failures.
type linking struct {
	*platform
	fails int
}

func (l *linking) Link(_ context.Context, code string) (string, error) {
	if l.fails--; l.fails >= 0 {
		return "", errors.New("not now")
	}
	return "link:" + code, nil
}

func (l *linking) Render(out bot.Out) []bot.Out {
	for _, link := range out.Links {
		out.Text += " <" + link.URL + ">"
	}
	return []bot.Out{out}
}

// A message waits for its link, but not for ever; a page has its address.
func TestLinksAreMadeForSending(t *testing.T) {
	for fails, want := range map[int]string{0: "a: x <link:c> <page>", 2: "a: x <link:c> <page>", 9: "a: x <page>"} {
		p := &linking{newPlatform("tg", plainLimits), fails}
		w := newWorld(t, p)
		p.now = w.clock
		id := w.add(Message{To: bot.Address{Channel: "tg", Chat: "a"}, Out: bot.Out{
			Text: "x", Links: []bot.Link{{Label: "chat", Code: "c"}, {Label: "page", URL: "page"}},
		}})
		for range 4 {
			w.drain()
			w.later(10 * time.Second)
		}
		w.wantAsked(p.platform, want)
		w.wantState(id, Sent)
	}
}
