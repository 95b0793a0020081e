// Package wording is what all reading of words stands on: texts brought to one form,
// numerals, pieces that cut no number in two, likeness, and the lists of words.
package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold brings what people type to one form: simple characters, half width, lower case, ① as 1,
// single spaces, no invisible characters, and neither punctuation nor polite
// particles nor emoji or polite faces at the end. A question mark stays, because "可以?" is no
// consent. Something always remains of a text that says anything at all.
func Fold(s string) string {
	s = Simple(s)
	if t, ok := foldCommon(s); ok {
		return trimEnd(t)
	}
	return foldAny(s)
}

func foldAny(s string) string {
	s = strings.Map(Visible, strings.ToValidUTF8(s, ""))
	s = norm.NFKC.String(strings.ToLower(norm.NFKC.String(s)))
	return trimEnd(strings.Join(strings.Fields(s), " "))
}

// foldCommon folds what nearly all texts are made of, character by character:
// common Chinese, its punctuation, and half or full width ASCII without spaces.
func foldCommon(s string) (string, bool) {
	same := true
	for _, r := range s {
		to := commonForm(r)
		if to < 0 {
			return "", false
		}
		same = same && to == r
	}
	if same {
		return s, true
	}
	return strings.Map(commonForm, s), true
}

// commonForm is the folded form of a common character, -1 for any other.
func commonForm(r rune) rune {
	switch {
	case r >= 0x4e00 && r <= 0x9fff, r == '。', r == '、', r >= '「' && r <= '』':
		return r
	case r >= '！' && r <= '～':
		r -= '！' - '!'
	}
	switch {
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case r > ' ' && r <= '~':
		return r
	}
	return -1
}

func Visible(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r):
		return -1
	case r >= 0xfe00 && r <= 0xfe0f, r == 0x20e3: // variation selectors, the box of a keycap
		return -1
	case r >= 0x1f3fb && r <= 0x1f3ff: // skin tones
		return -1
	}
	return r
}

// polite are the endings that change nothing.
var polite = []string{"谢谢您", "谢谢你", "谢谢", "谢了"}

const particles = "啊呀哦噢喔哈嘛呗吧啦哟喽咯诶欸哎呐哩"

// trimEnd takes off what ends a sentence without adding to it, as long as
// something remains.
func trimEnd(s string) string {
	for {
		t := withoutFace(strings.TrimSpace(s))
		if t == "" {
			return strings.TrimSpace(s)
		}
		r, n := utf8.DecodeLastRuneInString(t)
		switch r {
		case '谢', '您', '你', '了':
			for _, p := range polite {
				t = strings.TrimSuffix(t, p)
			}
		default:
			if idle(r) {
				t = t[:len(t)-n]
			}
		}
		if t = strings.TrimSpace(t); t == "" || t == s {
			return strings.TrimSpace(s)
		}
		s = t
	}
}

// idle reports whether a character at the end says nothing.
func idle(r rune) bool {
	switch {
	case r >= 0x4e00 && r <= 0x9fff:
		return strings.ContainsRune(particles, r)
	case r == '?', r == '#', r == '%', r == '+', r == utf8.RuneError:
		return false
	}
	return unicode.IsPunct(r) || r == '~' || r >= 0x2600 && unicode.Is(unicode.So, r)
}
