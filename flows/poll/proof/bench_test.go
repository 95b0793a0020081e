package proof_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"yishi/flows/poll/proof"
)

// BenchmarkList makes, writes and checks a list of 100,000 ballots.
func BenchmarkList(b *testing.B) {
	var many []proof.Ballot
	for i := range 100_000 {
		many = append(many, proof.Ballot{Receipt: fmt.Sprintf("TEST%08d", (i*7919)%100_000_000), Ballot: "a"})
	}
	h := header(proof.Choice)
	h.Electorate = len(many)
	l := list(b, h, many)
	text := file(b, l, "")
	b.Run("New", func(b *testing.B) {
		for b.Loop() {
			list(b, h, many)
		}
	})
	b.Run("Write", func(b *testing.B) {
		for b.Loop() {
			if err := l.Write(io.Discard, ""); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Check", func(b *testing.B) {
		for b.Loop() {
			if r, err := proof.Check(strings.NewReader(text), proof.Published{}); err != nil || len(r.Findings) > 0 {
				b.Fatal(err, r.Findings)
			}
		}
	})
}
