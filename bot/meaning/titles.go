package meaning

import (
	"strings"
	"unicode/utf8"

	"yishi/bot/meaning/wording"
)

// titles is which open thing of each pool a sentence speaks of, and the characters that
// say so.
type titles map[Pool]named

type named struct {
	titled Titled
	word   string
}

func findTitles(t string, c Context) titles {
	if len(c.Open) == 0 {
		return nil
	}
	found := titles{}
	for _, p := range []Pool{Joined, Voted} {
		found[p] = bestTitle(t, c.Open, p)
	}
	return found
}

// About is the one title of a pool that a text speaks of.
func About(text string, all []Titled, p Pool) (Titled, bool) {
	best := bestTitle(wording.Fold(wording.Clip(text, MaxText)), all, p)
	return best.titled, best.word != ""
}

// bestTitle is the one title of a pool that shares the longest words with t; of two
// that share as much neither is meant.
func bestTitle(t string, all []Titled, p Pool) (best named) {
	tie := false
	for _, candidate := range all {
		if candidate.Pool != p {
			continue
		}
		w := sharedWord(t, candidate)
		switch {
		case len(w) > len(best.word):
			best, tie = named{candidate, w}, false
		case w != "" && len(w) == len(best.word):
			tie = true
		}
	}
	if tie {
		return named{}
	}
	return best
}

// common words stand in many titles and tell none from another.
var common = wording.LongestFirst(lists.List("title-common"))

// sharedWord is the longest piece, of two characters and more, that t has in
// common with a title or one of its words.
func sharedWord(t string, candidate Titled) string {
	best := longestShared(t, candidate.Title, "")
	for _, word := range candidate.Words {
		best = longestShared(t, word, best)
	}
	return best
}

func longestShared(t, title, best string) string {
	title = wording.Fold(wording.Clip(title, 60))
	for i, first := range title {
		end := i + utf8.RuneLen(first)
		if !strings.Contains(t, title[i:end]) {
			continue
		}
		for end < len(title) {
			_, n := utf8.DecodeRuneInString(title[end:])
			if !strings.Contains(t, title[i:end+n]) {
				break
			}
			end += n
		}
		if end-i > len(best) && distinct(title[i:end]) {
			best = title[i:end]
		}
	}
	return best
}

// distinct reports whether a piece holds two characters beside common words.
func distinct(piece string) bool {
	for _, w := range common {
		piece = strings.ReplaceAll(piece, w, " ")
	}
	for _, rest := range strings.Fields(piece) {
		if utf8.RuneCountInString(rest) >= 2 {
			return true
		}
	}
	return false
}
