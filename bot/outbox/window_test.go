package outbox

import (
	"context"
	"slices"
	"testing"
	"time"

	"yishi/bot"
	"yishi/store"
)

// windowed has WeChat's numbers, and words of its own.
var windowed = bot.Limits{Window: &bot.Window{
	Said: bot.Allowance{Messages: 5, For: 48 * time.Hour}, Tap: bot.Allowance{Messages: 3, For: time.Minute},
	Rule: "every hour one", Spent: "all used", Over: "long ago",
}}

// sentOf sends n messages to a chat, one after the other, and counts what went out.
func (w *world) sentOf(n int, chat string) (sent int) {
	w.t.Helper()
	for range n {
		id := w.to(chat, "x", Reply)
		w.drain()
		if w.get(id).State == Sent {
			sent++
		}
	}
	return sent
}

// What WeChat allows: 5 within 48 h of a message, 3 within a minute of a tap, a
// follow or a scan.
func TestWindows(t *testing.T) {
	for _, c := range []struct {
		name  string
		kinds []bot.Kind
		after time.Duration
		want  int
	}{
		{"a message", []bot.Kind{bot.Text}, 0, 5},
		{"a photo, just before the end", []bot.Kind{bot.Photo}, 48*time.Hour - time.Millisecond, 5},
		{"at the end", []bot.Kind{bot.Text}, 48 * time.Hour, 0},
		{"a follow", []bot.Kind{bot.Follow}, 0, 3},
		{"a scan", []bot.Kind{bot.Scan}, 59 * time.Second, 3},
		{"a tap, a minute ago", []bot.Kind{bot.Press}, time.Minute, 0},
		{"a message and a tap", []bot.Kind{bot.Text, bot.Press}, 0, 8},
		{"both, a minute later", []bot.Kind{bot.Text, bot.Press}, time.Minute, 5},
		{"nothing", nil, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPlatform("wechat", windowed)
			w := newWorld(t, p)
			for _, kind := range c.kinds {
				w.writes(p, "a", kind)
			}
			w.later(c.after)
			if got := w.sentOf(10, "a"); got != c.want {
				t.Errorf("%d went out, want %d", got, c.want)
			}
		})
	}
}

// Another platform has other numbers, and its own words for staff; one without a
// window is written no ledger.
func TestAWindowIsDataOfItsChannel(t *testing.T) {
	short := bot.Limits{Window: &bot.Window{Said: bot.Allowance{Messages: 2, For: 10 * time.Minute}, Spent: "two were sent", Over: "ten minutes are over"}}
	p, free := newPlatform("kf", short), newPlatform("tg", plainLimits)
	w := newWorld(t, p, free)
	w.writes(p, "a", bot.Text)
	w.writes(free, "a", bot.Text)
	if got := w.sentOf(3, "a"); got != 2 {
		t.Errorf("%d went out", got)
	}
	for _, want := range []string{"two were sent", "ten minutes are over"} {
		id := w.to("a", "x", Reply)
		w.drain()
		if got := w.wantState(id, Waiting).Why; got != want {
			t.Errorf("%q, want %q", got, want)
		}
		w.later(10 * time.Minute)
	}
	w.do(func(tx store.Tx) {
		if n := len(slices.Collect(ledgers.All(tx))); n != 1 {
			t.Errorf("%d ledgers", n)
		}
	})
}

func TestEachMessageOpensTheWindowAnew(t *testing.T) {
	p := newPlatform("wechat", windowed)
	w := newWorld(t, p)
	w.writes(p, "a", bot.Text)
	if got := w.sentOf(4, "a"); got != 4 {
		t.Errorf("%d went out", got)
	}
	w.later(40 * time.Hour)
	w.writes(p, "a", bot.Text)
	w.later(40 * time.Hour)
	if got := w.sentOf(6, "a"); got != 5 {
		t.Errorf("%d went out after the second", got)
	}
}

func TestACrashCostsTheQuotaThatMayBeSpent(t *testing.T) {
	p := newPlatform("wechat", windowed)
	w := newWorld(t, p)
	w.writes(p, "a", bot.Text)
	id := w.to("a", "x", Reply)
	w.crash()
	w.wantState(id, Unknown)
	if got := w.sentOf(5, "a"); got != 4 {
		t.Errorf("%d more went out", got)
	}
}

func TestAFailureCostsNoQuota(t *testing.T) {
	p := newPlatform("wechat", windowed)
	p.fails["a"] = []error{verdict(bot.Retry, 0), verdict(bot.Retry, 0), verdict(bot.Slow, 0), verdict(bot.Bad, 0)}
	w := newWorld(t, p)
	w.writes(p, "a", bot.Text)
	w.to("a", "x", Reply)
	for range 30 {
		w.drain()
		w.later(time.Second)
	}
	if got := w.sentOf(6, "a"); got != 5 {
		t.Errorf("%d went out after failures", got)
	}
}

func TestATimeOutCostsQuota(t *testing.T) {
	p := newPlatform("wechat", windowed)
	p.fails["a"] = []error{context.DeadlineExceeded}
	w := newWorld(t, p)
	w.writes(p, "a", bot.Text)
	if got := w.sentOf(7, "a"); got != 4 {
		t.Errorf("%d went out after one that may have", got)
	}
}

func TestAClosedWindowWaitsForThePerson(t *testing.T) {
	p := newPlatform("wechat", windowed)
	w := newWorld(t, p)
	id := w.add(Message{Person: w.person("a", p), Out: bot.Out{Text: "x"}, Of: "poll/1"})
	w.drain()
	if m := w.wantState(id, Waiting); m.Why == "" || m.To.Chat != "a" {
		t.Errorf("%+v", m)
	}
	w.do(func(tx store.Tx) {
		if r := ReportOf(tx, "poll/1"); r.Sent != 0 || r.Waiting != 1 || r.Total != 1 {
			t.Errorf("report %+v", r)
		}
	})
	w.later(100 * time.Hour)
	w.drain()
	w.wantAsked(p, "")
	w.writes(p, "a", bot.Text)
	w.drain()
	w.wantAsked(p, "a: （12月1日的消息）\nx")
	w.wantState(id, Sent)
}

func TestThePlatformKnowsBetterThanOurLedger(t *testing.T) {
	p := newPlatform("wechat", windowed)
	p.fails["a"] = []error{verdict(bot.Closed, 0)}
	w := newWorld(t, p)
	w.writes(p, "a", bot.Text)
	id := w.to("a", "x", Reply)
	w.drain()
	w.wantState(id, Waiting)
	if got := w.sentOf(2, "a"); got != 0 {
		t.Errorf("%d were tried after that", got)
	}
}

func TestAClosedWindowLeadsToAnotherChannel(t *testing.T) {
	p, tg := newPlatform("wechat", windowed), newPlatform("tg", plainLimits)
	p.fails["a"] = []error{nil, verdict(bot.Closed, 0)}
	w := newWorld(t, p, tg)
	who := w.person("a", tg, p)
	w.writes(p, "a", bot.Text)
	id := w.add(Message{Person: who, Out: bot.Out{Text: "1/2", Edit: "ref9"}})
	w.drain()
	w.wantAsked(p, "a: 1, a: 2")
	w.wantAsked(tg, "a: 1, a: 2")
	if m := w.wantState(id, Sent); m.Out.Edit != "" || m.To.Channel != "tg" {
		t.Errorf("%+v", m)
	}
}

// Whoever has two closed windows is reached by whichever opens first.
func TestWaitingEndsWhereverThePersonWrites(t *testing.T) {
	one, two := newPlatform("wechat/one", windowed), newPlatform("wechat/two", windowed)
	w := newWorld(t, one, two)
	who := w.person("a", one, two)
	id := w.add(Message{Person: who, Out: bot.Out{Text: "x"}})
	w.drain()
	w.wantState(id, Waiting)
	w.writes(two, "a", bot.Text)
	w.drain()
	w.wantAsked(two, "a: x")
	id = w.add(Message{Person: who, Out: bot.Out{Text: "y"}})
	w.do(func(tx store.Tx) { shut(tx, bot.Address{Channel: two.name, Chat: "a"}) })
	w.drain()
	w.wantState(id, Waiting)
	w.writes(one, "a", bot.Text)
	w.drain()
	w.wantAsked(one, "a: y")
	w.wantState(id, Sent)
}

func TestALaterOneReplacesOneThatWaits(t *testing.T) {
	p := newPlatform("wechat", windowed)
	w := newWorld(t, p)
	for _, text := range []string{"1", "2"} {
		w.add(Message{To: bot.Address{Channel: "wechat", Chat: "a"}, Out: bot.Out{Text: text}, Same: "state"})
		w.drain()
	}
	w.writes(p, "a", bot.Text)
	w.drain()
	w.wantAsked(p, "a: 2")
}

func form() bot.Out {
	return bot.Out{Text: "选哪个班？", Title: "投票通知", Buttons: []bot.Button{{Label: "太极", Token: "v:1"}}}
}

func formed(t *testing.T) (*world, *platform, string) {
	p := newPlatform("wechat", bot.Limits{Window: windowed.Window, Forms: true})
	w := newWorld(t, former{p})
	return w, p, w.add(Message{To: bot.Address{Channel: "wechat", Chat: "a"}, Out: form(), Of: "poll/1"})
}

func TestOutsideTheWindowAFormIsSent(t *testing.T) {
	w, p, id := formed(t)
	w.drain()
	w.wantAsked(p, "a: form 投票通知")
	w.wantState(id, Sent)
	w.do(func(tx store.Tx) {
		if _, ok := OfferIn(tx, bot.Address{Channel: "wechat", Chat: "a"}); ok {
			t.Error("a number now means a choice that was not shown")
		}
	})
	plain := w.to("a", "x", Reply)
	w.drain()
	w.wantState(plain, Waiting) // without a title there is no form
}

func TestInsideTheWindowTheWordsAreSent(t *testing.T) {
	w, p, id := formed(t)
	w.writes(p, "a", bot.Text)
	w.drain()
	w.wantAsked(p, "a: 选哪个班？")
	w.wantState(id, Sent)
}

func TestAFormOfUnknownOutcomeIsAskedForAgainForTenMinutes(t *testing.T) {
	w, p, id := formed(t)
	for range 20 {
		p.fails["a"] = append(p.fails["a"], context.DeadlineExceeded)
	}
	first := w.now
	for w.get(id).State == Queued {
		w.drain()
		w.writes(p, "a", bot.Text) // even though the window is open by now
		w.later(time.Second)
	}
	w.wantState(id, Unknown)
	for i, at := range p.times {
		if p.calls[i] != "a: form 投票通知" || at.Sub(first) >= 10*time.Minute {
			t.Errorf("%s after %v", p.calls[i], at.Sub(first))
		}
	}
	if len(p.times) < 4 {
		t.Errorf("only %d calls", len(p.times))
	}
}

func TestALateReceiptIsTheTruth(t *testing.T) {
	w, _, id := formed(t)
	w.drain()
	chat := bot.Address{Channel: "wechat", Chat: "a"}
	w.do(func(tx store.Tx) { Delivered(tx, chat, w.getIn(tx, id).Ref, "") })
	w.wantState(id, Sent)
	w.do(func(tx store.Tx) {
		Delivered(tx, chat, w.getIn(tx, id).Ref, "对方拒收")
		Delivered(tx, chat, "nobody's", "对方拒收")
	})
	w.wantState(id, Failed)
	w.do(func(tx store.Tx) {
		if r := ReportOf(tx, "poll/1"); r.Failed != 1 || r.Sent != 0 || r.Why["对方拒收"] != 1 {
			t.Errorf("report %+v", r)
		}
	})
}

func (w *world) getIn(tx store.Reader, id string) Message {
	m, _ := Get(tx, id)
	return m
}
