package cast

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/outbox"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/store"
)

// moveUp tells those who have got a seat because somebody gave up theirs.
func moveUp(tx store.Tx, p poll.Poll, was, now poll.Ballot) {
	if !ballot.Queues(p) {
		return
	}
	for i, o := range p.Options {
		if was.Marks[i] == 0 || now.Marks[i] > 0 {
			continue
		}
		line := ballot.Line(tx, p, i)
		if len(line) < o.Seats || line[o.Seats-1] < was.Marks[i] {
			continue
		}
		next := line[o.Seats-1]
		p.EachVoter(tx, "", func(v poll.Voted, b poll.Ballot) bool {
			if b.Marks[i] == next {
				outbox.Tell(tx, v.Person, bot.Out{Text: fmt.Sprintf("%s\n\n有人退出，「%s」轮到您了，名额是您的。不去的话请回复「改报名」退出。", p.Head(), o.Label)})
			}
			return b.Marks[i] != next
		})
	}
}

// withdraw gives up the seats of a sign-up.
func withdraw(tx store.Tx, p poll.Poll, v poll.Voted) {
	was, ok := poll.BallotAt(tx, p, v.Receipt)
	if !p.Info().Seats || v.Receipt == "" || !ok {
		return
	}
	now := was
	now.Marks, now.Words = make(poll.Marks, len(p.Options)), ""
	poll.PutBallot(tx, now)
	moveUp(tx, p, was, now)
}
