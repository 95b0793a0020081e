package tally_test

import (
	"slices"
	"strings"
	"testing"

	"yishi/flows/tally"
	"yishi/flows/tally/ranking"
)

// TestNobodyWinsWithoutVotes: ballots that say nothing, and no ballots, have no winner
// by any rule.
func TestNobodyWinsWithoutVotes(t *testing.T) {
	options := []string{"A", "B", "C"}
	for _, count := range []int{0, 5} {
		rankings := []ranking.Ballot{{Rank: make([]uint16, 3), Count: count}}
		if w := ranking.Schulze(options, rankings, "7"); w.Winner != "" || w.Condorcet || w.Even() != nil {
			t.Errorf("pairs of %d blanks: %+v", count, w)
		}
		if w := ranking.InstantRunoff(options, rankings, "7"); w.Winner != "" || w.Even != nil {
			t.Errorf("run-off of %d blanks: %+v", count, w)
		}
		scored := tally.Score(options, 5, []tally.Scores{{Points: []int{0, 0, 0}, Count: count}}, "")
		if first := tally.Highest(scored); first != nil {
			t.Errorf("%d blank scores: %s", count, first)
		}
		if r := tally.Approve(options, []tally.Approvals{{Count: count}}, "7"); r.First != nil {
			t.Errorf("%d blank approvals: %+v", count, r)
		}
	}
}

// TestEqualScoresAreTold: equal means are equal ranks, in whatever order they stand.
func TestEqualScoresAreTold(t *testing.T) {
	scored := tally.Score([]string{"A", "B", "C"}, 5, []tally.Scores{{Points: []int{5, 5, 3}, Count: 3}, {Points: []int{4, 4, 0}, Count: 2}}, "x")
	if first := tally.Highest(scored); !slices.Equal(slices.Sorted(slices.Values(first)), []string{"A", "B"}) || scored[2].Rank != 3 {
		t.Errorf("%s: %+v", first, scored)
	}
	if said := strings.Join(tally.ExplainScore(scored), "\n"); !strings.Contains(said, "并列最高：") {
		t.Error(said)
	}
}
