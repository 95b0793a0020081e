package budget_test

import (
	"strings"
	"testing"

	"yishi/flows/tally/budget"
)

// TestCompletions: what the first shares leave over goes another way with each.
func TestCompletions(t *testing.T) {
	for _, tt := range []struct {
		completion budget.Completion
		funded     string
		raised     int64
		says       string
	}{
		{budget.Exhaust, "DAB", 4, "还剩的，按支持从多到少补选"},
		{budget.Overspend, "DAC", 18, "直到再加就会超出预算；不按支持多少补选"},
		{budget.NoCompletion, "DB", 0, "只算一次，剩余的钱不再分"},
	} {
		b := wish(100, []string{"A20", "B10", "C50", "D30"}, []string{"AD", "C", "BC", "", "D", "AD"})
		b.Completion = tt.completion
		if err := b.Check(); err != nil {
			t.Fatal(err)
		}
		f := budget.EqualShares(b)
		if got := strings.Join(f.Funded(), ""); got != tt.funded || f.Raised != tt.raised {
			t.Errorf("%s: %s, raised by %d, want %s, %d", tt.completion.Name(), got, f.Raised, tt.funded, tt.raised)
		}
		if words := strings.Join(f.Explain(), "\n"); !strings.Contains(words, tt.says) {
			t.Errorf("%s: %q is not said in\n%s", tt.completion.Name(), tt.says, words)
		}
	}
}

// TestWhatIsLeftIsNotSaidToBeTooLittle: without completion a project may fit and
// still not be funded, since its backers cannot pay for it.
func TestWhatIsLeftIsNotSaidToBeTooLittle(t *testing.T) {
	b := wish(100, []string{"A60", "B30"}, []string{"A", "A", "B", "B"})
	b.Completion = budget.NoCompletion
	words := strings.Join(budget.EqualShares(b).Explain(), "\n")
	if !strings.Contains(words, "✘ A：2/4 人支持，需要 60 元，支持者的份额合计只剩 50 元，不够\n") {
		t.Error(words)
	}
}

// TestOverspendEnds where everything there is fits, however long shares are raised.
func TestOverspendEnds(t *testing.T) {
	b := wish(1_000_000, []string{"A60", "B30", "C5"}, []string{"A", "AB", "", ""})
	b.Completion = budget.Overspend
	if f := budget.EqualShares(b); strings.Join(f.Funded(), "") != "AB" {
		t.Errorf("%v", f.Funded())
	}
}

func TestACompletionThatIsNoneIsRefused(t *testing.T) {
	b := wish(100, []string{"A60"}, []string{"A"})
	b.Completion = "add2"
	if b.Check() == nil {
		t.Error("it is taken")
	}
}
