package estate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yishi/flows/tally/estate"
)

func TestSpecialAndSilenceExplained(t *testing.T) {
	plain := street(t, false, "1 a 10000 h yes\n2 a 5500 h no\n3 b 10000 h yes\n4 c 10000 h silent")
	plain.Matter = estate.Special
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
