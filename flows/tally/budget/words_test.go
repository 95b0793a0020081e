package budget_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yishi/flows/tally/budget"
)

// TestPointsExplained: some have too little left.
func TestPointsExplained(t *testing.T) {
	b := &budget.Budget{
		Total: 300_00, Places: 2, Unit: "PLN", Least: 2,
		Projects: []budget.Project{{ID: "A", Cost: 150_00}, {ID: "B", Cost: 90_00}, {ID: "C", Cost: 50_00}, {ID: "D", Cost: 1_00}},
		Votes: [][]budget.Support{
			{{Project: 0, Points: 4}, {Project: 1, Points: 1}},
			{{Project: 0, Points: 1}, {Project: 1, Points: 1}, {Project: 2, Points: 1}},
			{{Project: 1, Points: 2}, {Project: 2, Points: 1}, {Project: 3, Points: 1}},
		},
	}
	want := []string{
		"平均分配法：预算 300 PLN，3 人投票，每人的份额 100 PLN（300/3）",
		"一个项目对一位居民的好处，算作他给的分乘以项目的总价；所以分担的时候，给 2 分的人出的钱是给 1 分的两倍",
		"有剩余时，每人的份额加 1 PLN重新算，一次次加，直到没有放得下的项目，或者再加就会超出预算；还剩的，按支持从多到少补选",
		"✔ 1. B：3/3 人支持，共 4 分，总价 90 PLN，由支持者按分数分担，每分 22.5 PLN",
		"✔ 2. A：2/3 人支持，共 5 分，总价 150 PLN，由支持者按分数分担，每分 72.5 PLN，1 人份额不足，出了剩下的全部；折合有效分数 2.1",
		"✔ 3. C：2/3 人支持，共 2 分，总价 50 PLN，由支持者按分数分担，每分 45 PLN，1 人份额不足，出了剩下的全部；折合有效分数 1.1",
		"✘ D：1/3 人支持，共 1 分，没有达到最低要求 2",
		"共选中 3/4 个项目，用去 290 PLN，总预算 300 PLN，剩余 10 PLN",
	}
	if diff := cmp.Diff(want, budget.EqualShares(b).Explain()); diff != "" {
		t.Error(diff)
	}
}

func TestRaisedAndCompletedExplained(t *testing.T) {
	b := wish(100, []string{"A60", "C50", "B40", "D70"}, repeat("A", 6, "C", 1, "B", 3))
	got := strings.Join(budget.EqualShares(b).Explain(), "\n")
	for _, want := range []string{
		"这次每人的份额加了 4 元",
		"✔ 2. B：3/10 人支持，总价 40 元，由支持者尽量平均分担，每人约 13.33 元",
		"✘ D：没有人支持",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not said in\n%s", want, got)
		}
	}
	b = wish(100, []string{"A60", "B60", "C40"}, repeat("A", 5, "B", 5, "C", 1))
	if got := strings.Join(budget.EqualShares(b).Explain(), "\n"); !strings.Contains(got, "分担之后预算还有剩余，按支持从多到少补选，需要 40 元，放得下") {
		t.Error(got)
	}
}
