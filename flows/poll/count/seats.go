package count

import (
	"strings"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/outbox"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/tally"
	"yishi/store"
)

// SeatsDue tells a stretch of those who signed up what they got.
func SeatsDue(tx store.Tx, e agenda.Entry) error {
	id, after, _ := strings.Cut(e.Ref, " ")
	p, ok := poll.Get(tx, id)
	if !ok {
		return nil
	}
	seats := make([]tally.Seated, len(p.Options))
	for i := range p.Options {
		seats[i] = ballot.Seated(tx, p, i)
	}
	n := 0
	p.EachVoter(tx, after, func(v poll.Voted, b poll.Ballot) bool {
		if n++; n > poll.Stretch {
			agenda.Set(tx, tx.Now(), poll.DueSeats, id+" "+after)
			return false
		}
		after = store.Key(v.Poll, v.Voice)
		if text := ballot.GotWords(p, seats, b); text != "" {
			outbox.Tell(tx, v.Person, bot.Out{Text: p.Head() + "\n\n" + text, Title: "报名结果", Fields: poll.Fields(p)})
		}
		return true
	})
	return nil
}
