package estate

import (
	"fmt"

	"yishi/flows/tally"
)

func areaShare(part, whole int64) string {
	return fmt.Sprintf("%s/%s 平方米（%s）", tally.SquareMetres(part), tally.SquareMetres(whole), tally.Percent(int(part), int(whole)))
}

var matterWords = map[Matter]string{Ordinary: "一般事项", Special: "特别事项"}

// Explain says in Chinese what was decided, by which clause, and every number
// with what it is a part of.
func (o Owners) Explain() []string { return o.ExplainBy(Basis) }

// Basis stands before the clause by which something was decided.
const Basis = "依据："

// ExplainBy is Explain with other words before the clause.
func (o Owners) ExplainBy(basis string) []string {
	lines := []string{
		fmt.Sprintf("结果：%s（%s）", o.verdict(), matterWords[o.Matter]),
		"一、参与表决：" + o.line(o.Took, o.All, tally.TwoThirds),
		"二、同意：" + o.line(o.Yes, o.Took, o.Matter.Bar()),
		"三、其他：",
	}
	for _, k := range []struct {
		choice tally.Choice
		weight Weight
	}{{tally.No, o.No}, {tally.Abstain, o.Abstain}, {tally.Invalid, o.Invalid}, {tally.Silent, o.Silent}, {tally.NotDelivered, o.NotDelivered}} {
		lines = append(lines, fmt.Sprintf("  %s：%d 人，%s 平方米", k.choice, k.weight.Persons, tally.SquareMetres(k.weight.Area)))
	}
	if o.Mixed > 0 {
		lines = append(lines, fmt.Sprintf("  名下几套意见不一：%d 人，计入参与，不计入同意；面积各按各票", o.Mixed))
	}
	return append(lines, basis+o.clause())
}

func (o Owners) verdict() string {
	switch o.Decision {
	case tally.Passed:
		return "通过"
	case tally.NoQuorum:
		return "参与的业主不够，表决不成立"
	}
	return "没有通过"
}

func (o Owners) line(part, of Weight, b tally.Bar) string {
	return fmt.Sprintf("\n  人数 %s，要%s，%s\n  面积 %s，要%s，%s",
		tally.Share(part.Persons, of.Persons), b.Words(), tally.Missing(b, part.Persons, of.Persons, "人", 0),
		areaShare(part.Area, of.Area), b.Words(), tally.Missing(b, int(part.Area), int(of.Area), "平方米", 3))
}

func (o Owners) clause() string {
	const law = "《中华人民共和国民法典》第二百七十八条第二款，"
	switch {
	case o.Decision == tally.NoQuorum:
		return law + "应当由专有部分面积占比三分之二以上的业主且人数占比三分之二以上的业主参与表决。"
	case o.Matter == Special:
		return law + "第六项至第八项的事项，应当经参与表决专有部分面积四分之三以上的业主且参与表决人数四分之三以上的业主同意。"
	}
	return law + "应当经参与表决专有部分面积过半数的业主且参与表决人数过半数的业主同意。"
}

// ExplainSilence says what delivered silence was counted with.
func (o Owners) ExplainSilence() string {
	rule := fmt.Sprintf("已送达未表决的（%d 人，%s 平方米）按议事规则计入参与，", o.Silent.Persons, tally.SquareMetres(o.Silent.Area))
	if o.Majority == tally.NotDelivered {
		return rule + "因人数和面积没有同一个多数意见，不计入任何一方。"
	}
	return rule + "并计入多数意见：" + o.Majority.String() + "。"
}
