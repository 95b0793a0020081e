package tally_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yishi/flows/poll/tally"
)

func TestSpecialAndSilenceExplained(t *testing.T) {
	plain := street(t, false, "1 a 10000 h yes\n2 a 5500 h no\n3 b 10000 h yes\n4 c 10000 h silent")
	plain.Matter = tally.Special
	with := plain.WithSilence()
	got := append(with.Explain(), with.ExplainSilence())
	want := []string{
		"结果：没有通过（特别事项）",
		"一、参与表决：\n  人数 3/3（100.0%），要三分之二以上，达到\n  面积 35.5/35.5 平方米（100.0%），要三分之二以上，达到",
		"二、同意：\n  人数 2/3（66.7%），要四分之三以上，没有达到，差 1 人\n  面积 30/35.5 平方米（84.5%），要四分之三以上，达到",
		"三、其他：",
		"  不同意：0 人，5.5 平方米", "  弃权：0 人，0 平方米", "  废票：0 人，0 平方米", "  已送达未表决：1 人，10 平方米", "  未送达：0 人，0 平方米",
		"  名下几套意见不一：1 人，计入参与，不计入同意；面积各按各票",
		"依据：《中华人民共和国民法典》第二百七十八条第二款，第六项至第八项的事项，应当经参与表决专有部分面积四分之三以上的业主且参与表决人数四分之三以上的业主同意。",
		"已送达未表决的（1 人，10 平方米）按议事规则计入参与，并计入多数意见：同意。",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	tied := street(t, false, "1 a 10 h yes\n2 b 10 h no\n3 c 10 h silent").WithSilence()
	if got := tied.ExplainSilence(); !strings.HasSuffix(got, "因人数和面积没有同一个多数意见，不计入任何一方。") {
		t.Error(got)
	}
}

// TestPointsExplained: some have too little left.
func TestPointsExplained(t *testing.T) {
	b := &tally.Budget{
		Total: 300_00, Places: 2, Unit: "PLN", Least: 2,
		Projects: []tally.Project{{ID: "A", Cost: 150_00}, {ID: "B", Cost: 90_00}, {ID: "C", Cost: 50_00}, {ID: "D", Cost: 1_00}},
		Votes: [][]tally.Support{
			{{Project: 0, Points: 4}, {Project: 1, Points: 1}},
			{{Project: 0, Points: 1}, {Project: 1, Points: 1}, {Project: 2, Points: 1}},
			{{Project: 1, Points: 2}, {Project: 2, Points: 1}, {Project: 3, Points: 1}},
		},
	}
	want := []string{
		"平均分配法：预算 300 PLN，3 人投票，每人的份额 100 PLN（300/3）",
		"一个项目对一位居民的好处，算作他给的分乘以项目的总价；所以分担的时候，给 2 分的人出的钱是给 1 分的两倍",
		"有剩余时，每人的份额加 1 PLN重新算，一次次加，直到没有放得下的项目，或者再加就会超出预算；还剩的，按支持从多到少补选",
		"✔ 1. B：3/3 人支持，共 4 分，总价 90 PLN，由支持者按分数分担，每分 22.5 PLN",
		"✔ 2. A：2/3 人支持，共 5 分，总价 150 PLN，由支持者按分数分担，每分 72.5 PLN，1 人份额不足，出了剩下的全部；折合有效分数 2.1",
		"✔ 3. C：2/3 人支持，共 2 分，总价 50 PLN，由支持者按分数分担，每分 45 PLN，1 人份额不足，出了剩下的全部；折合有效分数 1.1",
		"✘ D：1/3 人支持，共 1 分，没有达到最低要求 2",
		"共选中 3/4 个项目，用去 290 PLN，总预算 300 PLN，剩余 10 PLN",
	}
	if diff := cmp.Diff(want, tally.EqualShares(b).Explain()); diff != "" {
		t.Error(diff)
	}
}

func TestRaisedAndCompletedExplained(t *testing.T) {
	b := wish(100, []string{"A60", "C50", "B40", "D70"}, repeat("A", 6, "C", 1, "B", 3))
	got := strings.Join(tally.EqualShares(b).Explain(), "\n")
	for _, want := range []string{
		"这次每人的份额加了 4 元",
		"✔ 2. B：3/10 人支持，总价 40 元，由支持者尽量平均分担，每人约 13.33 元",
		"✘ D：没有人支持",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not said in\n%s", want, got)
		}
	}
	b = wish(100, []string{"A60", "B60", "C40"}, repeat("A", 5, "B", 5, "C", 1))
	if got := strings.Join(tally.EqualShares(b).Explain(), "\n"); !strings.Contains(got, "分担之后预算还有剩余，按支持从多到少补选，需要 40 元，放得下") {
		t.Error(got)
	}
}

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
