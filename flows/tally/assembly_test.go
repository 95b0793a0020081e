package tally_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yishi/flows/tally"
)

func TestAssembly(t *testing.T) {
	tests := []struct {
		name string
		rule tally.Assembly
		show tally.Show
		want tally.Decision
	}{
		{"exactly half attend", tally.Residents, tally.Show{Entitled: 100, Attended: 50, Yes: 50}, tally.NoQuorum},
		{"one more", tally.Residents, tally.Show{Entitled: 100, Attended: 51, Yes: 26, No: 25}, tally.Passed},
		{"half of those attending is not more than half", tally.Residents, tally.Show{Entitled: 100, Attended: 60, Yes: 30, No: 10}, tally.Failed},
		{"who attends and does not vote does not agree", tally.Residents, tally.Show{Entitled: 100, Attended: 60, Yes: 29}, tally.Failed},
		{"exactly two thirds of the representatives", tally.Representatives, tally.Show{Entitled: 60, Attended: 40, Yes: 21, No: 19}, tally.Passed},
		{"one fewer", tally.Representatives, tally.Show{Entitled: 60, Attended: 39, Yes: 39}, tally.NoQuorum},
		{"ballots are attendance", tally.Representatives, tally.Show{Entitled: 3, Yes: 1, Abstain: 1}, tally.Failed},
		{"no line at all", tally.Assembly{Agree: tally.Half}, tally.Show{Entitled: 100, Yes: 1}, tally.Passed},
		{"nobody came", tally.Assembly{Agree: tally.Half}, tally.Show{Entitled: 100}, tally.Nobody},
		{"nothing is asked, and nobody came", tally.Assembly{}, tally.Show{Entitled: 100}, tally.Nobody},
		{"nothing is asked, and nobody wants it", tally.Assembly{}, tally.Show{Entitled: 100, No: 3}, tally.Failed},
		{"nothing is asked, and one wants it", tally.Assembly{}, tally.Show{Entitled: 100, Yes: 1, No: 3}, tally.Passed},
	}
	for _, tt := range tests {
		if got := tt.rule.Decide(tt.show); got != tt.want {
			t.Errorf("%s: %s, want %s:\n%s", tt.name, got, tt.want, strings.Join(tt.rule.Explain(tt.show), "\n"))
		}
	}
	got := tally.Show{Entitled: 5}.Count(map[string][]tally.Choice{
		"a": {tally.Yes}, "b": {tally.Yes, tally.Yes}, "c": {tally.Yes, tally.No}, "d": {tally.Abstain}, "e": {tally.No},
	})
	if want := (tally.Show{Entitled: 5, Yes: 2, No: 1, Abstain: 1, Invalid: 1}); got != want {
		t.Errorf("%+v", got)
	}
	said := strings.Join(tally.Residents.Explain(tally.Show{Entitled: 100, Attended: 50, Yes: 50}), "\n")
	if !strings.Contains(said, "到会 50/100（50.0%），要过半数，没有达到，差 1 人") {
		t.Error(said)
	}
}

// TestAssemblyAlways: from no to yes never turns passed into failed.
func TestAssemblyAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 40)
		s := tally.Show{
			Entitled: n.Draw(t, "entitled"), Attended: n.Draw(t, "attended"), Yes: n.Draw(t, "yes"),
			No: rapid.IntRange(1, 40).Draw(t, "no"), Abstain: n.Draw(t, "abstain"), Invalid: n.Draw(t, "invalid"),
		}
		for _, rule := range []tally.Assembly{tally.Residents, tally.Representatives, {Agree: tally.ThreeQuarters}} {
			before := rule.Decide(s)
			better := s
			better.No, better.Yes = s.No-1, s.Yes+1
			if before == tally.Passed && rule.Decide(better) != tally.Passed {
				t.Fatalf("%+v passes, %+v does not", s, better)
			}
		}
	})
}
