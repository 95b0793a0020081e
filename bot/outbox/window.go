package outbox

import (
	"time"

	"yishi/bot"
	"yishi/store"
)

// ledger is what a chat still allows us, where the platform keeps a window
// (bot.Window). An answer within the request costs nothing and is not counted.
type ledger struct {
	Chat bot.Address `json:"chat"`
	Said grant       `json:"said,omitzero"`
	Tap  grant       `json:"tap,omitzero"`
}

// grant is a number of messages until a time.
type grant struct {
	Left  int       `json:"left"`
	Until time.Time `json:"until"`
}

var ledgers = store.NewTable("window", func(l *ledger) string { return store.Key(l.Chat.Channel, l.Chat.Chat) })

func ledgerOf(tx store.Reader, chat bot.Address) ledger {
	l, _ := ledgers.Get(tx, store.Key(chat.Channel, chat.Chat))
	l.Chat = chat
	return l
}

// Opened notes that a person wrote (or tapped), which opens the chat for us, and
// queues what was waiting for that.
func Opened(tx store.Tx, in bot.In) {
	if c, _ := channels.Get(tx, in.Channel); c.Limits.Window != nil {
		if l := ledgerOf(tx, in.Address); l.open(*c.Limits.Window, in, tx.Now()) {
			ledgers.Put(tx, l)
		}
	}
	Wake(tx, in.Address)
}

// open renews a grant and reports whether that is worth writing down. An unused one
// is renewed once an hour, not at every word: it then ends up to an hour early,
// which is the safe side.
func (l *ledger) open(w bot.Window, in bot.In, now time.Time) bool {
	if in.Tap || in.Kind == bot.Press || in.Kind == bot.Follow || in.Kind == bot.Scan {
		l.Tap = granted(w.Tap, now)
		return true
	}
	anew := granted(w.Said, now)
	if l.Said.Left == anew.Left && l.Said.Until.After(anew.Until.Add(-min(time.Hour, w.Said.For/2))) {
		return false
	}
	l.Said = anew
	return true
}

func granted(a bot.Allowance, now time.Time) grant { return grant{a.Messages, now.Add(a.For)} }

// holds reports whether one more message may go out.
func (g grant) holds(now time.Time) bool { return g.Left > 0 && now.Before(g.Until) }

// spend takes one message from the chat's grants and reports whether there was one.
func spend(tx store.Tx, chat bot.Address) bool {
	l := ledgerOf(tx, chat)
	for _, g := range []*grant{&l.Tap, &l.Said} {
		if g.holds(tx.Now()) {
			g.Left--
			ledgers.Put(tx, l)
			return true
		}
	}
	return false
}

// refund gives back what was spent on a message that certainly did not go out.
func refund(tx store.Tx, w bot.Window, chat bot.Address) {
	l := ledgerOf(tx, chat)
	switch now := tx.Now(); {
	case now.Before(l.Tap.Until) && l.Tap.Left < w.Tap.Messages:
		l.Tap.Left++
	case now.Before(l.Said.Until) && l.Said.Left < w.Said.Messages:
		l.Said.Left++
	default:
		return
	}
	ledgers.Put(tx, l)
}

// whyShut says, for staff, why nothing can be sent to a chat now.
func whyShut(tx store.Reader, w bot.Window, chat bot.Address) string {
	if tx.Now().Before(ledgerOf(tx, chat).Said.Until) {
		return w.Spent
	}
	return w.Over
}

// shut notes that the platform says the window is closed, whatever we thought.
func shut(tx store.Tx, chat bot.Address) { ledgers.Put(tx, ledger{Chat: chat}) }

// isOpen reports whether a message could go to this chat now.
func isOpen(tx store.Reader, chat bot.Address) bool {
	l := ledgerOf(tx, chat)
	return l.Said.holds(tx.Now()) || l.Tap.holds(tx.Now())
}

// Wake queues the messages that wait for this chat to open.
func Wake(tx store.Tx, chat bot.Address) {
	var ids []string
	for id := range messages.Keys(tx, "waiting", store.Key(chat.Channel, chat.Chat)) {
		ids = append(ids, id)
	}
	for _, id := range ids {
		m, _ := messages.Get(tx, id)
		m.moveTo(chat)
		m.Next, m.Tried = tx.Now(), nil
		write(tx, m)
	}
}
