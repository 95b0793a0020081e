package meaning

import (
	"slices"
	"strings"
)

// lexicon finds the words of many lists in one walk over a text.
type lexicon struct {
	lists []string         // names
	first map[rune][]entry // words by their first character, longest first
}

type entry struct {
	word  string
	runes int
	lists []int
}

// evidence is what a walk found: how many characters of each list, and the words.
type evidence struct {
	runes []int
	words []string
	of    [][]int // the lists of each word
}

func (x *lexicon) add(list string, words []string) int {
	n := len(x.lists)
	x.lists = append(x.lists, list)
	if x.first == nil {
		x.first = map[rune][]entry{}
	}
	for _, w := range words {
		run := []rune(w)
		all := x.first[run[0]]
		i := slices.IndexFunc(all, func(e entry) bool { return e.word == w })
		if i < 0 {
			all = append(all, entry{word: w, runes: len(run)})
			i = len(all) - 1
		}
		if !slices.Contains(all[i].lists, n) {
			all[i].lists = append(all[i].lists, n)
		}
		slices.SortStableFunc(all, func(a, b entry) int { return b.runes - a.runes })
		x.first[run[0]] = all
	}
	return n
}

// find takes the longest word at each place and goes on behind it.
func (x *lexicon) find(t string) evidence {
	e := evidence{runes: make([]int, len(x.lists))}
	skip := 0
	for i, r := range t {
		if i < skip {
			continue
		}
		for _, w := range x.first[r] {
			if !strings.HasPrefix(t[i:], w.word) {
				continue
			}
			skip = i + len(w.word)
			e.words = append(e.words, w.word)
			e.of = append(e.of, w.lists)
			for _, l := range w.lists {
				e.runes[l] += w.runes
			}
			break
		}
	}
	return e
}

// why are the words found that belong to one of the lists.
func (e evidence) why(lists ...int) []string {
	var out []string
	for i, w := range e.words {
		if slices.ContainsFunc(e.of[i], func(l int) bool { return slices.Contains(lists, l) }) && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}
