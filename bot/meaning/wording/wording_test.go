package wording

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{" 好的。 ", "好的"}, {"１２", "12"}, {"①", "1"}, {"ＯＫ！！", "ok"}, {"好吧~", "好"}, {"可以?", "可以?"},
		{"可以?", "可以?"}, {"?", "?"}, {"啊啊", "啊"}, {"好的谢谢您😊🙏", "好的"}, {"👍🏻", "👍"}, {"1️⃣", "1"},
		{"太极 　 摄影", "太极 摄影"}, {"谢谢", "谢谢"}, {"\u200b1\u200d", "1"}, {"\x00\x07", ""}, {"", ""},
	} {
		if got := Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSimilar(t *testing.T) {
	alike := [][2]string{{"楼下的灯坏了", "楼下灯又坏了!"}, {"3栋电梯坏了", "3栋的电梯又坏了"}, {"单元门打不开", "单元门打不开了"}}
	different := [][2]string{{"楼下的灯坏了", "电梯异响"}, {"太极班", "摄影班"}, {"", "灯"}, {"", ""}, {"!", "?"}}
	for _, p := range alike {
		if s := Similar(p[0], p[1]); s < 0.6 || s > 1 {
			t.Errorf("Similar%q = %.2f, want more", p, s)
		}
	}
	for _, p := range different {
		if s := Similar(p[0], p[1]); s > 0.4 {
			t.Errorf("Similar%q = %.2f, want less", p, s)
		}
	}
	if Similar("灯", "灯") != 1 || Similar("甲乙丙", "乙丙丁") != Similar("乙丙丁", "甲乙丙") {
		t.Error("likeness is 1 with itself and the same both ways")
	}
}

var seeds = []string{
	"", "1", "①", "第一个", "太极和摄影", "13", "不是不行", "20块5", "一万二", "¥20.50", "138 0000 0001", "下周三下午三点半", "12-1", "3-2-501", "三号楼二单元五楼501室",
	"楼下的灯又坏了", "好的谢谢😊", "\x00\xff", "啊啊啊", "ﷺ", "İ", "½", "ⅷ", "十百千万亿", "99999999999999999999", "周五十点", "月底", "五一", "半小时后", "2 1 3", "返回", "\u0301a", "한글",
}

func FuzzFold(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if any := foldAny(s); any != once {
			t.Errorf("Fold(%q) = %q, the long way %q", s, once, any)
		}
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, again %q", s, once, twice)
		}
		if !utf8.ValidString(once) || strings.ContainsFunc(once, func(r rune) bool { return r < ' ' }) {
			t.Errorf("Fold(%q) = %q", s, once)
		}
	})
}
