package outbox

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"yishi/bot"
	"yishi/store"
)

// What is taken back is replaced where it can be, corrected where it cannot, and
// never goes out where it has not yet.
func TestCorrect(t *testing.T) {
	tg, wx := newPlatform("tg", bot.Limits{Edits: true}), newPlatform("wx", bot.Limits{})
	w := newWorld(t, tg, wx)
	wx.fails["lost"] = []error{errors.New("no answer")}
	for _, m := range []Message{
		{To: bot.Address{Channel: "tg", Chat: "a"}, Out: bot.Out{Text: "wrong"}},
		{To: bot.Address{Channel: "tg", Chat: "long"}, Out: bot.Out{Text: "wrong/too"}},
		{To: bot.Address{Channel: "wx", Chat: "b"}, Out: bot.Out{Text: "wrong"}},
		{To: bot.Address{Channel: "wx", Chat: "lost"}, Out: bot.Out{Text: "wrong"}},
	} {
		m.Of = "issue/1"
		w.add(m)
	}
	w.drain()
	w.add(Message{To: bot.Address{Channel: "wx", Chat: "c"}, Out: bot.Out{Text: "wrong"}, Of: "issue/1"})
	tg.asked()
	wx.asked()
	w.do(func(tx store.Tx) {
		if c := Correct(tx, "issue/1", "收回了", bot.Out{Text: "right"}); c != (Corrected{Recalled: 1, Replaced: 1, Told: 3}) {
			t.Errorf("%+v", c)
		}
		edits := 0
		for m := range messages.By(tx, "of", store.Key("issue/1/corrected", string(Queued))) {
			if m.isEdit() {
				edits++
				if m.To.Chat != "a" {
					t.Errorf("%s is edited", m.To.Chat)
				}
			}
		}
		if edits != 1 {
			t.Errorf("%d edits", edits)
		}
	})
	w.drain()
	calls := strings.Split(wx.asked(), ", ")
	slices.Sort(calls)
	if got := strings.Join(calls, ", "); got != "b: right, lost: right" {
		t.Errorf("wx was asked %s", got)
	}
}
