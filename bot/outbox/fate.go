package outbox

import (
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// Fate is what became of a message to one person, or will, as far as that can be known
// before it goes out. Whoever had it told may be told so, and no more.
type Fate struct {
	State State     // Queued: it goes out, at once or at Until; "": it was taken back
	Until time.Time // not before
	Why   string    // that it did not arrive, for staff
}

// FateOf is what became of a message, or will.
func FateOf(tx store.Reader, id string) Fate {
	m, ok := messages.Get(tx, id)
	switch {
	case !ok, m.State == Failed && m.last().Result == takenBack:
		return Fate{}
	case m.State == Queued:
		return m.foreseen(tx)
	}
	return Fate{State: m.State, Why: m.Why}
}

// takenBack is what happened to a message that was taken back.
const takenBack = "recalled"

// foreseen is how a message would fare, were it its turn now: by its chat, or by another
// of the person.
func (m Message) foreseen(tx store.Reader) Fate {
	for {
		c, _ := channels.Get(tx, m.To.Channel)
		a, known := directory.GetAccount(tx, m.To.Channel, m.To.Chat)
		barred := Fate{}
		switch w := c.Limits.Window; {
		case known && a.Gone || c.Away || m.To == (bot.Address{}):
			barred = Fate{State: Unreachable}
		case w != nil && !m.hasRoom(tx) && !(c.Limits.Forms && body(tx, m).Title != ""):
			barred = Fate{State: Waiting, Why: whyShut(tx, *w, m.To)}
		case m.rests(tx) || m.Next.After(tx.Now()):
			return Fate{State: Queued, Until: m.Next}
		case c.paused(tx.Now()):
			return Fate{State: Queued, Until: c.Until}
		default:
			return Fate{State: Queued}
		}
		if !m.reroute(tx) {
			return barred
		}
	}
}

// hasRoom reports whether the window of its chat lets a message out behind those that
// go before it.
func (m Message) hasRoom(tx store.Reader) bool {
	left := 0
	l := ledgerOf(tx, m.To)
	for _, g := range []grant{l.Tap, l.Said} {
		if g.holds(tx.Now()) {
			left += g.Left
		}
	}
	for _, p := range inOrder {
		for id := range messages.Keys(tx, "queued", queueKey(m.To, p)) {
			if id == m.ID {
				return left > 0
			}
			left--
		}
	}
	return left > 0
}

// Telling says to whoever has just had somebody told what comes of it: words for the
// middle of a sentence.
func (f Fate) Telling(whom string) string {
	switch {
	case f.State == Queued && !f.Until.IsZero():
		return bot.Moment(f.Until) + "告诉" + whom
	case f.State == Queued, f.State == Sending:
		return "这就告诉" + whom
	case f.State == Sent:
		return "已经发给" + whom
	case f.State == Waiting:
		return "还没送到，等" + whom + "下次开口；急的话请打电话"
	case f.State == Unreachable:
		return whom + "在这里收不到消息，请您另外告诉他"
	}
	return f.Missing()
}

// Missing says of what somebody was told, beside it, that they may not know it; "" if
// it went out or is about to.
func (f Fate) Missing() string {
	switch f.State {
	case Waiting:
		return "还没送到，等对方下次开口"
	case Unreachable:
		return "对方在这里收不到"
	case Failed:
		return "没能送到"
	case Unknown:
		return "不知道送到没有"
	}
	return ""
}

// Told are the messages of a matter, and of what is below it, that one of these people
// was sent or is to be, oldest first.
func Told(tx store.Reader, of string, people ...string) (list []Message) {
	from, to := store.Under(store.Key(of))
	below, end := store.Prefix(store.Key(of + "/"))
	for _, r := range [][2]string{{from, to}, {below, end}} {
		for id := range messages.Between(tx, "of", r[0], r[1]) {
			if m, ok := messages.Get(tx, id); ok && slices.Contains(people, directory.Resolve(tx, m.Person)) {
				list = append(list, m)
			}
		}
	}
	slices.SortFunc(list, func(a, b Message) int { return strings.Compare(a.ID, b.ID) }) // they grow
	return list
}
