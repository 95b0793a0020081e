package outbox

import (
	"testing"
	"time"

	"yishi/bot"
	"yishi/store"
)

// News of what goes on takes no digits from a question, be it a message or in a
// conversation; where nothing is asked, its buttons have theirs.
func TestNewsTakesNoDigits(t *testing.T) {
	w := newWorld(t, newPlatform("p", bot.Limits{}))
	chat := bot.Address{Channel: "p", Chat: "a"}
	sent := func(text string, aside bool, p Priority) {
		w.add(Message{To: chat, Priority: p, Out: bot.Out{Text: text, Aside: aside, Buttons: []bot.Button{{Label: text, Token: text}}}})
		w.drain()
	}
	means := func(want string) {
		t.Helper()
		w.do(func(tx store.Tx) {
			if offer, ok := OfferIn(tx, chat); !ok || offer.Buttons[0].Token != want {
				t.Errorf("a digit means %v, not %s", offer.Buttons, want)
			}
		})
	}
	sent("receipt", false, Reply)
	sent("news", true, Reminder)
	means("news")
	sent("stars", false, Reminder)
	sent("more news", true, Reminder)
	means("stars")
	w.later(25 * time.Hour)
	sent("late news", true, Reminder)
	means("late news")
	w.o.Asking = func(store.Reader, bot.Address) bool { return true }
	sent("last news", true, Reminder)
	means("late news")
}
