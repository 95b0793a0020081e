package answer

import (
	"regexp"
	"slices"
	"strings"

	"yishi/bot/meaning/wording"
)

var (
	allWords  = lists.Set("all")
	noneWords = lists.Set("none")
	joiners   = strings.NewReplacer(wording.Blanked([]string{
		",", "、", ";", "/", "+", "&", "|", "。", ".", "还有", "以及", "再加", "和", "跟", "与", "及", "加",
	})...)
	orderers = strings.NewReplacer(wording.Blanked([]string{
		">", "-", "→", "然后", "接着", "其次", "最后是", "最后", "再是", "再", "首先", "先", "大于", "优先", "比",
	})...)
)

// PickMany finds every label an answer means, in the order of the labels: "1 3",
// "1、3", "太极和摄影", 全部. With at most nine labels "13" is the first and the
// third. 都不选 gives an empty list; whether none is allowed is for the caller.
// One part that is not understood makes the whole not understood.
func PickMany(text string, labels []string) ([]int, bool) {
	t := wording.Fold(text)
	switch {
	case t == "" || len(labels) == 0:
		return nil, false
	case allWords[t]:
		return everyIndex(len(labels)), true
	case noneWords[t] && !slices.Contains(foldAll(labels), t):
		return []int{}, true
	}
	if m := fromTo.FindStringSubmatch(t); m != nil {
		from, ok := within(m[1], len(labels))
		to, also := within(m[2], len(labels))
		return everyIndex(len(labels))[from : max(from, to)+1], ok && also && from < to
	}
	found, ok := pickParts(t, foldAll(labels))
	slices.Sort(found)
	return slices.Compact(found), ok
}

// fromTo is a row of choices: 1到3.
var fromTo = regexp.MustCompile(`^(?:我?选)?第?([\d一二三四五六七八九]{1,2})个?(?:到|至)第?([\d一二三四五六七八九]{1,2})[个项]?$`)

// Rank reads an order of preference, best first: "2 1 3", "太极>摄影". It may
// leave labels out, never name one twice.
func Rank(text string, labels []string) ([]int, bool) {
	t := wording.Fold(text)
	if t == "" || len(labels) == 0 {
		return nil, false
	}
	folded := foldAll(labels)
	found, ok := pickParts(t, folded)
	if !ok {
		found, ok = pickParts(strings.TrimSpace(orderers.Replace(t)), folded)
	}
	return found, ok && len(slices.Compact(slices.Sorted(slices.Values(found)))) == len(found)
}

func everyIndex(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// pickParts cuts t at whole labels and at joining words and picks each part.
func pickParts(t string, labels []string) ([]int, bool) {
	if t == "" {
		return nil, false
	}
	if i, ok := pick(t, labels); ok && (joiners.Replace(t) == t || slices.Contains(labels, t)) {
		return []int{i}, true
	}
	var found []int
	for _, part := range cutAtLabels(t, labels) {
		if part.label >= 0 {
			found = append(found, part.label)
			continue
		}
		for _, word := range strings.Fields(joiners.Replace(part.text)) {
			more, ok := pickWord(word, labels)
			if !ok {
				return nil, false
			}
			found = append(found, more...)
		}
	}
	return found, len(found) > 0
}

// pickWord picks by one word; a row of digits is one choice each; words that
// say nothing pick nothing.
func pickWord(word string, labels []string) ([]int, bool) {
	if strings.TrimSpace(fillers.Replace(word)) == "" {
		return nil, true
	}
	if i, ok := pick(word, labels); ok {
		return []int{i}, true
	}
	if len(labels) > 9 {
		return nil, false
	}
	var found []int
	for _, r := range wording.TrimPrefixes(word, choosing) {
		i, ok := within(string(r), len(labels))
		if !ok || slices.Contains(found, i) {
			return nil, false
		}
		found = append(found, i)
	}
	return found, true
}

// part is a piece of an answer: a whole label, or text (label -1).
type part struct {
	text  string
	label int
}

// cutAtLabels takes out the labels that stand in t, the longest first.
func cutAtLabels(t string, labels []string) []part {
	best, at := -1, 0
	for i, l := range labels {
		if j := wording.WholeIndex(t, l); j >= 0 && (best < 0 || len(l) > len(labels[best])) && !isShort(l) {
			best, at = i, j
		}
	}
	if best < 0 {
		return []part{{t, -1}}
	}
	parts := append(cutAtLabels(t[:at], labels), part{"", best})
	return append(parts, cutAtLabels(t[at+len(labels[best]):], labels)...)
}

// isShort reports whether a label is too little to be cut out of a sentence.
func isShort(label string) bool { return len(label) < len("太极") }
