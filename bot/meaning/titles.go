package meaning

import (
	"strings"
	"unicode/utf8"
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
var common = longestFirst(wordList("title-common"))

// sharedWord is the longest piece, of two characters and more, that t has in
// common with a title or one of its words.
func sharedWord(t string, candidate Titled) string {
	best := ""
	for _, text := range append([]string{candidate.Title}, candidate.Words...) {
		run := []rune(Fold(clip(text, 60)))
		for i := range run {
			for j := len(run); j-i >= 2; j-- {
				piece := string(run[i:j])
				if len(piece) <= len(best) {
					break
				}
				if strings.Contains(t, piece) && distinct(piece) {
					best = piece
					break
				}
			}
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
