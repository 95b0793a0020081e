package tally

import "slices"

// Pile is ballots that are alike: Count of them with the same picks.
type Pile struct {
	Picks []string
	Count int
}

// CountPiles counts by plurality, as Count does, ballots that were put into
// piles: of a million there are only as many as there are answers.
func CountPiles(q Question, piles []Pile) Result {
	r := Result{Electorate: q.Electorate}
	votes := make(map[string]int, len(q.Options))
	for _, pile := range piles {
		r.Took += pile.Count
		picks := q.valid(slices.Compact(slices.Sorted(slices.Values(pile.Picks))))
		if picks == nil {
			continue
		}
		r.Valid += pile.Count
		for _, key := range picks {
			votes[key] += pile.Count
		}
	}
	r.Rows = rank(q.Options, votes)
	r.First, r.Decision = q.decide(r)
	return r
}
