package outbox

import (
	"slices"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/store"
)

// What could not go out in time wakes nobody; danger does.
func TestWhatIsLateRestsUntilMorning(t *testing.T) {
	p := newPlatform("tg", plainLimits)
	w := newWorld(t, p)
	for chat, priority := range map[string]Priority{"reply": Reply, "reminder": Reminder, "many": Bulk, "gas": Urgent} {
		w.to(chat, "x", priority)
	}
	wantAll := func(want string) {
		t.Helper()
		calls := strings.Split(p.asked(), ", ")
		slices.Sort(calls)
		if got := strings.Join(calls, ", "); got != want {
			t.Errorf("asked %s, want %s", got, want)
		}
	}
	w.later(5*24*time.Hour - 7*time.Hour) // 02:00
	w.restart()
	w.to("now", "x", Reply)
	w.drain()
	wantAll("gas: （12月1日的消息）\nx, now: x")
	w.later(6*time.Hour - time.Second)
	w.drain()
	w.wantAsked(p, "")
	w.later(time.Second)
	w.drain()
	wantAll("many: x, reminder: x, reply: x")
}

// What many were to get long ago is left for a while when the program starts, so that
// whose matter it is can hold it, and let it go on.
func TestACastingThatIsStaleWaitsForItsMatter(t *testing.T) {
	p := newPlatform("tg", plainLimits)
	w := newWorld(t, p)
	w.do(func(tx store.Tx) {
		c := Broadcast{ID: "c1", Of: "notice/1", Out: bot.Out{Text: "x"}, Started: tx.Now()}
		broadcasts.Put(tx, c)
		Add(tx, Message{To: bot.Address{Channel: "tg", Chat: "a"}, Body: "c1", Priority: Bulk, Of: "notice/1"})
	})
	w.later(3 * 24 * time.Hour)
	w.restart()
	w.drain()
	w.wantAsked(p, "")
	w.do(func(tx store.Tx) { Hold(tx, "notice/1", tx.Now().AddDate(1, 0, 0)) })
	w.later(3 * 24 * time.Hour)
	w.restart()
	w.later(time.Hour)
	w.drain()
	w.wantAsked(p, "")
	w.do(func(tx store.Tx) {
		if r := ReportOf(tx, "notice/1"); !r.Spreading || r.Queued != 1 {
			t.Errorf("%+v", r)
		}
		Hold(tx, "notice/1", tx.Now())
	})
	w.drain()
	w.wantAsked(p, "a: x")
	w.do(func(tx store.Tx) {
		if r := ReportOf(tx, "notice/1"); r.Spreading || r.Sent != 1 {
			t.Errorf("%+v", r)
		}
	})
}
