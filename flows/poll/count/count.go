package count

import (
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/proof"
	"yishi/store"
)

// Count counts the ballots of a poll.
func Count(tx store.Reader, p poll.Poll) poll.Result {
	r := counts(tx, p)
	for i, line := range r.Lines {
		r.Lines[i] = poll.Tight(line)
	}
	for i, line := range r.How {
		r.How[i] = poll.Tight(line)
	}
	return r
}

// electorate is how the ballots of a poll are counted and listed by whose they are: those
// of persons, of homes, or of the parts that owners have (parts.go, partlist.go).
type electorate interface {
	count(tx store.Reader) poll.Result
	listed(tx store.Reader) ([]proof.Ballot, error)
	home(tx store.Reader, v poll.Voted) string // of a line of the roll, without its last figure
	reached(tx store.Reader) []int             // whom messages reached, where that counts
}

// of finds how the ballots of a poll are counted.
func of(p poll.Poll) electorate {
	each := persons{p}
	return poll.By[electorate](p, each, homes{each}, parts{p})
}

// persons have a vote each, and homes of which each has one are counted like them.
type persons struct{ poll.Poll }

type homes struct{ persons }

func counts(tx store.Reader, p poll.Poll) poll.Result {
	p.Electorate = poll.Live(tx, p.ID).Of
	return of(p).count(tx)
}

func (e persons) count(tx store.Reader) poll.Result {
	live := poll.Live(tx, e.ID)
	already := poll.Result{Trusted: live.Trusted, Late: live.Late, Asides: paperLines(tx, e.Poll)}
	if e.Assembles() {
		already.Came, already.Admitted = live.Attended(), live.Admitted
	}
	return ballot.Count(tx, e.Poll, already)
}

func (e persons) reached(store.Reader) []int { return nil }
