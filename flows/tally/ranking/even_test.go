package ranking_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"yishi/flows/tally/ranking"
)

// TestEvenIsWhereTheLotDecides has rapid look for a lot that changes a result without
// the count having said so, and for a count that says so although no lot does.
func TestEvenIsWhereTheLotDecides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		options := []string{"A", "B", "C", "D"}
		ballots := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) ranking.Ballot {
			b := ranking.Ballot{Rank: make([]uint16, 4), Count: rapid.IntRange(1, 2).Draw(t, "count")}
			for i := range b.Rank {
				b.Rank[i] = uint16(rapid.IntRange(0, 3).Draw(t, "rank"))
			}
			return b
		}), 1, 6).Draw(t, "ballots")
		runoffs, pairs := map[string]bool{}, map[string]bool{}
		for seed := range 300 {
			runoffs[ranking.InstantRunoff(options, ballots, fmt.Sprint(seed)).Winner] = true
			pairs[ranking.Schulze(options, ballots, fmt.Sprint(seed)).Winner] = true
		}
		r, p := ranking.InstantRunoff(options, ballots, ""), ranking.Schulze(options, ballots, "")
		same(t, "the run-off", runoffs, r.Winner, r.Even)
		same(t, "the pairs", pairs, p.Winner, p.Even())
	})
}

// same holds what a count says of its lot to what many lots came to.
func same(t *rapid.T, what string, won map[string]bool, winner string, even []string) {
	if even == nil {
		even = []string{winner}
	}
	if len(won) != len(even) {
		t.Fatalf("%s: %v won, said to be even: %v", what, won, even)
	}
	for _, one := range even {
		if !won[one] {
			t.Fatalf("%s: %s never won", what, one)
		}
	}
}
