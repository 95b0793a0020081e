package answer_test

import (
	"reflect"
	"testing"

	"yishi/bot/meaning/answer"
)

// For whom sentences speak, and with how many.
func TestParty(t *testing.T) {
	for text, want := range map[string]answer.Party{
		"帮我妈报名":          {For: "妈妈", Rest: "报名"},
		"请帮我妈妈报一下义诊":     {For: "妈妈", Rest: "报一下义诊"},
		"替老伴报名太极":        {For: "老伴", Rest: "报名太极"},
		"我想给我家孩子报四点半课堂":  {For: "孩子", Rest: "报四点半课堂"},
		"帮王桂花报修电梯坏了":     {For: "王桂花", Rest: "报修电梯坏了"},
		"给我妈王桂花报名":       {For: "王桂花", Rest: "报名"},
		"麻烦代邻居反映楼道灯不亮":   {For: "邻居", Rest: "反映楼道灯不亮"},
		"我和老伴两个人报名":      {With: []string{"老伴"}, Count: 2},
		"我和老伴都去":         {With: []string{"老伴"}},
		"我跟我妈、孙子三个人去":    {With: []string{"妈妈", "孙子"}, Count: 3},
		"报名2个人":          {Count: 2},
		"两个人":            {Count: 2},
		"我们俩报名":          {Count: 2},
		"老两口都参加":         {Count: 2},
		"帮我报名":           {},
		"报名":             {},
		"给楼道换个灯":         {},
		"我想让儿子替我投票":      {},
		"楼下3个人吵架":        {Count: 3},
		"我要报修，厨房漏水":      {},
		"我妈摔倒了":          {},
		"代办":             {},
		"二单元的灯坏了，帮我看看":   {},
		"我家的水管坏了，帮帮我":    {},
		"给我们小区的孩子们办个活动吧": {For: "", Rest: "我们小区的孩子们办个活动吧"},
	} {
		got := answer.PartyOf(text, []string{"王桂花"})
		if want.For == "" {
			got.Rest, want.Rest = "", ""
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, not %+v", text, got, want)
		}
	}
	if who, rest := answer.Named("给3栋501的王桂花报修，马桶堵了"); who != "3栋501的王桂花" || rest != "报修，马桶堵了" {
		t.Errorf("%q, %q", who, rest)
	}
}
