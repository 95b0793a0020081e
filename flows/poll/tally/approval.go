package tally

import (
	"cmp"
	"slices"
)

// Approvals is one ballot that approves options, or Count ballots that are
// alike. A ballot that approves none took part and approves none.
type Approvals struct {
	Picks []int
	Count int
}

// Approve counts approvals: the most first, the equal in the order of the lot.
// A pick that comes twice on a ballot is one.
func Approve(options []string, ballots []Approvals, seed string) Result {
	votes := make(map[string]int, len(options))
	r := Result{}
	for _, b := range ballots {
		r.Took += b.Count
		for _, o := range slices.Compact(slices.Sorted(slices.Values(b.Picks))) {
			votes[options[o]] += b.Count
		}
	}
	r.Valid, r.Electorate = r.Took, r.Took
	place := places(seed, options)
	order := make([]int, len(options))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(place[a], place[b]) })
	r.Rows = rank(names(options, order), votes)
	r.First, r.Decision = Question{}.decide(r)
	return r
}
