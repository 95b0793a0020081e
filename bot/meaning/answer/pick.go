package answer

import (
	"maps"
	"slices"
	"strings"

	"yishi/bot/meaning/wording"
)

var (
	sameWords = append(lists.Groups("same"), slices.Collect(maps.Values(marks))...)
	fillers   = strings.NewReplacer(wording.Blanked(wording.LongestFirst(lists.List("filler")))...)
)

// Pick finds the one label an answer is: its number in any form, the label, its
// beginning, a word only it has, or it with one character wrong, and besides only words
// that say nothing. What fits two labels, asks, doubts, refuses, or speaks of a label
// among other things, picks none: 长椅坏了 and 要是免费我就同意 are no choice.
func Pick(text string, labels []string) (index int, ok bool) {
	t := wording.Fold(text)
	if t == "" || len(labels) == 0 {
		return 0, false
	}
	return pick(t, foldAll(labels))
}

func foldAll(labels []string) []string {
	out := make([]string, len(labels))
	for i, l := range labels {
		out[i] = wording.Fold(l)
	}
	return out
}

func pick(t string, labels []string) (int, bool) {
	exact := matching(labels, func(l string) bool { return l == t })
	if i, ok := ordinal(t, len(labels)); ok {
		return i, agrees(t, i, exact, labels)
	}
	if head, rest, ok := numbered(t, len(labels)); ok { // "2. 摄影"
		i, ok := byWords(rest, labels)
		return i, ok && i == head
	}
	if len(exact) > 0 {
		return exact[0], len(exact) == 1
	}
	if strings.Contains(t, "?") {
		return 0, false
	}
	return byWords(t, labels)
}

// agrees reports whether a number means the choice with that number: always when
// it is bare digits, unless a label is just these digits; "A" and "1号" only if
// they do not begin another label.
func agrees(t string, i int, exact []int, labels []string) bool {
	if len(exact) > 0 {
		return len(exact) == 1 && exact[0] == i
	}
	if _, bare := wording.WholeNumeral(t); bare {
		return true
	}
	others := matching(labels, func(l string) bool { return startsWith(l, t) })
	return len(others) == 0 || len(others) == 1 && others[0] == i
}

// byWords goes from the surest way to the least sure; the first that finds
// anything decides.
func byWords(t string, labels []string) (int, bool) {
	if i, ok := bySameMeaning(t, labels); ok {
		return i, true
	}
	if found := matching(labels, func(l string) bool { return startsWith(l, t) }); len(found) > 0 {
		return found[0], len(found) == 1
	}
	if found := contained(t, labels); len(found) > 0 {
		return found[0], len(found) == 1 && onlySays(t, labels[found[0]])
	}
	if i, n := byKeyword(t, labels); n > 0 {
		return i, n == 1
	}
	found := matching(labels, func(l string) bool { return oneWrong(t, l) })
	if len(found) == 1 {
		return found[0], true
	}
	return 0, false
}

func matching(labels []string, is func(string) bool) []int {
	var found []int
	for i, l := range labels {
		if is(l) {
			found = append(found, i)
		}
	}
	return found
}

// bySameMeaning takes 赞成 for the label 同意, if no other label means the same.
func bySameMeaning(t string, labels []string) (int, bool) {
	for _, group := range sameWords {
		if !slices.Contains(group, t) {
			continue
		}
		if found := matching(labels, func(l string) bool { return slices.Contains(group, l) }); len(found) > 0 {
			return found[0], len(found) == 1
		}
	}
	return 0, false
}

// startsWith reports whether t begins the label without cutting a number.
func startsWith(label, t string) bool {
	return strings.HasPrefix(label, t) && wording.Whole(label, 0, len(t))
}

// contained finds the labels that stand in t, without those that are only part
// of another.
func contained(t string, labels []string) []int {
	found := matching(labels, func(l string) bool { return l != "" && wording.WholeIndex(t, l) >= 0 })
	return slices.DeleteFunc(found, func(i int) bool {
		return slices.ContainsFunc(found, func(j int) bool {
			return labels[j] != labels[i] && strings.Contains(labels[j], labels[i])
		})
	})
}

// byKeyword looks for the longest piece of t, at least two characters, that
// only one label has. n is how many labels have such pieces.
func byKeyword(t string, labels []string) (index, n int) {
	said := []rune(strings.TrimSpace(fillers.Replace(t)))
	for size := min(len(said), 8); size >= 2; size-- {
		found, word := -1, ""
		for i := 0; i+size <= len(said); i++ {
			piece := string(said[i : i+size])
			if strings.ContainsAny(piece, " ,") || !wording.WholeRun(said, i, i+size) {
				continue
			}
			owners := matching(labels, func(l string) bool { return wording.WholeIndex(l, piece) >= 0 })
			switch {
			case len(owners) != 1:
			case found >= 0 && found != owners[0]:
				return 0, 2
			default:
				found, word = owners[0], piece
			}
		}
		if found >= 0 && onlySays(t, word) && sameMarks(string(said), labels[found]) {
			return found, 1
		}
		if found >= 0 {
			return 0, 2
		}
	}
	return 0, 0
}

// onlySays reports whether t says nothing beside a word of a label.
func onlySays(t, word string) bool {
	rest := fillers.Replace(strings.Replace(t, word, " ", 1))
	return strings.Trim(rest, " ,。、.!~;:") == ""
}

// opposites are characters of which one cannot be a slip for another.
const opposites = "不没未别无非上下左右大小前后男女早晚中东南西北内外高低新老里"

// oneWrong reports whether t is the label with one character wrong or missing: labels of
// three and more, and never in a number or an opposite. One too many may be a word: 退太极班.
func oneWrong(t, label string) bool {
	a, b := []rune(t), []rune(label)
	if len(b) < 3 || len(a) < 3 || len(a) > len(b) || len(b) > len(a)+1 {
		return false
	}
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	a, b = a[head:len(a)-tail], b[head:len(b)-tail]
	return len(a) <= 1 && len(b) <= 1 && slip(a) && slip(b)
}

func slip(run []rune) bool {
	return !slices.ContainsFunc(run, func(r rune) bool { return r < 0x80 || isMark(r) })
}

// sameMarks reports whether the numbers and opposites of t are those of the label,
// if both have any: 下午场 is not 上午场.
func sameMarks(t, label string) bool {
	a, b := marksOf(t), marksOf(label)
	return a == "" || b == "" || a == b
}

func marksOf(s string) string {
	return strings.Map(func(r rune) rune {
		if isMark(r) {
			return r
		}
		return -1
	}, s)
}

func isMark(r rune) bool { return wording.IsNumeral(r) || strings.ContainsRune(opposites, r) }

// Quotes reports whether words are a piece of a label: they repeat what is offered.
func Quotes(text string, labels []string) bool {
	t := wording.Fold(text)
	for _, l := range labels {
		if t != "" && strings.Contains(wording.Fold(l), t) {
			return true
		}
	}
	return false
}
