package answer

import (
	"slices"
	"strings"
	"testing"
)

var seeds = []string{
	"", "1", "①", "第一个", "太极和摄影", "13", "不是不行", "20块5", "一万二", "¥20.50", "138 0000 0001", "下周三下午三点半", "12-1", "3-2-501", "三号楼二单元五楼501室",
	"楼下的灯又坏了", "好的谢谢😊", "\x00\xff", "啊啊啊", "ﷺ", "İ", "½", "ⅷ", "十百千万亿", "99999999999999999999", "周五十点", "月底", "五一", "半小时后", "2 1 3", "返回", "\u0301a", "한글",
}

func FuzzChoices(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, "太极班", "摄影班", "1号楼")
	}
	f.Fuzz(func(t *testing.T, s, a, b, c string) {
		labels := []string{a, b, c}
		if i, ok := Pick(s, labels); ok && (i < 0 || i > 2) {
			t.Errorf("Pick(%q, %q) = %d", s, labels, i)
		}
		many, ok := PickMany(s, labels)
		checkIndexes(t, many, ok)
		if !slices.IsSorted(many) {
			t.Errorf("PickMany(%q, %q) = %v", s, labels, many)
		}
		order, ok := Rank(s, labels)
		checkIndexes(t, order, ok)
	})
}

func checkIndexes(t *testing.T, found []int, ok bool) {
	t.Helper()
	seen := map[int]bool{}
	for _, i := range found {
		if ok && (i < 0 || i > 2 || seen[i]) {
			t.Errorf("indexes %v", found)
		}
		seen[i] = true
	}
}

func FuzzFigures(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		Yes(s)
		Word(s)
		if n, ok := Number(s); ok && n < 0 {
			t.Errorf("Number(%q) = %d", s, n)
		}
		if fen, ok := Money(s); ok && fen < 0 {
			t.Errorf("Money(%q) = %d", s, fen)
		}
		if mark, ok := Score(s, 5); ok && (mark < 1 || mark > 5) {
			t.Errorf("Score(%q) = %d", s, mark)
		}
		if p, ok := Phone(s); ok && len(p) < 7 {
			t.Errorf("Phone(%q) = %q", s, p)
		}
	})
}

// Every way to write a place in a list picks it, whatever the labels.
func TestEveryNumberPicks(t *testing.T) {
	labels := []string{"上午", "下午", "晚上", "周末", "都不方便", "再说", "另外约", "打电话", "上门"}
	forms := [][]string{
		{"1", "2", "3", "4", "5", "6", "7", "8", "9"},
		strings.Split("一二三四五六七八九", ""),
		strings.Split("①②③④⑤⑥⑦⑧⑨", ""),
		strings.Split("⑴⑵⑶⑷⑸⑹⑺⑻⑼", ""),
		strings.Split("⒈⒉⒊⒋⒌⒍⒎⒏⒐", ""),
		strings.Split("㈠㈡㈢㈣㈤㈥㈦㈧㈨", ""),
		strings.Split("壹贰叁肆伍陆柒捌玖", ""),
		strings.Split("ABCDEFGHI", ""),
	}
	for _, form := range forms {
		for i, word := range form {
			for _, around := range []string{"%", "% ", "%。", "选%", "我选%", "(%)", "%)", "第%个", "选第%项", "%号", "%吧"} {
				if strings.Contains(around, "第") && !strings.Contains("123456789一二三四五六七八九①②③④⑤⑥⑦⑧⑨", word) {
					continue
				}
				text := strings.Replace(around, "%", word, 1)
				if got, ok := Pick(text, labels); !ok || got != i {
					t.Errorf("Pick(%q) = %d, %v, want %d", text, got, ok, i)
				}
			}
		}
	}
	for i, label := range labels {
		if got, ok := Pick(label, labels); !ok || got != i {
			t.Errorf("Pick(%q) = %d, %v", label, got, ok)
		}
	}
}

// Numbers survive being written out.
func TestNumeralsReadBack(t *testing.T) {
	for n := 1; n < 100000; n += 7 {
		if got, ok := Number(spell(n)); !ok || got != n {
			t.Fatalf("%d is written %s and read as %d, %v", n, spell(n), got, ok)
		}
	}
}

// spell writes a number below 100,000 as one says it, in full.
func spell(n int) string {
	digits := strings.Split("零一二三四五六七八九", "")
	var b strings.Builder
	zero := false
	for _, u := range []struct {
		of   int
		name string
	}{{10000, "万"}, {1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / u.of % 10
		if d == 0 {
			zero = b.Len() > 0
			continue
		}
		if zero {
			b.WriteString("零")
			zero = false
		}
		b.WriteString(digits[d] + u.name)
	}
	return b.String()
}

func BenchmarkPick(b *testing.B) {
	b.Run("number", func(b *testing.B) {
		for b.Loop() {
			Pick("2", courses)
		}
	})
	b.Run("word", func(b *testing.B) {
		for b.Loop() {
			Pick("我想报太极班", courses)
		}
	})
}
