// Package ranking counts orders of options in two ways: round by round, the last
// going out (InstantRunoff), and each against each (Schulze). Where the two differ
// both are told. It is as pure as package tally, and as exact.
package ranking

import "slices"

// Ballot is one ballot that ranks options, or Count ballots that are alike.
// Rank has a number for each option, 1 for the best; equal numbers are equals
// and 0 is not ranked, which is behind all that are ranked.
type Ballot struct {
	Rank  []uint16
	Count int
}

// says is whether the ballot ranks anything.
func (r Ballot) says() bool {
	return r.Count > 0 && slices.ContainsFunc(r.Rank, func(rank uint16) bool { return rank > 0 })
}

// classes are the ranked options, best first, equals together.
func (r Ballot) classes() [][]uint16 {
	if len(r.Rank) == 0 {
		return nil
	}
	ends := make([]int, 1+int(slices.Max(r.Rank)))
	for _, rank := range r.Rank {
		ends[rank]++
	}
	for rank, sum := 1, 0; rank < len(ends); rank++ { // where each class begins
		ends[rank], sum = sum, sum+ends[rank]
	}
	order := make([]uint16, len(r.Rank)-ends[0])
	for option, rank := range r.Rank {
		if rank > 0 {
			order[ends[rank]] = uint16(option)
			ends[rank]++
		}
	}
	classes := make([][]uint16, 0, len(ends)-1)
	for start, rank := 0, 1; rank < len(ends); rank++ {
		if end := ends[rank]; end > start {
			classes = append(classes, order[start:end])
			start = end
		}
	}
	return classes
}
