package outbox

import (
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/store"
)

// Offer is the last message with choices that a chat was sent outside of any
// conversation. A number typed there means one of its buttons, on every channel:
// many people answer 1 even under a row of buttons.
type Offer struct {
	Chat    bot.Address  `json:"chat"`
	Buttons []bot.Button `json:"buttons"`
	At      time.Time    `json:"at"`
	Asks    bool         `json:"asks,omitempty"` // it was sent to be answered
}

var offers = store.NewTable("offer", func(o *Offer) string { return store.Key(o.Chat.Channel, o.Chat.Chat) })

// offerFor is how long a number still means the buttons of an old message.
const offerFor = 7 * 24 * time.Hour

// asksFor is how long a message that was sent to be answered has the digits for itself.
const asksFor = 24 * time.Hour

// asked reports whether a chat is asked something, by a message or in a conversation.
func (o *Outbox) asked(tx store.Reader, chat bot.Address) bool {
	offer, ok := OfferIn(tx, chat)
	return ok && offer.Asks && tx.Now().Before(offer.At.Add(asksFor)) || o.Asking != nil && o.Asking(tx, chat)
}

// numberless are buttons for those who can press them.
func numberless(buttons []bot.Button) []bot.Button {
	buttons = slices.Clone(buttons)
	for i := range buttons {
		buttons[i].Tap = true
	}
	return buttons
}

// offered notes the choices of a message that went out.
func offered(tx store.Tx, m Message) {
	out := body(tx, m)
	offer(tx, m.To, out, m.place(), m.Priority != Reply && !out.Aside)
}

// Offered notes the choices a chat was sent, and where among its messages they
// stand (at). Buttons that are left out of numbered text have no number, so no
// number means one of them.
func Offered(tx store.Tx, chat bot.Address, out bot.Out, at time.Time) {
	offer(tx, chat, out, at, false)
}

func offer(tx store.Tx, chat bot.Address, out bot.Out, at time.Time, asks bool) {
	buttons := slices.DeleteFunc(slices.Clone(out.Buttons), func(b bot.Button) bool { return b.Tap })
	if len(buttons) == 0 || strings.HasPrefix(buttons[0].Token, "q:") {
		return
	}
	offers.Put(tx, Offer{Chat: chat, Buttons: buttons, At: at, Asks: asks})
}

// OfferIn returns the choices a chat was last sent.
func OfferIn(tx store.Reader, chat bot.Address) (Offer, bool) {
	o, ok := offers.Get(tx, store.Key(chat.Channel, chat.Chat))
	return o, ok && tx.Now().Before(o.At.Add(offerFor))
}

// DropOffer forgets them: they were taken up.
func DropOffer(tx store.Tx, chat bot.Address) {
	offers.Delete(tx, store.Key(chat.Channel, chat.Chat))
}
