package budget_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yishi/flows/tally"
	"yishi/flows/tally/budget"
)

// wish reads "A700 B400" as projects with costs, and "AB AC" as ballots that
// approve.
func wish(total int64, projects []string, ballots []string) *budget.Budget {
	b := &budget.Budget{Total: total}
	at := map[byte]int{}
	for i, p := range projects {
		var cost int64
		fmt.Sscan(p[1:], &cost)
		at[p[0]] = i
		b.Projects = append(b.Projects, budget.Project{ID: p[:1], Cost: cost})
	}
	for _, ballot := range ballots {
		var votes []budget.Support
		for i := range len(ballot) {
			votes = append(votes, budget.Support{Project: at[ballot[i]], Points: 1})
		}
		b.Votes = append(b.Votes, votes)
	}
	return b
}

func TestEqualShares(t *testing.T) {
	kids := []string{"B700", "G400", "P250", "Y200", "L100"}
	tests := []struct {
		name   string
		budget *budget.Budget
		shares string
		greedy string
		raised int64
	}{
		{"the example of equalshares.net: bike path, playground, library", wish(1100, kids,
			[]string{"BG", "BGP", "BG", "BGP", "BGP", "BG", "PYL", "Y", "YL", "PYL", "B"}), "BYL", "BG", 0},
		{"one group of 60 % and one of 40 %", wish(100, []string{"A18", "B19", "C20", "D21", "E22", "x19", "y20", "z21"},
			repeat("ABCDE", 6, "xyz", 4)), "ABCxy", "ABCDE", 0},
		{"shares are raised until the money is used", wish(100, []string{"A60", "B30"}, []string{"A", "A", "B", "B"}), "BA", "BA", 5},
		{"a step that would spend too much is not made", wish(100, []string{"A60", "B60"}, repeat("A", 6, "B", 4)), "A", "A", 0},
		{"what fits is added from the most points down", wish(100, []string{"A60", "C50", "B40"}, repeat("A", 6, "C", 1, "B", 3)), "AB", "AB", 4},
		{"few voters and much money: steps that change nothing are not made one by one", wish(1_000_000_000_000, []string{"a500000000000", "b400000000000", "c450000000000"},
			[]string{"ab", "b", "c"}), "bc", "bc", 116666666667},
		{"what nobody wants is not funded", wish(100, []string{"A60", "B10"}, []string{"A"}), "A", "A", 0},
		{"nobody voted", wish(100, []string{"A60"}, nil), "", "", 0},
		{"there is no money", wish(0, []string{"A60"}, []string{"A"}), "", "", 0},
		{"what costs more than there is", wish(50, []string{"A60", "B50"}, []string{"A", "B"}), "B", "B", 25},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.budget.Check(); err != nil {
				t.Fatal(err)
			}
			f := budget.EqualShares(tt.budget)
			if diff := cmp.Diff(tt.shares, concat(f.Funded())); diff != "" || f.Raised != tt.raised {
				t.Errorf("raised by %d\n%s", f.Raised, diff)
			}
			if diff := cmp.Diff(tt.greedy, concat(budget.Greedy(tt.budget).Funded())); diff != "" {
				t.Errorf("greedy:\n%s", diff)
			}
		})
	}
}

// TestSharesAreRaisedByWholeUnits: by one yuan, where amounts are in fen.
func TestSharesAreRaisedByWholeUnits(t *testing.T) {
	b := wish(100_00, []string{"A6001", "B3000"}, []string{"A", "A", "B", "B"})
	b.Places = 2
	if f := budget.EqualShares(b); f.Raised != 6_00 || concat(f.Funded()) != "BA" {
		t.Errorf("%s, raised by %d", concat(f.Funded()), f.Raised)
	}
}

func concat(ids []string) (s string) {
	for _, id := range ids {
		s += id
	}
	return s
}

func repeat(of ...any) (list []string) {
	for i := 0; i < len(of); i += 2 {
		list = append(list, slices.Repeat([]string{of[i].(string)}, of[i+1].(int))...)
	}
	return list
}

func TestBudgetRefuses(t *testing.T) {
	good := func() *budget.Budget { return wish(100, []string{"A60", "B10"}, []string{"A"}) }
	for name, spoil := range map[string]func(*budget.Budget){
		"a negative budget":    func(b *budget.Budget) { b.Total = -1 },
		"a cost of nothing":    func(b *budget.Budget) { b.Projects[1].Cost = 0 },
		"an unknown project":   func(b *budget.Budget) { b.Votes[0][0].Project = 2 },
		"no points":            func(b *budget.Budget) { b.Votes[0][0].Points = 0 },
		"support twice":        func(b *budget.Budget) { b.Votes[0] = append(b.Votes[0], b.Votes[0][0]) },
		"sums that run over":   func(b *budget.Budget) { b.Total = 1 << 59 },
		"points that run over": func(b *budget.Budget) { b.Votes[0][0].Points = 1 << 31 },
	} {
		b := good()
		if err := b.Check(); err != nil {
			t.Fatal(err)
		}
		if spoil(b); b.Check() == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// plainShares is the method as its definition reads, in slow fractions.
func plainShares(b *budget.Budget, raised int64) (funded []int) {
	n := int64(len(b.Votes))
	left := make([]*big.Rat, n)
	for i := range left {
		left[i] = new(big.Rat).SetFrac64(b.Total+raised*n, n)
	}
	for {
		best, bestRho := -1, new(big.Rat)
		for p := range b.Projects {
			if slices.Contains(funded, p) {
				continue
			}
			rho := plainRho(b, p, left)
			if rho == nil {
				continue
			}
			if order := rho.Cmp(bestRho); best < 0 || order < 0 || order == 0 && cheaper(b, p, best) {
				best, bestRho = p, rho
			}
		}
		if best < 0 {
			return funded
		}
		funded = append(funded, best)
		for i, ballot := range b.Votes {
			for _, s := range ballot {
				if s.Project == best {
					pay := plainPay(bestRho, b.Projects[best].Cost, s.Points)
					if pay.Cmp(left[i]) > 0 {
						pay = left[i]
					}
					left[i] = new(big.Rat).Sub(left[i], pay)
				}
			}
		}
	}
}

func plainPay(rho *big.Rat, cost, points int64) *big.Rat {
	return new(big.Rat).Mul(rho, new(big.Rat).SetInt64(cost*points))
}

// plainRho is the least rho at which the backers of a project pay its cost.
func plainRho(b *budget.Budget, project int, left []*big.Rat) *big.Rat {
	type payer struct {
		left   *big.Rat
		points int64
	}
	var payers []payer
	have, points := new(big.Rat), int64(0)
	for i, ballot := range b.Votes {
		for _, s := range ballot {
			if s.Project == project {
				payers = append(payers, payer{left[i], s.Points})
				have.Add(have, left[i])
				points += s.Points
			}
		}
	}
	rest := new(big.Rat).SetInt64(b.Projects[project].Cost)
	if len(payers) == 0 || have.Cmp(rest) < 0 {
		return nil
	}
	ratio := func(p payer) *big.Rat { return new(big.Rat).Quo(p.left, new(big.Rat).SetInt64(p.points)) }
	slices.SortFunc(payers, func(x, y payer) int { return ratio(x).Cmp(ratio(y)) })
	for _, p := range payers {
		each := new(big.Rat).Quo(rest, new(big.Rat).SetInt64(points))
		if each.Cmp(ratio(p)) <= 0 {
			return each.Quo(each, new(big.Rat).SetInt64(b.Projects[project].Cost))
		}
		rest.Sub(rest, p.left)
		points -= p.points
	}
	return nil
}

func cheaper(b *budget.Budget, x, y int) bool {
	points := make([]int64, len(b.Projects))
	for _, ballot := range b.Votes {
		for _, s := range ballot {
			points[s.Project] += s.Points
		}
	}
	if b.Projects[x].Cost != b.Projects[y].Cost {
		return b.Projects[x].Cost < b.Projects[y].Cost
	}
	if points[x] != points[y] {
		return points[x] > points[y]
	}
	drawn := tally.Draw(b.Seed, []string{b.Projects[x].ID, b.Projects[y].ID})
	return drawn[0] == b.Projects[x].ID
}

// plainAdd1 completes it as the definition reads.
func plainAdd1(b *budget.Budget) (funded []int, raised int64) {
	cost := func(funded []int) (sum int64) {
		for _, p := range funded {
			sum += b.Projects[p].Cost
		}
		return sum
	}
	funded = plainShares(b, 0)
	for {
		full := true
		for p := range b.Projects {
			backed := slices.ContainsFunc(b.Votes, func(v []budget.Support) bool {
				return slices.ContainsFunc(v, func(s budget.Support) bool { return s.Project == p })
			})
			full = full && (!backed || slices.Contains(funded, p) || cost(funded)+b.Projects[p].Cost > b.Total)
		}
		if full {
			return funded, raised
		}
		next := plainShares(b, raised+1)
		if cost(next) > b.Total {
			return funded, raised
		}
		funded, raised = next, raised+1
	}
}

// budgets draws small budgets with many ties.
func budgets(points int64) *rapid.Generator[*budget.Budget] {
	return rapid.Custom(func(t *rapid.T) *budget.Budget {
		b := &budget.Budget{Total: rapid.Int64Range(0, 60).Draw(t, "total"), Seed: rapid.StringN(0, 2, -1).Draw(t, "seed")}
		n := rapid.IntRange(1, 7).Draw(t, "projects")
		for i := range n {
			b.Projects = append(b.Projects, budget.Project{ID: string(rune('A' + i)), Cost: rapid.Int64Range(1, 25).Draw(t, "cost")})
		}
		for range rapid.IntRange(0, 8).Draw(t, "voters") {
			var ballot []budget.Support
			for i := range n {
				if rapid.Bool().Draw(t, "backs") {
					ballot = append(ballot, budget.Support{Project: i, Points: rapid.Int64Range(1, points).Draw(t, "points")})
				}
			}
			b.Votes = append(b.Votes, ballot)
		}
		return b
	})
}

// TestEqualSharesAlways compares with the definition and looks for a budget that
// breaks what must hold.
func TestEqualSharesAlways(t *testing.T) {
	for _, points := range []int64{1, 3} {
		rapid.Check(t, func(t *rapid.T) {
			b := budgets(points).Draw(t, "budget")
			if err := b.Check(); err != nil {
				t.Fatal(err)
			}
			f := budget.EqualShares(b)
			var want []string
			if len(b.Votes) > 0 {
				funded, raised := plainAdd1(b)
				for _, p := range funded {
					want = append(want, b.Projects[p].ID)
				}
				if raised != f.Raised {
					t.Fatalf("raised by %d, want %d", f.Raised, raised)
				}
			}
			if diff := cmp.Diff(want, byShares(f)); diff != "" {
				t.Fatalf("not as the definition reads:\n%s", diff)
			}
			within(t, b, f)
			within(t, b, budget.Greedy(b))
			if len(b.Votes) > 0 {
				shuffled := *b
				shuffled.Votes = rapid.Permutation(b.Votes).Draw(t, "order")
				if diff := cmp.Diff(f.Funded(), budget.EqualShares(&shuffled).Funded()); diff != "" {
					t.Fatalf("in another order:\n%s", diff)
				}
			}
		})
	}
}

func byShares(f budget.Funding) (ids []string) {
	for _, o := range f.Outcomes {
		if o.Stage == budget.ByShares {
			ids = append(ids, o.ID)
		}
	}
	return ids
}

// within: no more is spent than there is, nothing is funded twice or unwanted,
// and nothing that is wanted would still fit.
func within(t *rapid.T, b *budget.Budget, f budget.Funding) {
	spent := int64(0)
	seen := map[string]bool{}
	for _, o := range f.Outcomes {
		if seen[o.ID] {
			t.Fatalf("%s is there twice", o.ID)
		}
		seen[o.ID] = true
		if o.Stage != budget.NotFunded {
			spent += o.Cost
			if o.Points == 0 {
				t.Fatalf("%s is funded and nobody wants it", o.ID)
			}
		}
	}
	if spent != f.Spent || spent > b.Total || len(seen) != len(b.Projects) {
		t.Fatalf("%d spent of %d, %d told; %d projects", spent, b.Total, f.Spent, len(seen))
	}
	for _, o := range f.Outcomes {
		if o.Stage == budget.NotFunded && o.Points > 0 && o.Cost <= b.Total-spent {
			t.Fatalf("%s would fit", o.ID)
		}
	}
}

// village is a budget of about the size of a street's: many voters with 1 to 10
// approvals among the projects, some loved and some not.
func village(projects, voters int, total int64) *budget.Budget {
	random := rand.New(rand.NewPCG(7, 7))
	b := &budget.Budget{Total: total}
	love := make([]float64, projects)
	for i := range projects {
		b.Projects = append(b.Projects, budget.Project{ID: fmt.Sprint(i), Cost: 1000 * (5 + random.Int64N(total/20_000))})
		love[i] = random.Float64() * random.Float64()
	}
	for range voters {
		var ballot []budget.Support
		wanted := 1 + random.IntN(10)
		for _, i := range random.Perm(projects) {
			if len(ballot) < wanted && random.Float64() < love[i] {
				ballot = append(ballot, budget.Support{Project: i, Points: 1})
			}
		}
		b.Votes = append(b.Votes, ballot)
	}
	return b
}

// TestEqualSharesIsExact compares with fractions where the numbers are long.
func TestEqualSharesIsExact(t *testing.T) {
	b := village(16, 130, 300_000)
	f := budget.EqualShares(b)
	var want []string
	for _, p := range plainShares(b, f.Raised) {
		want = append(want, b.Projects[p].ID)
	}
	if diff := cmp.Diff(want, byShares(f)); diff != "" {
		t.Error(diff)
	}
	if len(f.Funded()) < 5 || f.Raised == 0 {
		t.Errorf("%d funded, raised by %d", len(f.Funded()), f.Raised)
	}
}

// BenchmarkEqualShares is 64 projects and 6,600 ballots.
func BenchmarkEqualShares(b *testing.B) {
	for _, total := range []int64{1_000_000, 5_000_000, 30_000_000, 300_000_000} {
		money := village(64, 6_600, total)
		b.Run(fmt.Sprint(total), func(b *testing.B) {
			var f budget.Funding
			for b.Loop() {
				f = budget.EqualShares(money)
			}
			b.ReportMetric(float64(f.Raised+1), "runs")
		})
	}
}

func TestBudgetExplained(t *testing.T) {
	b := wish(1100, []string{"B700", "G400", "P250", "Y200", "L100", "N50"},
		[]string{"BG", "BGP", "BG", "BGP", "BGP", "BG", "PYL", "Y", "YL", "PYL", "B"})
	b.Projects[0].Name = "自行车道"
	want := []string{
		"平均分配法：预算 1100 元，11 人投票，每人的份额 100 元（1100/11）",
		"有剩余时，每人的份额加 1 元重新算，一次次加，直到没有放得下的项目，或者再加就会超出预算；还剩的，按支持从多到少补选",
		"✔ 1. B 自行车道：7/11 人支持，总价 700 元，由支持者尽量平均分担，每人 100 元",
		"✔ 2. Y：4/11 人支持，总价 200 元，由支持者尽量平均分担，每人 50 元",
		"✔ 3. L：3/11 人支持，总价 100 元，由支持者尽量平均分担，每人约 33.33 元",
		"✘ G：6/11 人支持，需要 400 元，支持者的份额合计只剩 0 元，不够；预算只剩 100 元，放不下",
		"✘ P：5/11 人支持，需要 250 元，支持者的份额合计只剩约 33.33 元，不够；预算只剩 100 元，放不下",
		"✘ N：没有人支持",
		"共选中 3/6 个项目，用去 1000 元，总预算 1100 元，剩余 100 元",
	}
	if diff := cmp.Diff(want, budget.EqualShares(b).Explain()); diff != "" {
		t.Error(diff)
	}
	want = []string{
		"按票数从多到少：预算 1100 元，11 人投票，放不下的跳过",
		"✔ 1. B 自行车道：7/11 人支持，需要 700 元，放得下",
		"✔ 2. G：6/11 人支持，需要 400 元，放得下",
		"✘ P：5/11 人支持，需要 250 元，轮到时预算已不够，最后只剩 0 元，放不下",
		"✘ Y：4/11 人支持，需要 200 元，轮到时预算已不够，最后只剩 0 元，放不下",
		"✘ L：3/11 人支持，需要 100 元，轮到时预算已不够，最后只剩 0 元，放不下",
		"✘ N：没有人支持",
		"共选中 2/6 个项目，用去 1100 元，总预算 1100 元，剩余 0 元",
	}
	if diff := cmp.Diff(want, budget.Greedy(b).Explain()); diff != "" {
		t.Error(diff)
	}
}
