package proof_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"yishi/flows/poll/proof"
)

// headed is a list with what was told of it every hour, of 2, 3 and 2 ballots after one
// was struck, and of all at the closing; the marks are what people noted.
func headed(t *testing.T, change func([]proof.Head) []proof.Head) (l *proof.List, marks []string) {
	t.Helper()
	h := header(proof.Choice)
	all := ballots("a", "b", "a", "b")
	begin := h.Closed.Add(-3 * time.Hour)
	for i, n := range []int{2, 3, 2, 4} {
		at := begin.Add(time.Duration(i) * time.Hour)
		h.HeadKey = proof.HeadKey("secret", at)
		head, err := proof.NewHead(at, map[bool]int{true: 1}[i > 1], h.HeadKey, all[:n])
		if err != nil {
			t.Fatal(err)
		}
		h.Heads = append(h.Heads, head)
	}
	before := ""
	for _, head := range h.Heads {
		before = head.Fingerprint(h.Poll, before)
		marks = append(marks, before)
	}
	if change != nil {
		h.Heads = change(h.Heads)
	}
	return list(t, h, all), marks
}

// TestHeads: a list of which the ballots cannot have come as it was told is not whole,
// nor is one without a head that somebody noted.
func TestHeads(t *testing.T) {
	at := func(i int, change func(*proof.Head)) func([]proof.Head) []proof.Head {
		return func(h []proof.Head) []proof.Head { change(&h[i]); return h }
	}
	for _, tt := range []struct {
		name   string
		change func([]proof.Head) []proof.Head
		want   []proof.Sort
	}{
		{"as it was told", nil, nil},
		{"one more in the first hour", at(0, func(h *proof.Head) { h.Ballots++ }), []proof.Sort{proof.Unheard}},
		{"fewer than there were", at(1, func(h *proof.Head) { h.Ballots = 1 }), []proof.Sort{proof.Unheard, proof.Headless}},
		{"fewer, and none struck", at(2, func(h *proof.Head) { h.Struck = 0 }), []proof.Sort{proof.Headless}},
		{"an hour left out", func(h []proof.Head) []proof.Head { return slices.Delete(h, 0, 1) }, []proof.Sort{proof.Unheard}},
		{"an hour twice", func(h []proof.Head) []proof.Head { return slices.Insert(h, 2, h[1]) }, []proof.Sort{proof.Headless}},
		{"none at the closing", func(h []proof.Head) []proof.Head { return h[:3] }, []proof.Sort{proof.Headless}},
		{"all left out", func([]proof.Head) []proof.Head { return nil }, []proof.Sort{proof.Unheard}},
		{"another root at the closing", at(3, func(h *proof.Head) { h.Root = strings.Repeat("A", 43) + "=" }), []proof.Sort{proof.Headless}},
		{"before it closed", at(3, func(h *proof.Head) { h.At = h.At.Add(-time.Minute) }), []proof.Sort{proof.Headless}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, marks := headed(t, tt.change)
			if got := sorts(check(t, file(t, l, ""), proof.Published{Root: l.Root(), Head: marks[1]})); !slices.Equal(got, tt.want) {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}

// TestHeadsTellNothing: heads of the same ballots are not alike, so nobody sees whether
// one was changed; and what opens one opens no other.
func TestHeadsTellNothing(t *testing.T) {
	now := header(proof.Choice).Closed
	root := func(at time.Time, key string, said ...string) string {
		h, err := proof.NewHead(at, 0, key, ballots(said...))
		if err != nil {
			t.Fatal(err)
		}
		return h.Root
	}
	one, two := proof.HeadKey("secret", now), proof.HeadKey("secret", now.Add(time.Hour))
	if one == two || root(now, one) == root(now, two) || root(now, one, "a") == root(now, two, "a") {
		t.Error("two heads are alike")
	}
	if first, again := root(now, one, "a"), root(now, one, "a"); first != again || first == root(now, one, "b") {
		t.Error("a head is not of its ballots")
	}
}
