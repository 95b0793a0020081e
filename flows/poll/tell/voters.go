package tell

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// Voter tells who has the vote what staff have done for them, so that what is
// not theirs does not go unnoticed; where the home has it, everybody of it.
func Voter(tx store.Tx, p poll.Poll, who directory.Person, text string) {
	out := bot.Out{Text: p.Head() + "\n\n" + text, Title: "工作人员登记", Fields: poll.Fields(p)}
	of(p).voter(tx, who, out)
}

func (e persons) voter(tx store.Tx, who directory.Person, out bot.Out) { outbox.Tell(tx, who.ID, out) }

// Owner tells who votes for a part what somebody else did for it: nothing that
// is not theirs goes unnoticed.
func Owner(tx store.Tx, p poll.Poll, part owners.Part, title, text string) {
	if part.Home == "" {
		return
	}
	for who := range (directory.Audience{Place: part.Home, Owners: true}).People(tx) {
		if voice.VotesFor(tx, p, who, part.Unit) {
			outbox.Tell(tx, who.ID, bot.Out{Text: p.Head() + "\n\n" + text, Title: title, Fields: poll.Fields(p)})
		}
	}
}
