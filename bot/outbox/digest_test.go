package outbox

import (
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/store"
)

// What waited comes as one message without numbers; what is past is left out of it.
func TestWhatWaitedComesTogether(t *testing.T) {
	p := newPlatform("wechat", windowed)
	w := newWorld(t, p)
	who := w.person("a", p)
	ids := map[string]string{}
	for name, m := range map[string]Message{
		"1 taken":    {Of: "issue/1", Out: bot.Out{Text: "来办了", Aside: true}},
		"2 answered": {Of: "issue/1/2", Out: bot.Out{Text: "明天来换", Aside: true, Buttons: []bot.Button{{Label: "补充", Token: "b:1"}}}},
		"3 reminder": {Expires: w.now.Add(time.Hour), Out: bot.Out{Text: "今天有活动"}},
		"4 closed":   {Of: "issue/2/4", Out: bot.Out{Text: "办好了吗？", Buttons: []bot.Button{{Label: "好了", Token: "b:2"}, {Label: "没好", Token: "b:3"}}}},
		"5 poll":     {Out: bot.Out{Text: "【投票】选什么？"}},
	} {
		m.Person, m.Priority = who, Reminder
		ids[name] = w.add(m)
	}
	w.drain()
	for name, id := range ids {
		if m := w.wantState(id, Waiting); m.To.Chat != "a" {
			t.Error(name)
		}
	}
	w.do(func(tx store.Tx) {
		if got := FateOf(tx, ids["2 answered"]).Missing(); got != "还没送到，等对方下次开口" {
			t.Errorf("it is %q", got)
		}
	})
	w.later(60 * time.Hour)
	chat := bot.Address{Channel: "wechat", Chat: "a"}
	w.do(func(tx store.Tx) {
		digest, _ := w.o.Digest(tx, chat, "【投票】选什么？\n1 健身角")
		for _, want := range []string{"有2条消息", "12月2日（周三）来换", "办好了吗？", "「好了」「没好」"} {
			if !strings.Contains(digest.Text, want) {
				t.Errorf("no %q in %s", want, digest.Text)
			}
		}
		for _, not := range []string{"来办了", "今天有活动", "补充", "【投票】"} {
			if strings.Contains(digest.Text, not) {
				t.Errorf("%q in %s", not, digest.Text)
			}
		}
		if len(digest.Buttons) != 2 {
			t.Errorf("buttons %v", digest.Buttons)
		}
		Said(tx, chat, tx.Now(), false)
		if o, ok := OfferIn(tx, chat); !ok || !o.Past || o.Buttons[0].Token != "b:2" {
			t.Errorf("offered is %+v", o)
		}
	})
	for name, want := range map[string]State{"1 taken": Failed, "2 answered": Sent, "3 reminder": Failed, "4 closed": Sent, "5 poll": Sent} {
		w.wantState(ids[name], want)
	}
}

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
