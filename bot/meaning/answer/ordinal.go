package answer

import (
	"strings"
	"unicode/utf8"

	"yishi/bot/meaning/wording"
)

var (
	choosing = []string{"我选择", "我选", "我投", "我要", "我", "选择", "选项", "选", "投", "就", "按", "要", "数字", "答案", "("}
	counting = []string{"个", "项", "号", "条", "种", "位", "款", "选项", "课", "那个", "的"}
)

// ordinal reads an answer that is only the place of a choice among n: 1, 一, 壹,
// (1), 选一, 第一个, 1号, A, 最后一个. It gives the index.
func ordinal(t string, n int) (int, bool) {
	if t == "最后一个" || t == "最后一项" || t == "最后那个" {
		return n - 1, true
	}
	if (t == "中间那个" || t == "中间的" || t == "中间一个") && n%2 == 1 {
		return n / 2, true
	}
	t = wording.TrimPrefixes(t, choosing)
	if rest, ok := strings.CutPrefix(t, "第"); ok {
		return within(wording.TrimSuffixes(rest, counting), n)
	}
	t = strings.TrimRight(t, ")].、,:号# ")
	if len(t) == 1 && wording.IsLatin(rune(t[0])) {
		i := int(t[0] - 'a')
		return i, i < n
	}
	return within(t, n)
}

func within(t string, n int) (int, bool) {
	i, ok := wording.WholeNumeral(t)
	if !ok || i < 1 || i > n {
		return 0, false
	}
	return i - 1, true
}

// numbered cuts "2.摄影" and "2 摄影" into the index and the words.
func numbered(t string, n int) (index int, rest string, ok bool) {
	head, rest, ok := cutAny(t, ".、,: )")
	if !ok || rest == "" {
		return 0, "", false
	}
	index, ok = within(strings.TrimPrefix(head, "("), n)
	return index, strings.TrimLeft(rest, ".、,: "), ok
}

func cutAny(s, chars string) (before, after string, ok bool) {
	i := strings.IndexAny(s, chars)
	if i < 0 {
		return s, "", false
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[:i], s[i+size:], true
}
