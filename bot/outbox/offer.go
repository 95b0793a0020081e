package outbox

import (
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/store"
)

// Offer is the last numbered message a chat was sent, or that a conversation has asked
// something since. A number typed there means one of its buttons, on every channel: many
// people answer 1 even under a row of buttons.
type Offer struct {
	Chat    bot.Address  `json:"chat"`
	Buttons []bot.Button `json:"buttons,omitempty"` // none: it was a question of a conversation, whose the numbers are
	At      time.Time    `json:"at"`
	Asks    bool         `json:"asks,omitempty"`   // it was sent to be answered
	Before  []Offer      `json:"before,omitempty"` // it, the newest first: what was said meanwhile may be meant for them

	Behind bool `json:"-"` // a conversation has asked something since: numbers do not reach it
}

// Labels are the words on its buttons.
func (o Offer) Labels() []string {
	var labels []string
	for _, b := range o.Buttons {
		labels = append(labels, b.Label)
	}
	return labels
}

var offers = store.NewTable("offer", func(o *Offer) string { return store.Key(o.Chat.Channel, o.Chat.Chat) })

// offerFor is how long a number still means the buttons of an old message.
const offerFor = 7 * 24 * time.Hour

// offersKept is how many earlier ones are remembered.
const offersKept = 3

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
	if out.Thanks != "" {
		thanks.Put(tx, Thankable{Chat: chat, Token: out.Thanks, At: at})
	}
	buttons := slices.DeleteFunc(slices.Clone(out.Buttons), func(b bot.Button) bool { return b.Tap })
	if len(buttons) == 0 || strings.HasPrefix(buttons[0].Token, "q:") {
		return
	}
	put(tx, Offer{Chat: chat, Buttons: buttons, At: at, Asks: asks})
}

// Questioned notes that a conversation asked something: what is typed from now on is for
// it, and when it is over no number reaches back behind it.
func Questioned(tx store.Tx, chat bot.Address) { put(tx, Offer{Chat: chat, At: tx.Now()}) }

// put keeps an offer where it stands among those of its chat: that it went out may be
// known only after somebody has answered it.
func put(tx store.Tx, o Offer) {
	list := []Offer{o}
	if last, some := offers.Get(tx, store.Key(o.Chat.Channel, o.Chat.Chat)); some {
		before := last.Before
		last.Before = nil
		if list = append(list, last); o.Buttons == nil && last.Buttons == nil && !o.At.Before(last.At) {
			list = list[:1]
		}
		list = append(list, before...)
	}
	slices.SortStableFunc(list, func(a, b Offer) int { return b.At.Compare(a.At) })
	list[0].Before = slices.Clone(list[1:min(len(list), 1+offersKept)])
	offers.Put(tx, list[0])
}

// OfferIn returns the choices a chat was last sent.
func OfferIn(tx store.Reader, chat bot.Address) (Offer, bool) {
	return OfferSeen(tx, chat, func(time.Time) bool { return true })
}

// OfferSeen returns the choices that were last sent to a chat at a time that is
// accepted.
func OfferSeen(tx store.Reader, chat bot.Address, accept func(at time.Time) bool) (Offer, bool) {
	o, _ := offers.Get(tx, store.Key(chat.Channel, chat.Chat))
	behind := false
	for _, o := range append([]Offer{o}, o.Before...) {
		switch {
		case !accept(o.At):
		case len(o.Buttons) == 0:
			behind = true
		default:
			o.Behind = behind
			return o, tx.Now().Before(o.At.Add(offerFor))
		}
	}
	return Offer{}, false
}

// DropOffer forgets them: they were taken up.
func DropOffer(tx store.Tx, chat bot.Address) {
	offers.Delete(tx, store.Key(chat.Channel, chat.Chat))
}

// Thankable is the last message of a chat which it means something to thank for.
type Thankable struct {
	Chat  bot.Address `json:"chat"`
	Token string      `json:"token"`
	At    time.Time   `json:"at"`
}

var thanks = store.NewTable("thanks", func(t *Thankable) string { return store.Key(t.Chat.Channel, t.Chat.Chat) })

// thanksFor is how long thanks are for an old message.
const thanksFor = 3 * 24 * time.Hour

// MovedOn notes that somebody said something else than thanks: those that come later are
// not for what was sent before.
func MovedOn(tx store.Tx, chat bot.Address) {
	key := store.Key(chat.Channel, chat.Chat)
	if t, ok := thanks.Get(tx, key); ok && t.At.Before(tx.Now()) {
		thanks.Delete(tx, key)
	}
}

// TakeThanks returns what thanks in a chat are for, sent after a time, and notes that
// they were given. They are not for what came before a later numbered message.
func TakeThanks(tx store.Tx, chat bot.Address, after time.Time) (token string, ok bool) {
	t, ok := thanks.Get(tx, store.Key(chat.Channel, chat.Chat))
	if !ok || !t.At.After(after) || tx.Now().Sub(t.At) > thanksFor {
		return "", false
	}
	if o, some := offers.Get(tx, store.Key(chat.Channel, chat.Chat)); some && o.At.After(t.At) {
		return "", false
	}
	thanks.Delete(tx, store.Key(chat.Channel, chat.Chat))
	return t.Token, true
}
