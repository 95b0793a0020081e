package meaning

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"yishi/bot/meaning/wording"
)

var seeds = []string{
	"", "1", "①", "第一个", "太极和摄影", "13", "不是不行", "20块5", "一万二", "¥20.50", "138 0000 0001", "下周三下午三点半", "12-1", "3-2-501", "三号楼二单元五楼501室",
	"楼下的灯又坏了", "好的谢谢😊", "\x00\xff", "啊啊啊", "ﷺ", "İ", "½", "ⅷ", "十百千万亿", "99999999999999999999", "周五十点", "月底", "五一", "半小时后", "2 1 3", "返回", "\u0301a", "한글",
}

func FuzzUnderstand(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	c := Context{Now: sunday, Polls: []Titled{{ID: "p", Title: "开什么课", Words: []string{"太极"}}}, Notices: []Titled{{ID: "n", Title: "社区义诊"}}}
	f.Fuzz(func(t *testing.T, s string) {
		u := Rules{}.Understand(s, c)
		if !slices.Contains(Intents(false), u.Intent) || u.Category != "" && !isCategory(u.Category) {
			t.Errorf("%q: %+v", s, u)
		}
		if !strings.Contains(s, u.Where) || utf8.RuneCountInString(u.What) > MaxText {
			t.Errorf("%q: %+v", s, u)
		}
		if l := wording.Similar(s, u.What); l < 0 || l > 1 {
			t.Errorf("Similar(%q, %q) = %v", s, u.What, l)
		}
		if _, err := Check(u, s, c); err != nil {
			t.Errorf("%q: the rules fail their own check: %v", s, err)
		}
	})
}

func BenchmarkUnderstand(b *testing.B) {
	c := situations["open"]
	for b.Loop() {
		Rules{}.Understand("楼下的灯又坏了没人修", c)
	}
}
