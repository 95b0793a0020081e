package ballot

import (
	"slices"

	"yishi/flows/poll"
	"yishi/flows/poll/tally"
	"yishi/store"
)

// pile is ballots that say the same.
type pile struct {
	marks poll.Marks
	count int
}

// piles puts the ballots of a poll together that say the same, in an order that
// does not depend on who voted when. It decodes each thing said once, not each
// ballot.
func piles(tx store.Reader, p poll.Poll) []pile {
	counts := map[string]*int{}
	from, to := store.Under(store.Key(p.ID))
	for _, ballot := range tx.Scan(poll.BallotTable, from, to) {
		marks := poll.MarksIn(ballot)
		if n := counts[string(marks)]; n != nil {
			*n++
		} else {
			one := 1
			counts[string(marks)] = &one
		}
	}
	texts := make([]string, 0, len(counts))
	for text := range counts {
		texts = append(texts, text)
	}
	slices.Sort(texts)
	list := make([]pile, len(texts))
	for i, text := range texts {
		m, ok := poll.ReadMarks(text, len(p.Options))
		if !ok {
			panic(store.Damaged(poll.BallotTable, p.ID, "no marks"))
		}
		list[i] = pile{m, *counts[text]}
	}
	return list
}

// tallied is piles by the options they mark. Of an order it is the first.
func tallied(p poll.Poll, all []pile) []tally.Pile {
	list := make([]tally.Pile, len(all))
	for i, b := range all {
		list[i] = tally.Pile{Picks: p.Keys(b.marks), Count: b.count}
	}
	return list
}

// question is the poll as something to count.
func question(p poll.Poll) tally.Question {
	q := tally.Question{Electorate: p.Electorate, Quorum: p.Quorum, Threshold: p.Line}
	q.Min, q.Max = of(&p).bounds()
	for _, o := range p.Options {
		q.Options = append(q.Options, o.Key)
	}
	return q
}

// Count counts the ballots of a poll: for most kinds the votes of each option say it
// all; already has what is known beside the ballots.
func Count(tx store.Reader, p poll.Poll, already poll.Result) poll.Result {
	all, r := piles(tx, p), already
	r.Result = tally.CountPiles(question(p), tallied(p, all))
	of(&p).count(tx, &r, all)
	return r
}
