package outbox

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/store"
)

var telegramLimits = bot.Limits{Buttons: true, PerSecond: 28, PerChat: time.Second, PerGroupMinute: 20}

// flood has a chat owed more answers than a lane ever looks at.
func (w *world) flood(chats ...string) {
	w.do(func(tx store.Tx) {
		for i := range mostLooked + 204 {
			to := bot.Address{Channel: w.platforms[0].Channel(), Chat: chats[i%len(chats)]}
			Add(tx, Message{To: to, Out: bot.Out{Text: fmt.Sprint(i)}, Priority: Reply})
		}
	})
}

func TestAFloodOfOneChatHidesNobody(t *testing.T) {
	p := newPlatform("tg", telegramLimits)
	w := newWorld(t, p)
	w.flood("a")
	w.later(time.Second)
	other := w.to("b", "x", Reply)
	w.tenths(2)
	w.wantState(other, Sent)
	w.wantAsked(p, "a: 0, b: x")
	w.restart()
	again, notice := w.to("b", "y", Reply), w.to("c", "z", Bulk)
	w.tenths(30)
	w.wantState(again, Sent)
	w.wantState(notice, Sent)
	if got := p.asked(); !strings.Contains(got, "a: 1, ") || !strings.Contains(got, "a: 3") {
		t.Errorf("who floods is served in turn, too: %s", got)
	}
}

// tenths lets so many tenths of a second go by.
func (w *world) tenths(n int) {
	w.t.Helper()
	for range n {
		w.drain()
		w.later(100 * time.Millisecond)
	}
}

// Forty who are owed more than the platform takes in a second: each gets a turn
// before anybody gets two, and so does who comes later.
func TestManyWhoFloodTakeTurns(t *testing.T) {
	p := newPlatform("tg", telegramLimits)
	w := newWorld(t, p)
	var chats []string
	for i := range 40 {
		chats = append(chats, fmt.Sprintf("f%02d", i))
	}
	w.flood(chats...)
	w.later(time.Minute)
	other := w.to("b", "x", Reply)
	w.tenths(30)
	w.wantState(other, Sent)
	got := p.asked()
	if n := strings.Count(got, "f39: "); n != 1 && n != 2 || strings.Count(got, "f00: ") > n+1 {
		t.Errorf("turns are not taken: %s", got)
	}
}

func TestWhatAnEarlierVersionLeftWaitingGoesOut(t *testing.T) {
	p := newPlatform("tg", telegramLimits)
	w := newWorld(t, p)
	w.do(func(tx store.Tx) {
		for i := range 3 { // as it was kept before there were queues
			m := Message{ID: store.Key(tx.Seq()), To: bot.Address{Channel: "tg", Chat: "a"}, Out: bot.Out{Text: fmt.Sprint(i)}, State: Queued, Created: tx.Now(), Next: tx.Now()}
			record, _ := json.Marshal(m)
			id, _ := json.Marshal(m.ID)
			tx.Put("message", m.ID, record)
			tx.Put(unqueued, store.Key("tg", 0, m.Next, "a")+store.Sep+"%"+store.Sep+m.ID, id)
		}
	})
	w.restart()
	for range 3 {
		w.drain()
		w.later(time.Second)
	}
	w.wantAsked(p, "a: 0, a: 1, a: 2")
	w.do(func(tx store.Tx) {
		for range tx.Scan(unqueued, "", "") {
			t.Error("the old index is still there")
		}
		for q := range queues.All(tx) {
			t.Errorf("a queue is left: %+v", q)
		}
	})
}

// What is taken back, moved or replaced leaves each queue with the right message first.
func TestQueuesFollowTheirMessages(t *testing.T) {
	p, other := newPlatform("tg", plainLimits), newPlatform("wx", plainLimits)
	p.fails["a"] = []error{verdict(bot.Gone, 0)}
	w := newWorld(t, p, other)
	who := w.person("a", other, p)
	w.add(Message{Person: who, Out: bot.Out{Text: "1"}, Of: "x"})
	w.add(Message{Person: who, Out: bot.Out{Text: "2"}, Of: "y"})
	w.add(Message{Person: who, Out: bot.Out{Text: "3"}, Of: "x", Same: "s"})
	w.add(Message{Person: who, Out: bot.Out{Text: "4"}, Of: "x", Same: "s"})
	w.do(func(tx store.Tx) { Recall(tx, "y", "") })
	w.drain()
	w.wantAsked(p, "a: 1, a: 4")
	w.wantAsked(other, "a: 1")
	w.do(func(tx store.Tx) {
		for q := range queues.All(tx) {
			t.Errorf("a queue is left: %+v", q)
		}
	})
}
