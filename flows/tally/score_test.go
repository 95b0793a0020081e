package tally_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yishi/flows/tally"
)

func TestScore(t *testing.T) {
	ballots := []tally.Scores{
		{Points: []int{5, 3, 0}, Count: 1}, {Points: []int{4, 5, 0}, Count: 1}, {Points: []int{1, 0, 0}, Count: 2},
	}
	var got []string
	for _, s := range tally.Score([]string{"甲", "乙", "丙"}, 5, ballots, "") {
		got = append(got, s.Explain())
	}
	want := []string{
		"乙：平均 4.00 分（8/2），3 分 1 票，5 分 1 票",
		"甲：平均 2.75 分（11/4），1 分 2 票，4 分 1 票，5 分 1 票",
		"丙：没有人打分",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestScoreIsExact: 1/3 and 333333333/1000000000 differ although they look alike.
func TestScoreIsExact(t *testing.T) {
	ballots := []tally.Scores{
		{Points: []int{2, 0}, Count: 1}, {Points: []int{1, 0}, Count: 2},
		{Points: []int{0, 2}, Count: 333333333}, {Points: []int{0, 1}, Count: 666666667},
	}
	for _, seed := range []string{"a", "b", "c"} {
		if first := tally.Score([]string{"x", "y"}, 5, ballots, seed)[0]; first.Option != "x" {
			t.Errorf("%s is first with %s", first.Option, first.Mean())
		}
	}
	even := []tally.Scores{{Points: []int{2, 4}, Count: 3}, {Points: []int{4, 2}, Count: 3}}
	for _, seed := range []string{"a", "b", "c", "d"} {
		if first := tally.Score([]string{"x", "y"}, 5, even, seed)[0]; first.Option != tally.Draw(seed, []string{"x", "y"})[0] {
			t.Errorf("%s is first by the seed %s", first.Option, seed)
		}
	}
}

func TestApprove(t *testing.T) {
	r := tally.Approve([]string{"A", "B", "C"}, []tally.Approvals{
		{Picks: []int{0, 1, 1}, Count: 2}, {Picks: []int{1}, Count: 1}, {Count: 3},
	}, "")
	want := []tally.Row{{Key: "B", Votes: 3, Rank: 1}, {Key: "A", Votes: 2, Rank: 2}, {Key: "C", Rank: 3}}
	if diff := cmp.Diff(want, r.Rows); diff != "" || r.Took != 6 || r.Decision != tally.Decided {
		t.Errorf("%d took part, %s\n%s", r.Took, r.Decision, diff)
	}
}

func TestDrawIsWhatOpensslSays(t *testing.T) {
	// printf '%s' 甲 | openssl dgst -sha256 -hmac 种子, and so on: 乙 59e6…, 甲 e5d5…, 丙 ecbd….
	if diff := cmp.Diff([]string{"乙", "甲", "丙"}, tally.Draw("种子", []string{"甲", "乙", "丙", "甲"})); diff != "" {
		t.Error(diff)
	}
}

func TestSeats(t *testing.T) {
	var all []tally.SignUp
	for _, id := range []string{"赵", "钱", "孙", "赵", "李", "周"} {
		all = append(all, tally.SignUp{ID: id, Option: "舞蹈"}, tally.SignUp{ID: id, Option: "书法"})
	}
	s := tally.FirstCome("舞蹈", 3, all)
	if diff := cmp.Diff(tally.Seated{Option: "舞蹈", Seats: 3, In: []string{"赵", "钱", "孙"}, Waiting: []string{"李", "周"}}, s); diff != "" {
		t.Error(diff)
	}
	if s.Place("周") != 2 || s.Place("赵") != 0 || s.Explain() != "舞蹈：名额 3，报名 5，得到名额 3，候补 2" {
		t.Error(s.Place("周"), s.Explain())
	}
	dance, writing := tally.Lottery("舞蹈", 3, all, "s"), tally.Lottery("书法", 3, all, "s")
	slices.Reverse(all)
	if diff := cmp.Diff(dance, tally.Lottery("舞蹈", 3, all, "s")); diff != "" {
		t.Errorf("in another order:\n%s", diff)
	}
	if len(dance.In) != 3 || len(dance.Waiting) != 2 || slices.Equal(dance.In, writing.In) && slices.Equal(dance.Waiting, writing.Waiting) {
		t.Errorf("%v, %v", dance, writing)
	}
	if s := tally.FirstCome("没有人", 2, all); len(s.In) != 0 || len(s.Waiting) != 0 {
		t.Errorf("%v", s)
	}
}
