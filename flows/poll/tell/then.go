package tell

import (
	"yishi/bot/agenda"
	"yishi/flows/poll"
	"yishi/store"
)

// Then lets the capability for which a poll was held go on, now that it has ended.
func Then(tx store.Tx, p poll.Poll) {
	if p.Then != "" {
		agenda.Set(tx, tx.Now(), p.Then, p.ThenRef)
	}
}
