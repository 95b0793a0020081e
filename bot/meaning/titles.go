package meaning

import (
	"strings"
	"unicode/utf8"

	"yishi/bot/meaning/wording"
)

// titles is which open poll and which activity a sentence speaks of, how many
// characters say so, and these.
type titles struct {
	poll, notice           Titled
	pollRunes, noticeRunes int
	pollWord, noticeWord   string
}

func (t titles) word(intent string) string {
	if intent == Poll {
		return t.pollWord
	}
	return t.noticeWord
}

func findTitles(t string, c Context) titles {
	var found titles
	found.poll, found.pollWord = bestTitle(t, c.Polls)
	found.notice, found.noticeWord = bestTitle(t, c.Notices)
	found.pollRunes = utf8.RuneCountInString(found.pollWord)
	found.noticeRunes = utf8.RuneCountInString(found.noticeWord)
	return found
}

// About is the one title that a text speaks of.
func About(text string, all []Titled) (Titled, bool) {
	best, word := bestTitle(wording.Fold(wording.Clip(text, MaxText)), all)
	return best, word != ""
}

// bestTitle is the one title that shares the longest words with t; of two that
// share as much neither is meant.
func bestTitle(t string, all []Titled) (best Titled, word string) {
	tie := false
	for _, candidate := range all {
		w := sharedWord(t, candidate)
		switch {
		case len(w) > len(word):
			best, word, tie = candidate, w, false
		case w != "" && len(w) == len(word):
			tie = true
		}
	}
	if tie {
		return Titled{}, ""
	}
	return best, word
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

// distinct says whether a piece holds two characters beside common words.
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
