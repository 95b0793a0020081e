package render

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/rivo/uniseg"
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
		n := len(text)
		if measure(text, unit) > max {
			n = cut(text, seams(text, max, unit))
		}
		pieces = append(pieces, strings.TrimRightFunc(text[:n], unicode.IsSpace))
		text = strings.TrimLeftFunc(text[n:], unicode.IsSpace)
	}
	return pieces
}

// Clip is text of at most max units, with … where something is left out.
func Clip(text string, max int, unit Unit) string {
	if measure(text, unit) <= max {
		return text
	}
	at := seams(text, max-unit('…'), unit)
	return text[:at[len(at)-1]] + "…"
}

func measure(text string, unit Unit) (size int) {
	for _, r := range text {
		size += unit(r)
	}
	return size
}

// seams are the places where text may be cut with at most max units before them:
// between characters as people see them (https://unicode.org/reports/tr29/), the
// beginning first.
func seams(text string, max int, unit Unit) []int {
	at := []int{0}
	for rest, state := text, -1; rest != ""; {
		var character string
		character, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if max -= measure(character, unit); max < 0 {
			break
		}
		at = append(at, len(text)-len(rest))
	}
	return at
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

// cut is the best of these places. A character that is more than fits has none:
// it is cut after a rune.
func cut(text string, at []int) int {
	most := at[len(at)-1]
	for _, end := range ends {
		for _, n := range slices.Backward(at) {
			if n <= most/2 {
				break
			}
			before, _ := utf8.DecodeLastRuneInString(text[:n])
			after, _ := utf8.DecodeRuneInString(text[n:])
			if end(before, after) {
				return n
			}
		}
	}
	if most == 0 {
		_, most = utf8.DecodeRuneInString(text)
	}
	return most
}
