package tally_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"yishi/flows/tally"
)

func TestApprovalExplained(t *testing.T) {
	options := []string{"跳舞", "书法"}
	even := []tally.Approvals{{Picks: []int{0, 1}, Count: 2}, {Count: 1}}
	drawn := tally.Draw("种子", options)
	want := []string{"赞成投票，共 3 张选票", "第 1 名 " + drawn[0] + "：2/3（66.7%）", "第 1 名 " + drawn[1] + "：2/3（66.7%）", "书法、跳舞 并列第一，按种子抽签，抽签抽到：" + drawn[0]}
	if diff := cmp.Diff(want, tally.Approve(options, even, "种子").ExplainApproval()); diff != "" {
		t.Error(diff)
	}
	if got := tally.Approve(options, nil, "").ExplainApproval(); got[len(got)-1] != "没有人赞成任何一项，没有结果" {
		t.Error(got)
	}
}

func TestFigures(t *testing.T) {
	for got, want := range map[string]string{
		tally.Decimal(0, 3): "0", tally.Decimal(5, 3): "0.005", tally.Decimal(-1500, 3): "-1.5", tally.Decimal(12, 0): "12", tally.SquareMetres(89_510): "89.51",
		tally.Bar{Num: 1, Den: 3, Over: true}.Words(): "超过 1/3", tally.Bar{Num: 3, Den: 5}.Words(): "3/5 以上", tally.Bar{}.Words(): "没有最低要求",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
