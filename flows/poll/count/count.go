package count

import (
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
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
	already := poll.Result{Trusted: live.Trusted, Late: live.Late, Asides: paperLines(tx, p)}
	if p.Assembles() {
		already.Came, already.Admitted = live.Attended(), live.Admitted
	}
	return ballot.Count(tx, p, already)
}
