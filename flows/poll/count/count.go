package count

import (
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/tally"
	"yishi/store"
)

// Count counts the ballots of a poll.
func Count(tx store.Tx, p poll.Poll) poll.Result {
	r := counts(tx, p)
	for i, line := range r.Lines {
		r.Lines[i] = poll.Tight(line)
	}
	for i, line := range r.How {
		r.How[i] = poll.Tight(line)
	}
	return r
}

func counts(tx store.Tx, p poll.Poll) poll.Result {
	live := poll.Live(tx, p.ID)
	p.Electorate = live.Of
	if p.ByPart() {
		return countParts(tx, p)
	}
	all := ballot.Piles(tx, p)
	r := poll.Result{Result: tally.CountPiles(ballot.Question(p), ballot.Tallied(p, all)), Trusted: live.Trusted, Late: live.Late, Asides: paperLines(tx, p)}
	if p.Assembles() {
		r.Came, r.Admitted = live.Attended(), live.Admitted
	}
	switch {
	case p.Proposes():
		ballot.Decide(p, &r)
	case p.Info().Shape == poll.Order:
		ballot.Rank(p, &r, all)
	case p.Info().Shape == poll.Points:
		ballot.Rate(p, &r, all)
	case p.Kind == poll.Budget:
		ballot.Share(p, &r, all)
	case p.Info().Shape == poll.Queue:
		ballot.Seat(tx, p, &r)
	}
	return r
}
