package tell

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// homes have a vote each: whoever lives there hears of it, and they are no residents of
// an age.
type homes struct{ persons }

func (e homes) all(tx store.Reader) string { return directory.FullName(tx, e.For.Place) + "的住户" }

func (e homes) voter(tx store.Tx, who directory.Person, out bot.Out) {
	home := voice.Whose(tx, e.Poll, who)
	for one := range (directory.Audience{Place: home}).People(tx) {
		if voice.Whose(tx, e.Poll, one) == home {
			outbox.Tell(tx, one.ID, out)
		}
	}
}
