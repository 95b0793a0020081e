package sheet_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"yishi/flows/tally/ranking"
	"yishi/flows/tally/sheet"
)

// BenchmarkRankings is 100,000 ballots that rank 200 options, all different:
// to read them, and to count them by run-off.
func BenchmarkRankings(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	data := bytes.NewBufferString("ballot\n")
	for range 100_000 {
		for i, option := range random.Perm(200) {
			if i > 0 {
				data.WriteByte('>')
			}
			fmt.Fprintf(data, "o%d", option)
		}
		data.WriteByte('\n')
	}
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := sheet.Rankings("b", data.Bytes(), nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	options, ballots, err := sheet.Rankings("b", data.Bytes(), nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("runoff", func(b *testing.B) {
		for b.Loop() {
			ranking.InstantRunoff(options, ballots, "")
		}
	})
}
