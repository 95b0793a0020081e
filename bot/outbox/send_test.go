package outbox

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

var plainLimits = bot.Limits{Buttons: true, Edits: true, Groups: true}

func TestTheMostUrgentGoFirst(t *testing.T) {
	p := newPlatform("tg", bot.Limits{PerSecond: 1})
	w := newWorld(t, p)
	for i, pr := range []Priority{Bulk, Reminder, Reply, Bulk, Reply, Urgent} {
		w.to(fmt.Sprint("c", i), fmt.Sprint(int(pr)), pr)
	}
	for range 6 {
		w.drain()
		w.later(time.Second)
	}
	w.wantAsked(p, "c5: 3, c2: 0, c4: 0, c1: 1, c0: 2, c3: 2")
}

// Somebody plays with the bot in a group, and there is gas.
func TestDangerWaitsForNoAnswers(t *testing.T) {
	p := newPlatform("tg", bot.Limits{PerSecond: 28, PerChat: time.Second, PerGroupMinute: 20, Groups: true})
	w := newWorld(t, p)
	w.do(func(tx store.Tx) { directory.PutGroup(tx, directory.Group{Channel: "tg", Chat: "-1", Place: "1"}) })
	for i := range 40 {
		w.to("-1", fmt.Sprint("menu ", i), Reply)
	}
	seconds := func(n int) {
		for range n {
			w.drain()
			w.later(time.Second)
		}
	}
	seconds(30)
	if got := strings.Count(p.asked(), "menu"); got != 16 {
		t.Errorf("%d answers in half a minute", got)
	}
	w.to("-1", "gas", Urgent)
	w.to("-1", "and more", Urgent)
	seconds(2)
	w.wantAsked(p, "-1: gas, -1: and more")
	seconds(150)
	if got := strings.Count(p.asked(), "menu"); got != 24 {
		t.Errorf("%d answers afterwards", got)
	}
}

// Calls that hang leave room for what is urgent.
func TestDangerWaitsForNoHangingCalls(t *testing.T) {
	p := newPlatform("tg", plainLimits)
	w := newWorld(t, p)
	gate := make(chan bool)
	for i := range 40 {
		chat := fmt.Sprint("slow", i)
		p.gate[chat] = gate
		w.to(chat, "x", Reply)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- w.o.Run(ctx) }()
	id := w.to("a", "gas", Urgent)
	w.o.Wake()
	w.eventually(func() bool { return w.get(id).State == Sent })
	cancel()
	close(gate)
	<-done
}

func TestMessagesOfOneChatKeepTheirOrder(t *testing.T) {
	p := newPlatform("tg", plainLimits)
	w := newWorld(t, p)
	for i := range 4 {
		w.to("a", fmt.Sprint(i), Reply)
	}
	w.drain()
	w.wantAsked(p, "a: 0, a: 1, a: 2, a: 3")
}

func TestPaceOfAChannel(t *testing.T) {
	p := newPlatform("tg", bot.Limits{PerSecond: 10})
	w := newWorld(t, p)
	for i := range 45 {
		w.to(fmt.Sprint("c", i), "x", Bulk)
	}
	for range 50 { // 5 s
		w.drain()
		w.later(100 * time.Millisecond)
	}
	if len(p.times) != 45 {
		t.Fatalf("%d went out", len(p.times))
	}
	for i := range p.times {
		for j := i + 1; j < len(p.times); j++ {
			if j-i+1 > 11 && p.times[j].Sub(p.times[i]) < time.Second {
				t.Fatalf("%d within %v", j-i+1, p.times[j].Sub(p.times[i]))
			}
		}
	}
}

func TestPaceOfAChatHoldsUpNobodyElse(t *testing.T) {
	p := newPlatform("tg", bot.Limits{PerChat: time.Second})
	w := newWorld(t, p)
	for i := range 3 {
		w.to("a", fmt.Sprint(i), Reply)
	}
	other := w.to("b", "x", Bulk)
	w.drain()
	w.wantState(other, Sent)
	if got := p.asked(); strings.Count(got, "a:") != 1 {
		t.Errorf("asked %s", got)
	}
	w.later(999 * time.Millisecond)
	w.drain()
	w.wantAsked(p, "")
	w.later(time.Millisecond)
	w.drain()
	w.wantAsked(p, "a: 1")
}

func TestPaceOfAGroup(t *testing.T) {
	p := newPlatform("tg", bot.Limits{PerGroupMinute: 3, Groups: true})
	w := newWorld(t, p)
	w.do(func(tx store.Tx) {
		directory.PutGroup(tx, directory.Group{Channel: "tg", Chat: "-1", Place: "1"})
		for i := range 600 { // more than a look takes up
			Add(tx, Message{To: bot.Address{Channel: "tg", Chat: "-1"}, Out: bot.Out{Text: fmt.Sprint(i)}})
		}
	})
	for i := range 5 {
		w.to("a", fmt.Sprint(i), Bulk)
	}
	w.drain()
	if got := p.asked(); strings.Count(got, "-1: ") != 3 || strings.Count(got, "a: ") != 5 {
		t.Errorf("asked %s", got)
	}
	w.later(59 * time.Second)
	w.drain()
	w.wantAsked(p, "")
	w.later(time.Second)
	w.drain()
	w.wantAsked(p, "-1: 3, -1: 4, -1: 5")
}

func TestRetriesComeLaterEachTimeAndEnd(t *testing.T) {
	p := newPlatform("tg", plainLimits)
	for range maxAttempts {
		p.fails["a"] = append(p.fails["a"], verdict(bot.Retry, 0))
	}
	w := newWorld(t, p)
	id := w.to("a", "x", Reply)
	var waits []time.Duration
	for last := w.now; w.get(id).State == Queued; w.later(2 * time.Second) {
		if w.drain(); p.asked() != "" {
			waits, last = append(waits, w.now.Sub(last)), w.now
		}
	}
	want := "[0s 2s 6s 18s 54s 2m42s 8m6s 24m18s 1h0m0s 1h0m0s]"
	if got := fmt.Sprint(waits); got != want {
		t.Errorf("waited %s, want %s", got, want)
	}
	m := w.wantState(id, Failed)
	if len(m.History) != maxAttempts || m.Why != "平台说retry" {
		t.Errorf("history %+v", m.History)
	}
}

func TestSlowPausesTheWholeChannelEvenAfterARestart(t *testing.T) {
	p := newPlatform("tg", plainLimits)
	p.fails["a"] = []error{verdict(bot.Slow, 5*time.Minute)}
	w := newWorld(t, p)
	id := w.to("a", "x", Reply)
	w.drain()
	other := w.to("b", "y", Reply)
	w.wantAsked(p, "a: x")
	w.later(4 * time.Minute)
	w.restart()
	w.drain()
	w.wantAsked(p, "")
	w.later(time.Minute)
	w.drain()
	w.wantState(other, Sent)
	if m := w.wantState(id, Sent); m.Attempts != 0 {
		t.Error("a pause counts as a failure")
	}
}

func TestAQuotaThatIsUsedUpComesBackAtMidnight(t *testing.T) {
	p := newPlatform("wechat", plainLimits)
	p.fails["a"] = []error{verdict(bot.Quota, 0)}
	w := newWorld(t, p)
	id := w.to("a", "x", Reply)
	w.drain()
	w.later(15*time.Hour - time.Second)
	w.drain()
	w.wantAsked(p, "a: x")
	w.later(time.Second)
	w.drain()
	w.wantAsked(p, "a: （12月1日的消息）\nx")
	w.wantState(id, Sent)
}

func TestGoneMarksTheAccountAndTriesAnother(t *testing.T) {
	tg, web := newPlatform("tg", plainLimits), newPlatform("web", plainLimits)
	tg.fails["a"] = []error{nil, verdict(bot.Gone, 0)}
	w := newWorld(t, tg, web)
	who := w.person("a", web, tg)
	id := w.add(Message{Person: who, Out: bot.Out{Text: "1/2"}})
	w.drain()
	w.wantAsked(tg, "a: 1, a: 2")
	w.wantAsked(web, "a: 1, a: 2") // from its beginning: there it is new
	w.wantState(id, Sent)
	w.do(func(tx store.Tx) {
		if a, _ := directory.GetAccount(tx, "tg", "a"); !a.Gone {
			t.Error("the account is not marked")
		}
	})
	w.add(Message{Person: who, Out: bot.Out{Text: "3"}})
	w.drain()
	w.wantAsked(tg, "")
	w.wantAsked(web, "a: 3")
}

func TestGoneWithoutAnotherWayHasFailed(t *testing.T) {
	tg := newPlatform("tg", plainLimits)
	tg.fails["a"] = []error{verdict(bot.Gone, 0)}
	w := newWorld(t, tg)
	id := w.add(Message{Person: w.person("a", tg), Out: bot.Out{Text: "x"}})
	w.drain()
	if m := w.wantState(id, Failed); m.Why != "平台说gone" || m.To.Chat != "a" {
		t.Errorf("%+v", m)
	}
	next := w.add(Message{Person: w.get(id).Person, Out: bot.Out{Text: "y"}})
	w.wantState(next, Unreachable)
}

func TestAGroupThatThrewUsOutIsForgotten(t *testing.T) {
	tg := newPlatform("tg", plainLimits)
	tg.fails["-1"] = []error{verdict(bot.Gone, 0)}
	w := newWorld(t, tg)
	w.do(func(tx store.Tx) { directory.PutGroup(tx, directory.Group{Channel: "tg", Chat: "-1", Place: "1"}) })
	id := w.to("-1", "x", Reply)
	w.drain()
	w.wantState(id, Failed)
	w.do(func(tx store.Tx) {
		if _, still := directory.GetGroup(tx, "tg", "-1"); still {
			t.Error("it is still bound")
		}
	})
}

func TestAGroupWithANewIdIsFollowed(t *testing.T) {
	tg := newPlatform("tg", plainLimits)
	tg.fails["-1"] = []error{&bot.SendError{Verdict: bot.NewChat, Chat: "-100", Why: "群升级了"}}
	w := newWorld(t, tg)
	w.do(func(tx store.Tx) { directory.PutGroup(tx, directory.Group{Channel: "tg", Chat: "-1", Place: "1"}) })
	id := w.to("-1", "x", Reply)
	w.drain()
	w.wantAsked(tg, "-1: x, -100: x")
	if m := w.wantState(id, Sent); m.Why != "" {
		t.Errorf("it says %s", m.Why)
	}
	w.do(func(tx store.Tx) {
		if _, moved := directory.GetGroup(tx, "tg", "-100"); !moved {
			t.Error("the group did not move")
		}
	})
}

func TestBadIsOver(t *testing.T) {
	p := newPlatform("tg", plainLimits)
	p.fails["a"] = []error{verdict(bot.Bad, 0)}
	w := newWorld(t, p)
	bad, empty := w.to("a", "x", Reply), w.to("b", "", Reply)
	w.drain()
	w.wantState(bad, Failed)
	w.wantState(empty, Failed)
	w.wantAsked(p, "a: x")
}

func TestATimeOutIsUnknown(t *testing.T) {
	for name, c := range map[string]struct {
		limits bot.Limits
		edit   string
		want   State
		asked  string
	}{
		"a message":             {plainLimits, "", Unknown, "a: x"},
		"an edit":               {plainLimits, "7", Sent, "a: x, a: x"},
		"where twice does good": {bot.Limits{Again: true}, "", Sent, "a: x, a: x"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlatform("tg", c.limits)
			p.fails["a"] = []error{context.DeadlineExceeded}
			w := newWorld(t, p)
			id := w.add(Message{To: bot.Address{Channel: "tg", Chat: "a"}, Out: bot.Out{Text: "x", Edit: c.edit}})
			w.drain()
			w.later(2 * time.Second)
			w.drain()
			w.wantState(id, c.want)
			w.wantAsked(p, c.asked)
		})
	}
}

// crash claims messages as a program does that dies before the calls end.
func (w *world) crash() {
	w.t.Helper()
	for _, l := range w.o.lanes {
		if _, err := l.claim(context.Background(), nil); err != nil {
			w.t.Fatal(err)
		}
	}
	w.restart()
}

func TestACrashBetweenClaimAndSettleIsUnknown(t *testing.T) {
	tg, web := newPlatform("tg", plainLimits), newPlatform("web", bot.Limits{Again: true})
	w := newWorld(t, tg, web)
	lost := w.to("a", "x", Reply)
	again := w.add(Message{To: bot.Address{Channel: "web", Chat: "a"}, Out: bot.Out{Text: "y"}})
	w.crash()
	if m := w.wantState(lost, Unknown); m.Why == "" {
		t.Error("it does not say why")
	}
	w.wantState(again, Queued)
	w.later(time.Minute)
	w.drain()
	w.wantAsked(tg, "")
	w.wantAsked(web, "a: y")
}

func TestPiecesGoOnAtTheRightOne(t *testing.T) {
	p := newPlatform("tg", bot.Limits{PerChat: time.Second})
	p.fails["a"] = []error{nil, verdict(bot.Retry, 0)}
	w := newWorld(t, p)
	id := w.to("a", "1/2/3", Reply)
	w.drain()
	w.wantAsked(p, "a: 1")
	w.restart()
	for range 6 {
		w.later(time.Second)
		w.drain()
	}
	w.wantAsked(p, "a: 2, a: 2, a: 3")
	if m := w.wantState(id, Sent); m.Pieces != 3 || m.Ref != "ref4" && m.Ref == "" {
		t.Errorf("%+v", m)
	}
}

func TestALaterOneOfTheSameReplacesIt(t *testing.T) {
	p := newPlatform("tg", bot.Limits{PerChat: time.Minute})
	w := newWorld(t, p)
	board := func(text string) string {
		return w.add(Message{To: bot.Address{Channel: "tg", Chat: "-1"}, Out: bot.Out{Text: text}, Same: "board"})
	}
	first := board("1")
	w.drain()
	second := board("2")
	if third := board("3"); third != second || third == first {
		t.Errorf("ids %s %s %s", first, second, third)
	}
	w.later(time.Minute)
	w.drain()
	w.wantAsked(p, "-1: 1, -1: 3")
	begun := board("4/5")
	w.later(time.Minute)
	w.drain()
	if next := board("6"); next == begun {
		t.Error("a message that is half out was replaced")
	}
}

func TestExpiredIsNotSent(t *testing.T) {
	p := newPlatform("tg", plainLimits)
	w := newWorld(t, p)
	id := w.add(Message{To: bot.Address{Channel: "tg", Chat: "a"}, Out: bot.Out{Text: "x"}, Expires: w.now.Add(time.Hour), Next: w.now.Add(2 * time.Hour)})
	w.drain()
	w.later(2 * time.Hour)
	w.drain()
	w.wantState(id, Failed)
	w.wantAsked(p, "")
}

func TestManyWithoutACallAreSettledAtOnce(t *testing.T) {
	p := newPlatform("wechat", bot.Limits{Window: windowed.Window, PerSecond: 1})
	w := newWorld(t, p)
	w.do(func(tx store.Tx) {
		for i := range 1000 {
			Add(tx, Message{To: bot.Address{Channel: "wechat", Chat: fmt.Sprint(i)}, Out: bot.Out{Text: "x"}, Priority: Bulk})
		}
	})
	w.writes(p, "a", bot.Text)
	w.to("a", "x", Bulk)
	w.drain()
	w.do(func(tx store.Tx) {
		if n := Pending(tx); n[Waiting] != 1000 || n[Queued] != 0 {
			t.Errorf("pending %v", n)
		}
	})
	w.wantAsked(p, "a: x") // they took nothing of the pace
}

func TestRecall(t *testing.T) {
	p := newPlatform("tg", bot.Limits{PerChat: time.Hour})
	w := newWorld(t, p)
	var ids []string
	for i := range 3 {
		ids = append(ids, w.add(Message{To: bot.Address{Channel: "tg", Chat: "a"}, Out: bot.Out{Text: fmt.Sprint(i)}, Of: "notice/1"}))
	}
	w.drain()
	w.do(func(tx store.Tx) {
		if n := Recall(tx, "notice/1", "取消了"); n != 2 {
			t.Errorf("%d taken back", n)
		}
		r := ReportOf(tx, "notice/1")
		if r.Sent != 1 || r.Failed != 2 || r.Total != 3 || r.Why["取消了"] != 2 {
			t.Errorf("report %+v", r)
		}
	})
	w.later(2 * time.Hour)
	w.drain()
	w.wantAsked(p, "a: 0")
	w.wantState(ids[2], Failed)
}

func TestFleetingWordsAreNotKept(t *testing.T) {
	p := newPlatform("tg", plainLimits)
	p.fails["b"], p.fails["c"] = []error{verdict(bot.Bad, 0)}, []error{errors.New("no answer")}
	w := newWorld(t, p)
	for _, chat := range []string{"a", "b", "c"} {
		id := w.add(Message{To: bot.Address{Channel: "tg", Chat: chat}, Out: bot.Out{Text: "您选了张三", Fleeting: true}})
		w.drain()
		if m := w.get(id); m.Out.Text != "" {
			t.Errorf("%s: %s is kept", m.State, m.Out.Text)
		}
	}
}

// A call that hangs holds up its own chat, and nobody else's.
func TestASlowCallHoldsUpItsOwnChatOnly(t *testing.T) {
	p := newPlatform("tg", plainLimits)
	w := newWorld(t, p)
	gate := make(chan bool)
	p.gate["slow"] = gate
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- w.o.Run(ctx) }()

	slow, next := w.to("slow", "1", Reply), w.to("slow", "2", Reply)
	for i := range 40 {
		id := w.to(fmt.Sprint("c", i), "x", Bulk)
		w.o.Wake()
		w.eventually(func() bool { return w.get(id).State == Sent })
	}
	w.wantState(slow, Sending)
	w.wantState(next, Queued)
	cancel() // stopping waits for what is on its way
	select {
	case err := <-done:
		t.Fatalf("stopped (%v) with a call under way", err)
	case <-time.After(20 * time.Millisecond):
	}
	close(gate)
	if err := <-done; err != nil {
		t.Error(err)
	}
	w.wantState(slow, Sent)
	w.wantState(next, Queued)
}

// eventually waits until something is true that another goroutine brings about.
func (w *world) eventually(is func() bool) {
	w.t.Helper()
	for end := time.Now().Add(20 * time.Second); !is(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			w.t.Fatal("it does not come about")
		}
	}
}

// With nothing to do, each part of the outbox looks about once a second and writes nothing.
func TestAnIdleOutboxRests(t *testing.T) {
	w := newWorld(t, newPlatform("tg", plainLimits), newPlatform("web", plainLimits))
	ctx := context.Background()
	if wait, err := w.o.spreadSome(ctx); wait != idle || err != nil {
		t.Errorf("castings: %v, %v", wait, err)
	}
	for name, l := range w.o.lanes {
		if wait, err := l.sendSome(ctx); wait != idle || err != nil {
			t.Errorf("%s: %v, %v", name, wait, err)
		}
	}
}

// A channel taken out of the configuration: what waited there goes another way,
// and nobody is counted as reached by it.
func TestAChannelThatIsNoLongerServed(t *testing.T) {
	tg, web := newPlatform("tg", bot.Limits{PerChat: time.Hour}), newPlatform("web", plainLimits)
	w := newWorld(t, tg, web)
	both, one := w.person("a", web, tg), w.person("b", tg)
	w.add(Message{Person: both, Out: bot.Out{Text: "0"}})
	w.drain()
	moved := w.add(Message{Person: both, Out: bot.Out{Text: "1"}})
	lost := w.add(Message{Person: one, Out: bot.Out{Text: "2"}, Next: w.now.Add(time.Hour)})
	w.platforms = []bot.Adapter{web}
	w.restart()
	later := w.add(Message{Person: both, Out: bot.Out{Text: "3"}})
	w.drain()
	w.wantAsked(tg, "a: 0")
	w.wantAsked(web, "a: 1, a: 3")
	w.wantState(moved, Sent)
	w.wantState(later, Sent)
	if m := w.wantState(lost, Failed); m.Why != "这个渠道已经停用" {
		t.Errorf("it says %s", m.Why)
	}
	w.wantState(w.add(Message{Person: one, Out: bot.Out{Text: "4"}}), Unreachable)
	w.wantState(w.add(Message{Out: bot.Out{Text: "for nobody"}}), Unreachable)
	w.platforms = []bot.Adapter{tg, web}
	w.restart()
	w.later(time.Hour)
	w.wantState(w.add(Message{Person: one, Out: bot.Out{Text: "5"}}), Queued)
}
