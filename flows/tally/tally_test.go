package tally_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yishi/flows/tally"
)

// ballots reads "a a,b -" as three ballots, the last of them blank.
func ballots(s string) []tally.Ballot {
	var list []tally.Ballot
	for i, word := range strings.Fields(s) {
		b := tally.Ballot{ID: fmt.Sprint(i)}
		if word != "-" {
			b.Picks = strings.Split(word, ",")
		}
		list = append(list, b)
	}
	return list
}

func TestCount(t *testing.T) {
	abc := []string{"a", "b", "c"}
	one := tally.Question{Options: abc, Min: 1, Max: 1, Electorate: 10}
	two := tally.Question{Options: abc, Min: 1, Max: 2, Electorate: 10}
	with := func(q tally.Question, change func(*tally.Question)) tally.Question { change(&q); return q }
	tests := []struct {
		name     string
		q        tally.Question
		ballots  string
		rows     string // key votes rank
		first    string
		decision tally.Decision
		took     int
		valid    int
	}{
		{"the most votes is first", one, "a b a c a", "a3#1 b1#2 c1#2", "a", tally.Decided, 5, 5},
		{"nobody came", one, "", "a0#1 b0#1 c0#1", "", tally.Nobody, 0, 0},
		{"a tie is named", one, "b a b a c", "a2#1 b2#1 c1#3", "a b", tally.Tied, 5, 5},
		{"a tie of all", one, "a b c", "a1#1 b1#1 c1#1", "a b c", tally.Tied, 3, 3},
		{"several from one ballot", two, "a,b b,c b", "b3#1 a1#2 c1#2", "b", tally.Decided, 3, 3},
		{"the same option twice is once", two, "a,a b,a", "a2#1 b1#2 c0#3", "a", tally.Decided, 2, 2},
		{"too many", one, "a,b a", "a1#1 b0#2 c0#2", "a", tally.Decided, 2, 1},
		{"none where one is wanted", one, "- a", "a1#1 b0#2 c0#2", "a", tally.Decided, 2, 1},
		{"no such option", one, "x a", "a1#1 b0#2 c0#2", "a", tally.Decided, 2, 1},
		{"only what does not count", one, "x", "a0#1 b0#1 c0#1", "", tally.Nobody, 1, 0},
		{"none may be chosen", with(two, func(q *tally.Question) { q.Min = 0 }), "- a", "a1#1 b0#2 c0#2", "a", tally.Decided, 2, 2},
		{"all blank decides nothing", with(two, func(q *tally.Question) { q.Min = 0 }), "- -", "a0#1 b0#1 c0#1", "", tally.Nobody, 2, 2},
		{"exactly half is not more than half", with(one, func(q *tally.Question) { q.Quorum = tally.Half }),
			"a a a b b", "a3#1 b2#2 c0#3", "a", tally.NoQuorum, 5, 5},
		{"one more is", with(one, func(q *tally.Question) { q.Quorum = tally.Half }),
			"a a a b b c", "a3#1 b2#2 c1#3", "a", tally.Decided, 6, 6},
		{"who answers nonsense took part", with(one, func(q *tally.Question) { q.Quorum = tally.Half }),
			"a a a b b x", "a3#1 b2#2 c0#3", "a", tally.Decided, 6, 5},
		{"exactly two thirds of 9", with(one, func(q *tally.Question) { q.Quorum, q.Electorate = tally.TwoThirds, 9 }),
			"a a a a a b", "a5#1 b1#2 c0#3", "a", tally.Decided, 6, 6},
		{"two thirds of 10 is 7", with(one, func(q *tally.Question) { q.Quorum = tally.TwoThirds }),
			"a a a a a b", "a5#1 b1#2 c0#3", "a", tally.NoQuorum, 6, 6},
		{"the first has only half of the votes", with(one, func(q *tally.Question) { q.Threshold = tally.Half }),
			"a a b c", "a2#1 b1#2 c1#2", "a", tally.Short, 4, 4},
		{"a tie below the line is below the line", with(one, func(q *tally.Question) { q.Threshold = tally.Half }),
			"a b", "a1#1 b1#1 c0#3", "a b", tally.Short, 2, 2},
		{"more than half of the votes that count", with(one, func(q *tally.Question) { q.Threshold = tally.Half }),
			"a a b x", "a2#1 b1#2 c0#3", "a", tally.Decided, 4, 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := tally.Count(tt.q, slices.Values(ballots(tt.ballots)))
			var rows []string
			for _, row := range r.Rows {
				rows = append(rows, fmt.Sprintf("%s%d#%d", row.Key, row.Votes, row.Rank))
			}
			if diff := cmp.Diff(tt.rows, strings.Join(rows, " ")); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.first, strings.Join(r.First, " ")); diff != "" {
				t.Error(diff)
			}
			if r.Decision != tt.decision || r.Took != tt.took || r.Valid != tt.valid || r.Invalid() != tt.took-tt.valid {
				t.Errorf("%s, %d took part, %d valid; want %s, %d, %d", r.Decision, r.Took, r.Valid, tt.decision, tt.took, tt.valid)
			}
		})
	}
}

func TestContradictingBallotsCountForNothing(t *testing.T) {
	q := tally.Question{Options: []string{"a", "b"}, Min: 1, Max: 1, Electorate: 3}
	for _, picks := range []string{"a b a", "b a b", "a b b", "a a b"} {
		list := ballots(picks)
		for i := range list {
			list[i].ID = "same"
		}
		if r := tally.Count(q, slices.Values(list)); r.Took != 1 || r.Valid != 0 {
			t.Errorf("%s: %d took part, %d valid", picks, r.Took, r.Valid)
		}
	}
}

func TestBar(t *testing.T) {
	half, most := tally.Half, tally.Bar{Num: 3, Den: 4}
	tests := []struct {
		bar         tally.Bar
		part, whole int
		want        bool
	}{
		{tally.Bar{}, 0, 0, true}, {tally.Bar{}, 0, 10, true},
		{half, 0, 0, false}, {half, 5, 10, false}, {half, 6, 10, true}, {half, 5, 9, true}, {half, 4, 9, false},
		{tally.TwoThirds, 200, 300, true}, {tally.TwoThirds, 199, 300, false}, {tally.TwoThirds, 67, 100, true}, {tally.TwoThirds, 66, 100, false},
		{most, 150, 200, true}, {most, 149, 200, false},
		{tally.Bar{Num: 1, Den: 1}, math.MaxInt, math.MaxInt, true},
		{tally.TwoThirds, math.MaxInt / 3 * 2, math.MaxInt, false}, // too large for 64 bits when multiplied
	}
	for _, tt := range tests {
		if got := tt.bar.Reached(tt.part, tt.whole); got != tt.want {
			t.Errorf("%d of %d reaches %+v: %v", tt.part, tt.whole, tt.bar, got)
		}
	}
}

func TestPerMille(t *testing.T) {
	for _, tt := range []struct{ part, whole, want int }{
		{0, 0, 0}, {0, 7, 0}, {1, 3, 333}, {2, 3, 667}, {1, 8, 125}, {1, 2000, 1}, {1, 2001, 0}, {7, 7, 1000},
		{math.MaxInt, math.MaxInt, 1000}, {math.MaxInt / 4, math.MaxInt, 250},
	} {
		if got := tally.PerMille(tt.part, tt.whole); got != tt.want {
			t.Errorf("%d of %d is %d tenths of a per cent, want %d", tt.part, tt.whole, got, tt.want)
		}
	}
}

// TestAllTogether has rapid look for ballots that break what must always hold.
func TestAllTogether(t *testing.T) {
	options := []string{"a", "b", "c", "d"}
	picks := rapid.SliceOfN(rapid.SampledFrom(append(options, "x")), 0, 5)
	rapid.Check(t, func(t *rapid.T) {
		q := tally.Question{
			Options: options, Min: rapid.IntRange(0, 2).Draw(t, "min"), Max: rapid.IntRange(1, 4).Draw(t, "max"),
			Electorate: rapid.IntRange(0, 60).Draw(t, "electorate"),
			Quorum:     rapid.SampledFrom([]tally.Bar{{}, tally.Half, tally.TwoThirds}).Draw(t, "quorum"),
			Threshold:  rapid.SampledFrom([]tally.Bar{{}, tally.Half}).Draw(t, "threshold"),
		}
		var list []tally.Ballot
		for i, p := range rapid.SliceOfN(picks, 0, 40).Draw(t, "ballots") {
			list = append(list, tally.Ballot{ID: fmt.Sprint(i), Picks: p})
		}
		want := tally.Count(q, slices.Values(list))

		again := list
		if len(list) > 0 {
			again = append(slices.Clone(list), rapid.SliceOf(rapid.SampledFrom(list)).Draw(t, "again")...)
		}
		shuffled := rapid.Permutation(again).Draw(t, "order")
		if diff := cmp.Diff(want, tally.Count(q, slices.Values(shuffled))); diff != "" {
			t.Fatalf("in another order, with some ballots come twice:\n%s", diff)
		}
		sum := 0
		for _, row := range want.Rows {
			sum += row.Votes
		}
		if want.Took != len(list) || sum > want.Valid*q.Max || sum < want.Valid*q.Min {
			t.Fatalf("%d votes on %d of %d ballots, %d to %d on each", sum, want.Valid, len(list), q.Min, q.Max)
		}
	})
}

// TestLeast: the least that reaches a bar reaches it, one less does not.
func TestLeast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.IntRange(1, 100).Draw(t, "den")
		bar := tally.Bar{Num: rapid.IntRange(1, den).Draw(t, "num"), Den: den, Over: rapid.Bool().Draw(t, "over")}
		whole := rapid.IntRange(1, math.MaxInt/2).Draw(t, "whole")
		least := bar.Least(whole)
		if !bar.Reached(least, whole) || bar.Reached(least-1, whole) {
			t.Fatalf("the least of %d that reaches %+v is not %d", whole, bar, least)
		}
	})
}
