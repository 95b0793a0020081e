package budget_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yishi/flows/tally/budget"
)

// TestAProjectNotDrawnIsTold: of two projects alike the lot draws one, and the other is
// told just that.
func TestAProjectNotDrawnIsTold(t *testing.T) {
	b := wish(100, []string{"A60", "B60"}, []string{"A", "B"})
	f := budget.EqualShares(b)
	if len(f.Lots) != 1 || len(f.Funded()) != 1 {
		t.Fatalf("lots %v, funded %v", f.Lots, f.Funded())
	}
	said := strings.Join(f.Explain(), "\n")
	if !strings.Contains(said, "和一样多的项目抽签，没有抽到") || strings.Contains(said, "合计只剩") || !strings.Contains(said, "A、B 的票数和总价都一样") {
		t.Error(said)
	}
	if b = wish(200, []string{"A60", "B60"}, []string{"A", "B"}); budget.EqualShares(b).Lots != nil {
		t.Error("both fit, so there is nothing to draw")
	}
}

// TestALotTellsWhoHangsOnIt: A and C are alike. With A first E is funded and C is not,
// with C first A is as well and E is not: A is in either way, and the lot still decides.
func TestALotTellsWhoHangsOnIt(t *testing.T) {
	b := wish(48, []string{"A24", "C24", "E6"}, []string{"A", "AC", "CE"})
	ends := map[string]bool{}
	for seed := range 20 {
		b.Seed = fmt.Sprint(seed)
		f := budget.EqualShares(b)
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
func ways(f budget.Funding) int {
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
		for _, count := range []func(*budget.Budget) budget.Funding{budget.EqualShares, budget.Greedy} {
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
