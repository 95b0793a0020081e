package tally

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
	for spent, _ := s.run(0); !s.exhaustive(spent); f.Raised += b.step() {
		next, fits := s.run(f.Raised + b.step())
		if !fits {
			break
		}
		spent = next
	}
	return f.take(s).greedy(s)
}

// crowds draws budgets in which shares are raised by many steps: groups of voters of
// one mind, some of them of nearly one, with few or many points.
func crowds() *rapid.Generator[*Budget] {
	return rapid.Custom(func(t *rapid.T) *Budget {
		b := &Budget{Total: rapid.Int64Range(1, 40_000).Draw(t, "total"), Places: rapid.IntRange(0, 1).Draw(t, "places"), Seed: "1"}
		n := rapid.IntRange(2, 14).Draw(t, "projects")
		dear := rapid.Int64Range(1, 12_000).Draw(t, "dear")
		for i := range n {
			b.Projects = append(b.Projects, Project{ID: string(rune('A' + i)), Cost: rapid.Int64Range(1, dear).Draw(t, "cost")})
		}
		most := rapid.SampledFrom([]int64{1, 2, 10}).Draw(t, "points")
		for range rapid.IntRange(1, 6).Draw(t, "crowds") {
			wanted := rapid.SliceOfNDistinct(rapid.IntRange(0, n-1), 1, n, rapid.ID).Draw(t, "wanted")
			for range rapid.IntRange(1, 9).Draw(t, "voters") {
				var ballot []Support
				for _, project := range wanted {
					if rapid.IntRange(0, 9).Draw(t, "leaves out") > 0 {
						ballot = append(ballot, Support{project, rapid.Int64Range(1, most).Draw(t, "points")})
					}
				}
				b.Votes = append(b.Votes, ballot)
			}
		}
		return b
	})
}

// TestStepsPassedOverChangeNothing compares with what every single step comes to.
func TestStepsPassedOverChangeNothing(t *testing.T) {
	passed := 0
	rapid.Check(t, func(t *rapid.T) {
		b := crowds().Draw(t, "budget")
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
	if passed == 0 {
		t.Error("there was never anything to pass over")
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
