package wording

import (
	"strings"
	"unicode/utf8"
)

// wholeIndex finds a piece in s that does not cut a number or a direction:
// "3栋" is not in "13栋", "北门" not in "东北门". -1: not there.
func WholeIndex(s, piece string) int {
	for from := 0; piece != ""; {
		i := strings.Index(s[from:], piece)
		if i < 0 {
			break
		}
		i += from
		if Whole(s, i, i+len(piece)) {
			return i
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		from = i + n
	}
	return -1
}

// whole reports whether the piece s[i:j] has clean ends.
func Whole(s string, i, j int) bool {
	if i == j {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	first, _ := utf8.DecodeRuneInString(s[i:j])
	last, _ := utf8.DecodeLastRuneInString(s[i:j])
	after, _ := utf8.DecodeRuneInString(s[j:])
	return (i == 0 || !bound(before, first)) && (j == len(s) || !bound(last, after))
}

func WholeRun(run []rune, i, j int) bool {
	return (i == 0 || !bound(run[i-1], run[i])) && (j == len(run) || !bound(run[j-1], run[j]))
}

// bound reports whether two characters side by side belong to one number, one
// foreign word or one direction.
func bound(a, b rune) bool {
	return IsNumeral(a) && IsNumeral(b) || IsLatin(a) && IsLatin(b) || isCompass(a) && isCompass(b)
}

func IsLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func isCompass(r rune) bool { return strings.ContainsRune("东南西北", r) }
