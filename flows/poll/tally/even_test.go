package tally_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yishi/flows/poll/tally"
)

// TestNobodyWinsWithoutVotes: ballots that say nothing, and no ballots, have no winner
// by any rule.
func TestNobodyWinsWithoutVotes(t *testing.T) {
	options := []string{"A", "B", "C"}
	for _, count := range []int{0, 5} {
		rankings := []tally.Ranking{{Rank: make([]uint16, 3), Count: count}}
		if w := tally.Schulze(options, rankings, "7"); w.Winner != "" || w.Condorcet || w.Even() != nil {
			t.Errorf("pairs of %d blanks: %+v", count, w)
		}
		if w := tally.InstantRunoff(options, rankings, "7"); w.Winner != "" || w.Even != nil {
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

// TestAProjectNotDrawnIsTold: of two projects alike the lot draws one, and the other is
// told just that.
func TestAProjectNotDrawnIsTold(t *testing.T) {
	b := wish(100, []string{"A60", "B60"}, []string{"A", "B"})
	f := tally.EqualShares(b)
	if len(f.Lots) != 1 || len(f.Funded()) != 1 {
		t.Fatalf("lots %v, funded %v", f.Lots, f.Funded())
	}
	said := strings.Join(f.Explain(), "\n")
	if !strings.Contains(said, "和一样多的项目抽签，没有抽到") || strings.Contains(said, "合计只剩") || !strings.Contains(said, "A、B 的票数和总价都一样") {
		t.Error(said)
	}
	if b = wish(200, []string{"A60", "B60"}, []string{"A", "B"}); tally.EqualShares(b).Lots != nil {
		t.Error("both fit, so there is nothing to draw")
	}
}

// TestEvenIsWhereTheLotDecides has rapid look for a lot that changes a result without
// the count having said so, and for a count that says so although no lot does.
func TestEvenIsWhereTheLotDecides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		options := []string{"A", "B", "C", "D"}
		ballots := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) tally.Ranking {
			b := tally.Ranking{Rank: make([]uint16, 4), Count: rapid.IntRange(1, 2).Draw(t, "count")}
			for i := range b.Rank {
				b.Rank[i] = uint16(rapid.IntRange(0, 3).Draw(t, "rank"))
			}
			return b
		}), 1, 6).Draw(t, "ballots")
		runoffs, pairs := map[string]bool{}, map[string]bool{}
		for seed := range 300 {
			runoffs[tally.InstantRunoff(options, ballots, fmt.Sprint(seed)).Winner] = true
			pairs[tally.Schulze(options, ballots, fmt.Sprint(seed)).Winner] = true
		}
		r, p := tally.InstantRunoff(options, ballots, ""), tally.Schulze(options, ballots, "")
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

// TestALotTellsWhoHangsOnIt: A and C are alike. With A first E is funded and C is not,
// with C first A is as well and E is not: A is in either way, and the lot still decides.
func TestALotTellsWhoHangsOnIt(t *testing.T) {
	b := wish(48, []string{"A24", "C24", "E6"}, []string{"A", "AC", "CE"})
	ends := map[string]bool{}
	for seed := range 20 {
		b.Seed = fmt.Sprint(seed)
		f := tally.EqualShares(b)
		ends[fmt.Sprint(f.Funded())] = true
		if fmt.Sprint(f.Lots, f.Hang) != "[[A C]] [E]" {
			t.Fatalf("lots %v, and %v hang on them", f.Lots, f.Hang)
		}
		said := strings.Join(f.Explain(), "\n")
		if both := f.AllFunded(f.Lots[0]); both != strings.Contains(said, "先后按种子抽签：C、A") || !strings.Contains(said, "E 选不选得上，也跟着抽签的先后变") {
			t.Error(said)
		}
	}
	if len(ends) != 2 {
		t.Errorf("the lot came to %v", ends)
	}
}

// ways is in how many orders a lot can put projects that are alike.
func ways(f tally.Funding) int {
	alike, ways := map[[2]int64]int{}, 1
	for _, o := range f.Outcomes {
		if o.Points > 0 {
			key := [2]int64{o.Cost, o.Points}
			alike[key]++
			ways *= alike[key]
		}
	}
	return ways
}

// TestLotsOfBudgets: whatever the lot draws, a project that is not said to be drawn for
// has the same fate.
func TestLotsOfBudgets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := budgets(1).Draw(t, "budget")
		for _, count := range []func(*tally.Budget) tally.Funding{tally.EqualShares, tally.Greedy} {
			f := count(b)
			for seed := range 10 {
				other := *b
				other.Seed = fmt.Sprint(seed)
				drawn := count(&other)
				for _, p := range b.Projects {
					if slices.Contains(f.Funded(), p.ID) != slices.Contains(drawn.Funded(), p.ID) && !f.Hangs(p.ID) && ways(f) <= 24 {
						t.Fatalf("seed %d: %s is drawn for, and only %v are said to be", seed, p.ID, f.Lots)
					}
				}
			}
		}
	})
}
