package count

import (
	"slices"

	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/flows/tally"
	"yishi/flows/tally/estate"
	"yishi/store"
)

// partBallots are the ballots of an owners' vote beside the register: of each item
// what became of each part's.
type partBallots struct {
	weights *estate.Weights
	made    [][]tally.Choice
}

// readParts reads the ballots where they lie: each names its part by number, so
// nothing is decoded and nothing looked up, however many there are.
func readParts(tx store.Reader, p poll.Poll) partBallots {
	b := partBallots{weights: owners.Weights(tx, voice.Register(tx, p))}
	for range p.Options {
		b.made = append(b.made, make([]tally.Choice, b.weights.Parts())) // not delivered
	}
	for _, no := range voice.Delivered(tx, p) {
		for i := range p.Options {
			b.made[i][no-1] = tally.Silent
		}
	}
	from, to := store.Under(store.Key(p.ID))
	for key, kept := range tx.Scan(poll.BallotTable, from, to) {
		no := poll.PartIn(kept)
		if no < 1 || no > b.weights.Parts() || !b.enter(no-1, poll.MarksIn(kept)) {
			panic(store.Damaged(poll.BallotTable, key, "not of a part"))
		}
	}
	return b
}

// enter takes the marks of one ballot: a letter and a figure for each item.
func (b *partBallots) enter(part int, marks []byte) bool {
	if len(marks) != 2*len(b.made) {
		return false
	}
	for i := range b.made {
		mark := marks[2*i+1] - '0'
		if marks[2*i] != byte('a'+i) || mark < poll.Agrees || mark > poll.Spoilt {
			return false
		}
		b.made[i][part] = poll.StanceOf[mark].Choice
	}
	return true
}

// parts are the exclusive parts of an estate, whose owners vote.
type parts struct{ poll.Poll }

// count counts an owners' vote, item by item.
func (e parts) count(tx store.Reader) poll.Result {
	p := e.Poll
	live := poll.Live(tx, p.ID)
	r := poll.Result{Result: tally.Result{Electorate: live.Of, Took: live.Took}, Trusted: live.Trusted}
	ballots := readParts(tx, p)
	for i, o := range p.Options {
		c := proof.Count(ballots.weights, o.Matter(), ballots.made[i], p.Silence)
		r.Items = append(r.Items, c)
		r.How = slices.Concat(r.How, []string{"「" + o.Label + "」"}, c.Explain(basis(p)), []string{""})
	}
	r.Asides = asideLines(tx, p)
	r.How = append(r.How, r.Asides...)
	r.How = append(r.How, tell.RegisterWords(p), "业主名册指纹："+p.Hash)
	return r
}

func (e parts) home(_ store.Reader, v poll.Voted) string { return maskedDoor(v.Voice) }

func (e parts) reached(tx store.Reader) []int { return append([]int{}, voice.Reached(tx, e.Poll)...) }

// basis quotes the law as what decides a formal vote; a survey is only counted like
// one.
func basis(p poll.Poll) string {
	if p.Formal {
		return estate.Basis
	}
	return "按民法典的算法："
}
