package directory

import (
	"slices"
	"time"

	"yishi/bot"
	"yishi/store"
)

// Hours are an evening and a morning between which somebody is left in peace, as spans
// since midnight. The zero Hours are none.
type Hours struct {
	From  time.Duration `json:"from"`
	Until time.Duration `json:"until"`
}

// End is t, or the end of the hours that t is in.
func (h Hours) End(t time.Time) time.Time {
	midnight := bot.Midnight(t)
	at := t.Sub(midnight)
	switch over := h.From > h.Until; {
	case h == Hours{}:
		return t
	case over && at >= h.From:
		return midnight.Add(24*time.Hour + h.Until)
	case over && at < h.Until, !over && at >= h.From && at < h.Until:
		return midnight.Add(h.Until)
	}
	return t
}

// Wants reports whether somebody is to be told what many are told under a topic: who
// stopped it only what is urgent, who took back their consent nothing.
func Wants(tx store.Reader, p Person, topic string, urgent bool) bool {
	if !urgent && slices.Contains(p.Stopped, topic) {
		return false
	}
	return p.Consent > 0 || len(AccountsOf(tx, p.ID)) == 0
}

// Prefer changes what a person wants of what we send.
func Prefer(tx store.Tx, id string, change func(*Person)) {
	if p, ok := GetPerson(tx, id); ok {
		change(&p)
		PutPerson(tx, p)
	}
}

// Doubted is a person whom we know by no more than their word, wherever they live.
func Doubted(p Person) Person {
	p.Ties = slices.Clone(p.Ties)
	for i := range p.Ties {
		p.Ties[i].Trust = Claimed
	}
	p.Trust = min(p.Trust, Claimed)
	return p
}

// DropAccount takes an account from its person: whoever writes from it is a stranger.
func DropAccount(tx store.Tx, channel, chat string) { accounts.Delete(tx, store.Key(channel, chat)) }

// BuildingOf is the building that a place lies in; the place itself where it lies in none.
func BuildingOf(tx store.Reader, place string) string {
	if b, ok := Enclosing(tx, place, Building); ok {
		return b.ID
	}
	return place
}
