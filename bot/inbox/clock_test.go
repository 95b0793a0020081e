package inbox_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/inbox"
	"yishi/bot/outbox"
	"yishi/store"
)

// A digit typed before the newest choices came answers what was on the screen then,
// however late it reaches us.
func TestADigitFromBeforeTheOffer(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	w.says("甲", "报修", "甲: 什么问题？")
	w.says("甲", "灯坏了", "甲: 哪里？")
	early := w.in("甲", bot.Text, "2")
	w.later(2 * time.Second)
	w.tell("甲")
	w.settle()
	w.telegram.take()
	w.later(2 * time.Second)
	w.gives(early, "甲: 记下了：灯坏了。")
	if got := w.notes(); got != "灯坏了@b" {
		t.Errorf("noted %s", got)
	}
	w.says("甲", "1", "甲: 投了1") // it was seen by now
}

func TestADigitFromBeforeTheOnlyOffer(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	early := w.in("甲", bot.Text, "2")
	w.later(2 * time.Second)
	w.tell("甲")
	w.settle()
	w.telegram.take()
	w.gives(early, "甲: 刚才有新的消息来，您这一句没有算作选择。要选，麻烦再回一次。")
}

// When a conversation is over that asked something, no digit reaches back behind it.
func TestADigitDoesNotReachBehindAConversation(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	w.says("甲", "通知", "甲: 去不去？")
	w.says("甲", "报修", "甲: 什么问题？")
	w.says("甲", "取消", "甲: 好的，先不办了。要办的时候再叫我。")
	w.says("甲", "2", "甲: 「2」，要报修吗？")
}

// Our clock may be wrong: nobody is told that they answered before the question.
func TestAClockThatIsWrongCostsNobodyAnAnswer(t *testing.T) {
	for _, wrong := range []time.Duration{30 * time.Second, 5 * time.Minute, -5 * time.Minute} {
		w := newWorld(t)
		says := func(words, want string) {
			t.Helper()
			w.later(3 * time.Second)
			in := w.in("甲", bot.Text, words)
			in.At = in.At.Add(-wrong)
			w.gives(in, want)
		}
		says("报修", "甲: 您好。\n\n什么问题？")
		says("灯坏了", "甲: 哪里？")
		says("2", "甲: 记下了：灯坏了。")
		w.view(func(tx store.Reader) {
			if said := inbox.Clocks(tx); (len(said) == 1) != (wrong.Abs() >= time.Minute) {
				t.Errorf("a clock wrong by %v: %q", wrong, said)
			}
		})
	}
}

// A clock that jumps is not known at once: somebody is asked again once, and not twice.
func TestAClockThatJumps(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	const jump = 40 * time.Second
	says := func(words, want string) {
		t.Helper()
		w.later(3 * time.Second)
		in := w.in("甲", bot.Text, words)
		in.At = in.At.Add(-jump)
		w.gives(in, want)
	}
	says("报修", "甲: 什么问题？")
	says("灯坏了", "甲: 我刚问了新的，麻烦您再回一次。\n\n什么问题？")
	says("灯坏了", "甲: 哪里？")
}

// What a platform delivers late is no sign of a wrong clock.
func TestABacklogIsNoWrongClock(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	first, second := w.in("甲", bot.Text, "报修"), w.in("甲", bot.Text, "我先说一句")
	w.later(40 * time.Second)
	w.gives(first, "甲: 什么问题？")
	w.gives(second, "甲: 我刚问了新的，麻烦您再回一次。\n\n什么问题？")
}

// What went out is known to have gone out only after somebody has answered it.
func TestOffersStandWhereTheyWere(t *testing.T) {
	w := newWorld(t)
	chat := bot.Address{Channel: "telegram", Chat: "甲"}
	at := func(s int) time.Time { return time.Date(2026, 12, 1, 9, 0, s, 0, bot.Zone) }
	err := w.store.Update(context.Background(), func(tx store.Tx) error {
		for _, s := range []int{1, 5, 3, 2, 4} {
			outbox.Offered(tx, chat, bot.Out{Buttons: []bot.Button{{Label: "去", Token: strings.Repeat("x", s)}}}, at(s))
		}
		for before, want := range map[int]int{9: 5, 5: 5, 4: 4, 3: 3, 2: 2} {
			o, ok := outbox.OfferSeen(tx, chat, func(sent time.Time) bool { return !sent.After(at(before)) })
			if !ok || len(o.Buttons[0].Token) != want {
				t.Errorf("at %d the offer is %v", before, o.Buttons)
			}
		}
		if _, ok := outbox.OfferSeen(tx, chat, func(sent time.Time) bool { return !sent.After(at(1)) }); ok {
			t.Error("too many are kept")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
