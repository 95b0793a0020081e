package answer

import (
	"fmt"
	"slices"
	"testing"
)

func TestShare(t *testing.T) {
	park := []string{"健身角", "长椅", "东门路灯", "3号楼坡道"}
	two := []string{"健身角", "长椅"}
	three := park[:3]
	for _, c := range []struct {
		text   string
		labels []string
		want   string // "" is not understood
	}{
		{"1给5分，3给5分", three, "5 0 5"}, {"1给5分 3给5分", three, "5 0 5"}, {"1给5分3给5分", three, "5 0 5"}, {"１给５分，３给５分。", three, "5 0 5"},
		{"1:5 3:5", three, "5 0 5"}, {"1：5，3：5", three, "5 0 5"}, {"1=5 3=5", three, "5 0 5"}, {"1-5，3-5", three, "5 0 5"}, {"1->5 3->5", three, "5 0 5"},
		{"1 5分 3 5分", three, "5 0 5"}, {"1、5分；3、5分", three, "5 0 5"}, {"1号5分3号5分", three, "5 0 5"}, {"第一个5分，第三个5分", three, "5 0 5"},
		{"一给五分，三给五分", three, "5 0 5"}, {"一给五分三给五分", three, "5 0 5"}, {"第一个给五分第三个给五分", three, "5 0 5"}, {"我给1投5分，给3投5分", three, "5 0 5"},
		{"1给7分，剩下的给3", three, "7 0 3"}, {"1给7分，其余都给长椅", three, "7 3 0"}, {"1得6分2得4分", three, "6 4 0"}, {"1一半，3一半", three, "5 0 5"},
		{"5分给1，5分给3", three, "5 0 5"}, {"把5分给健身角，3分给路灯", three, "5 0 3"}, {"请给1号10分，谢谢", three, "10 0 0"}, {"1给5分，2给0分", three, "5 0 0"},
		{"健身角5分，路灯5分", three, "5 0 5"}, {"健身角5分东门路灯5分", three, "5 0 5"}, {"健身角 5 东门路灯 5", three, "5 0 5"}, {"健身角（3万元）5分，长椅（8000元）3分", three, "5 3 0"},
		{"健身角：5，长椅：5", three, "5 5 0"}, {"健身五分，长椅三分", three, "5 3 0"}, {"3号楼坡道4分，长椅6分", park, "0 6 0 4"}, {"4给4分", park, "0 0 0 4"},
		{"5 0 5", three, "5 0 5"}, {"5，0，5", three, "5 0 5"}, {"5、0、5", three, "5 0 5"}, {"5分 0分 5分", three, "5 0 5"}, {"505", three, "5 0 5"}, {"五 零 五", three, "5 0 5"},
		{"0 0 10", three, "0 0 10"}, {"0 0 0", three, "0 0 0"}, {"8 9 0", three, "8 9 0"}, {"55", two, "5 5"}, {"3 7", two, "3 7"}, {"1分 2分", two, "1 2"},
		{"1 2 3 4", park, "1 2 3 4"}, {"4 3 2 1", park, "4 3 2 1"},
		{"1", three, "10 0 0"}, {"3。", three, "0 0 10"}, {"第二个", three, "0 10 0"}, {"健身角", three, "10 0 0"}, {"路灯", three, "0 0 10"}, {"就选1", three, "10 0 0"}, {"只要健身角", three, "10 0 0"},
		{"全给1", three, "10 0 0"}, {"都给3", three, "0 0 10"}, {"全部给健身角", three, "10 0 0"}, {"10分都给3", three, "0 0 10"}, {"10分全给路灯", three, "0 0 10"}, {"1全部", three, "10 0 0"}, {"所有的分都给2", three, "0 10 0"}, {"都投给第三个", three, "0 0 10"},
		{"1和3各5分", three, "5 0 5"}, {"1、3各5分", three, "5 0 5"}, {"1和3都给5分", three, "5 0 5"}, {"健身角和长椅各给4分", three, "4 4 0"}, {"每个3分", three, "3 3 3"}, {"都给3分", three, "3 3 3"}, {"各5", two, "5 5"},
		{"1和3平分", three, "5 0 5"}, {"平分", three, "3 3 3"}, {"平均分", two, "5 5"}, {"1和2各一半", three, "5 5 0"}, {"健身角和长椅一半一半", three, "5 5 0"},
		{"1给12分", three, "12 0 0"}, {"8 8 8", three, "8 8 8"}, {"1给5分，3给5分，谢谢您", three, "5 0 5"},

		{"", three, ""}, {"1 3", three, ""}, {"1和3", three, ""}, {"1 2 3", three, ""}, {"123", three, ""}, {"1 2", two, ""}, {"12", two, ""}, {"13", three, ""}, {"5 5", three, ""},
		{"4", three, ""}, {"4给5分", three, ""}, {"0给5分", three, ""}, {"10分", three, ""}, {"5", three, ""}, {"10", park, ""}, {"1给2.5分", three, ""}, {"1.5分 3.5分", three, ""},
		{"1给5分，1给3分", three, ""}, {"5给1", three, ""}, {"10分给1和3", three, ""}, {"12分都给1", three, ""}, {"1给53给5", three, ""}, {"两个各5分", three, ""}, {"15分35分", three, ""},
		{"不给1", three, ""}, {"1不给，3给5分", three, ""}, {"除了1都给", three, ""}, {"随便", three, ""}, {"你们看着办", three, ""}, {"多给点健身角", three, ""}, {"1给5分3", three, ""},
		{"什么意思？", three, ""}, {"都不给", three, ""}, {"-5 10 5", three, ""}, {"给", three, ""}, {"分", three, ""}, {"全部", three, ""}, {"1给99999999999999999999分", three, ""}, {"剩下的", three, ""},
	} {
		got, ok := Share(c.text, c.labels, 10)
		said := ""
		if ok {
			said = fmt.Sprint(got)
			said = said[1 : len(said)-1]
		}
		if said != c.want {
			t.Errorf("Share(%q, %d things) = %q, want %q", c.text, len(c.labels), said, c.want)
		}
	}
}

func TestShareOfMany(t *testing.T) {
	many := make([]string, 12)
	for i := range many {
		many[i] = string('甲'+rune(i)) + "项工程"
	}
	if got, ok := Share("10", many, 10); ok {
		t.Errorf("10 of 10 points, or the tenth: %v", got)
	}
	if got, ok := Share("11给30分，12给70分", many, 100); !ok || !slices.Equal(got[9:], []int{0, 30, 70}) {
		t.Errorf("%v", got)
	}
}

func FuzzShare(f *testing.F) {
	for _, s := range append(seeds, "1给5分，3给5分", "5 0 5", "505", "都给3", "1和3各5分", "1给5分，剩下的给3", "一半一半", "平分", "5分给1") {
		f.Add(s, "健身角", "长椅", "3号楼坡道", 10)
	}
	f.Fuzz(func(t *testing.T, s, a, b, c string, total int) {
		if total < 2 || total > 100 {
			return
		}
		given, ok := Share(s, []string{a, b, c}, total)
		if !ok {
			return
		}
		if len(given) != 3 || slices.Min(given) < 0 || slices.Max(given) >= 10000 {
			t.Errorf("Share(%q) = %v", s, given)
		}
	})
}
