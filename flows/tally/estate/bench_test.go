package estate_test

import (
	"fmt"
	"testing"

	"yishi/flows/tally"
	"yishi/flows/tally/estate"
)

// BenchmarkOwners is 1,000,000 ballots from memory.
func BenchmarkOwners(b *testing.B) {
	const n = 1_000_000
	parts, made := make([]estate.Part, n), make([]tally.Choice, n)
	for i := range parts {
		parts[i] = estate.Part{Unit: fmt.Sprint(i), Owner: fmt.Sprint("业主", i*9/10), Area: int64(50_000 + i%90_000)}
		made[i] = tally.Choice(i % 6)
	}
	r, err := estate.NewRegister(parts, false)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if o := r.Count(estate.Ordinary, made); o.All.Persons != 900_000 {
			b.Fatal(o.All)
		}
	}
}
