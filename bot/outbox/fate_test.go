package outbox

import (
	"strings"
	"testing"

	"yishi/bot"
	"yishi/store"
)

// Before a message goes out it is foreseen what comes of it.
func TestForeseen(t *testing.T) {
	wechat, telegram := newPlatform("wechat", windowed), newPlatform("telegram", bot.Limits{})
	w := newWorld(t, wechat, telegram)
	only, both := w.person("a", wechat), w.person("b", telegram, wechat)
	w.do(func(tx store.Tx) {
		for person, want := range map[string]string{
			only:      "还没送到，等对方下次开口；急的话请打电话",
			both:      "这就告诉对方",
			"nobody!": "对方在这里收不到消息，请您另外告诉他",
		} {
			if got := TellSaying(tx, person, bot.Out{Text: "x"}); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		}
	})
	w.drain()
	w.wantAsked(telegram, "b: x")
	w.writes(wechat, "a", bot.Text)
	w.do(func(tx store.Tx) {
		for range windowed.Window.Said.Messages - 1 { // one has waited
			TellSaying(tx, only, bot.Out{Text: "y"})
		}
		if got := TellSaying(tx, only, bot.Out{Text: "z"}); !strings.HasPrefix(got, "还没送到") {
			t.Errorf("beyond what the window holds: %q", got)
		}
	})
}
