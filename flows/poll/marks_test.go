package poll

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestMarks: what is kept of a ballot gives back what it said, with and without a
// part, words and a reason, and a count finds each mark where it lies.
func TestMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 26).Draw(t, "options")
		m := Marks(rapid.SliceOfN(rapid.OneOf(rapid.Just(0), rapid.IntRange(1, 200000)), n, n).Draw(t, "marks"))
		reason := rapid.OneOf(rapid.Just(""), rapid.StringMatching(`[ "\\a-z0-9太极，<>&]{1,20}`)).Draw(t, "reason")
		part := rapid.IntRange(0, 1_000_000).Draw(t, "part")
		words := rapid.StringMatching(`([太极a9]{1,6}( [晚风]{1,6})?)?`).Draw(t, "words")
		kept := sealBallot(Ballot{Marks: m, Part: part, Words: words, Reason: reason})
		var again Ballot
		again.Open(kept, n)
		if !slices.Equal(m, again.Marks) || again.Words != words || WordsIn(kept) != words || again.Reason != reason || again.Part != part || PartIn(kept) != part {
			t.Fatalf("%v of part %d %q is kept as %s and read as %+v", m, part, reason, kept, again)
		}
		for i := range m {
			if got := MarkAt(MarksIn(kept), i); got != m[i] {
				t.Fatalf("mark %d of %s is %d, read where it lies %d", i, kept, m[i], got)
			}
		}
	})
}

func TestMarksThatAreNone(t *testing.T) {
	for _, text := range []string{"a", "1", "a1a2", "c1", "A1", "a-1", "a1 b"} {
		if m, ok := ReadMarks(text, 2); ok {
			t.Errorf("%q is read as %v", text, m)
		}
	}
}
