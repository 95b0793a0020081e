package budget

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// oneByOne is EqualShares with every step made.
func oneByOne(b *Budget) Funding {
	f := Funding{Budget: b}
	s := newSharing(b)
	for spent, _ := s.run(0); !s.done(spent); f.Raised += b.step() {
		next, fits := s.run(f.Raised + b.step())
		if !fits {
			break
		}
		spent = next
	}
	return f.take(s).greedy(s)
}

// crowd draws a budget in which shares are raised by many steps: groups of voters of
// nearly one mind, with few or many points. It is drawn from a seed, since what rapid
// draws is mostly small, and small budgets are soon used up.
func crowd(t *rapid.T) *Budget {
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	n := 3 + random.IntN(12)
	b := &Budget{Total: 2000 + random.Int64N(40_000), Places: random.IntN(2), Seed: "1", Completion: Completions[random.IntN(2)]}
	for i := range n {
		b.Projects = append(b.Projects, Project{ID: string(rune('A' + i)), Cost: 1 + random.Int64N(2*b.Total/int64(n))})
	}
	most := []int64{1, 2, 10}[random.IntN(3)]
	for range 1 + random.IntN(6) {
		wanted := random.Perm(n)[:1+random.IntN(n)]
		for range 1 + random.IntN(9) {
			var ballot []Support
			for _, project := range wanted {
				if random.IntN(10) > 0 {
					ballot = append(ballot, Support{project, 1 + random.Int64N(most)})
				}
			}
			b.Votes = append(b.Votes, ballot)
		}
	}
	return b
}

// TestStepsPassedOverChangeNothing compares with what every single step comes to.
func TestStepsPassedOverChangeNothing(t *testing.T) {
	passed := 0
	rapid.Check(t, func(t *rapid.T) {
		b := crowd(t)
		want, got := oneByOne(b), EqualShares(b)
		if diff := cmp.Diff(want.Explain(), got.Explain()); diff != "" || want.Raised != got.Raised {
			t.Fatalf("raised by %d, want %d\n%s", got.Raised, want.Raised, diff)
		}
		if diff := cmp.Diff(want.Funded(), got.Funded()); diff != "" {
			t.Fatal(diff)
		}
		if got.Raised > 16*b.step() {
			passed++
		}
	})
	if passed < 5 {
		t.Errorf("only %d had steps to pass over", passed)
	}
}

// TestStretchesAreAlike: where a stretch is said to come to the same, every step in
// it funds the same in the same order. In this village orders change often.
func TestStretchesAreAlike(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	said, changed := 0, 0
	for range 60 {
		b := &Budget{Total: 20_000 + random.Int64N(90_000)}
		for range 12 {
			b.Projects = append(b.Projects, Project{ID: string(rune('A' + len(b.Projects))), Cost: 1000 + random.Int64N(15_000)})
		}
		for range 40 {
			var ballot []Support
			for project := range b.Projects {
				if random.IntN(4) == 0 {
					ballot = append(ballot, Support{project, 1 + random.Int64N(3)})
				}
			}
			b.Votes = append(b.Votes, ballot)
		}
		s, each := newSharing(b), newSharing(b)
		for raised := int64(0); raised < 4000; {
			if _, fits := s.run(raised); !fits {
				break
			}
			width := 2 + random.Int64N(150)
			if _, same := s.same(raised, raised+width); !same {
				changed++
				raised += width
				continue
			}
			said++
			for end := raised + width; raised < end; raised++ {
				if _, fits := each.run(raised); !fits || !slices.Equal(each.funded, s.funded) {
					t.Fatalf("up to %d: %v, but at %d: %v", end, s.funded, raised, each.funded)
				}
			}
		}
	}
	if said < 100 || changed < 100 {
		t.Errorf("%d stretches are alike, %d are not", said, changed)
	}
}
