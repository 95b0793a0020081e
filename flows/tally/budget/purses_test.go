package budget

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestPursesDecideExactly takes the scaled numbers so rough that nearly all has
// to be decided by fractions: what is funded stays the same.
func TestPursesDecideExactly(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	for range 40 {
		b := &Budget{Total: 2000 + random.Int64N(9000)}
		for range 12 {
			b.Projects = append(b.Projects, Project{ID: string(rune('A' + len(b.Projects))), Cost: 100 + random.Int64N(1500)})
		}
		for range 40 {
			var ballot []Support
			for project := range b.Projects {
				if random.IntN(4) == 0 {
					ballot = append(ballot, Support{project, 1 + random.Int64N(2)})
				}
			}
			b.Votes = append(b.Votes, ballot)
		}
		fine, rough := newSharing(b), newSharing(b)
		for raised := range int64(60) {
			rough.bits = bits.Len64(uint64(b.Total + raised*40))
			fineSpent, fineFits := fine.run(raised)
			roughSpent, roughFits := rough.run(raised)
			if fineSpent != roughSpent || fineFits != roughFits || !slices.Equal(fine.funded, rough.funded) {
				t.Fatalf("raised by %d: %v and %v", raised, fine.funded, rough.funded)
			}
		}
	}
}
