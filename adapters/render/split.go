package render

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Unit is how a platform measures text: the size of one rune.
type Unit func(r rune) int

// What the platforms count.
var (
	Bytes Unit = utf8.RuneLen
	Runes Unit = func(rune) int { return 1 }
	UTF16 Unit = utf16.RuneLen
)

// Split cuts text into pieces of at most max units, at the end of a paragraph,
// else of a line, a sentence, a part of one, a word, else between two characters
// as people see them. Only the white space at a cut is lost. A text without a
// visible character has no pieces.
func Split(text string, max int, unit Unit) []string {
	text = strings.TrimFunc(strings.ToValidUTF8(text, ""), unicode.IsSpace)
	var pieces []string
	for text != "" {
		n := fit(text, max, unit)
		if n < len(text) {
			n = cut(text, n)
		}
		pieces = append(pieces, strings.TrimRightFunc(text[:n], unicode.IsSpace))
		text = strings.TrimLeftFunc(text[n:], unicode.IsSpace)
	}
	return pieces
}

// fit is how many bytes of text are at most max units: at least one rune.
func fit(text string, max int, unit Unit) int {
	size := 0
	for i, r := range text {
		if size += unit(r); size > max && i > 0 {
			return i
		}
	}
	return len(text)
}

// ends are places to cut, the best first. A worse one is taken only if the
// better would leave the piece less than half full.
var ends = []func(before, after rune) bool{
	func(b, a rune) bool { return b == '\n' && a == '\n' },
	func(b, _ rune) bool { return b == '\n' },
	func(b, a rune) bool { return strings.ContainsRune("。！？…!?", b) && !closing(a) },
	func(b, a rune) bool {
		return closing(b) && !closing(a) && !strings.ContainsRune("。！？，、；：", a)
	},
	func(b, a rune) bool { return strings.ContainsRune("，；、：;,", b) && !closing(a) },
	func(b, _ rune) bool { return unicode.IsSpace(b) },
}

func closing(r rune) bool { return strings.ContainsRune("”’》」』）】)", r) }

// cut is the best place at or before n.
func cut(text string, n int) int {
	for _, end := range ends {
		if i := last(text, n, end); i > n/2 {
			return i
		}
	}
	if i := last(text, n, between); i > 0 {
		return i
	}
	return n
}

// last is the last place at or before n where ok holds between the rune before
// and the rune after; 0 if there is none.
func last(text string, n int, ok func(before, after rune) bool) int {
	for n > 0 {
		before, size := utf8.DecodeLastRuneInString(text[:n])
		after, _ := utf8.DecodeRuneInString(text[n:])
		if ok(before, after) && between(before, after) {
			return n
		}
		n -= size
	}
	return 0
}

// between tells whether two runes belong to two characters as people see them:
// most of https://unicode.org/reports/tr29/ without its tables.
func between(before, after rune) bool {
	const joiner = '\u200D'
	switch {
	case before == joiner, after == joiner:
		return false
	case unicode.In(after, unicode.M, unicode.Variation_Selector):
		return false
	case after >= 0x1F3FB && after <= 0x1F3FF, after >= 0xE0020 && after <= 0xE007F: // skin, flag tags
		return false
	case flag(before) && flag(after): // a pair of letters that is one flag
		return false
	}
	return true
}

func flag(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }
