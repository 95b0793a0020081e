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
}

var offers = store.NewTable("offer", func(o *Offer) string { return store.Key(o.Chat.Channel, o.Chat.Chat) })

// offerFor is how long a number still means the buttons of an old message.
const offerFor = 7 * 24 * time.Hour

// Offered notes the choices a chat was sent, and where among its messages they
// stand (at). Buttons that are left out of numbered text have no number, so no
// number means one of them.
func Offered(tx store.Tx, chat bot.Address, out bot.Out, at time.Time) {
	buttons := slices.DeleteFunc(slices.Clone(out.Buttons), func(b bot.Button) bool { return b.Tap })
	if len(buttons) == 0 || strings.HasPrefix(buttons[0].Token, "q:") {
		return
	}
	offers.Put(tx, Offer{Chat: chat, Buttons: buttons, At: at})
}

// OfferIn returns the choices a chat was last sent.
func OfferIn(tx store.Tx, chat bot.Address) (Offer, bool) {
	o, ok := offers.Get(tx, store.Key(chat.Channel, chat.Chat))
	return o, ok && tx.Now().Before(o.At.Add(offerFor))
}

// DropOffer forgets them: they were taken up.
func DropOffer(tx store.Tx, chat bot.Address) {
	offers.Delete(tx, store.Key(chat.Channel, chat.Chat))
}
