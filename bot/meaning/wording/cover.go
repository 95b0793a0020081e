package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Vocabulary is words, each of a kind, of which a whole text can be made.
type Vocabulary struct {
	kinds   map[string]string
	longest int // word, in characters
}

// NewVocabulary is made of lists by kind. A word of several is of the kind that comes last
// in order.
func NewVocabulary(lists map[string][]string, order ...string) Vocabulary {
	v := Vocabulary{kinds: map[string]string{}}
	for _, kind := range order {
		for _, w := range lists[kind] {
			v.kinds[w] = kind
			v.longest = max(v.longest, utf8.RuneCountInString(w))
		}
	}
	return v
}

// Cover cuts a text into words of the vocabulary, longest first, and reports the kinds
// that it is made of. A text with anything else in it, a question mark too, is not.
func (v Vocabulary) Cover(text string) (kinds map[string]bool, ok bool) {
	run := []rune(strings.ToLower(strings.Map(Visible, text)))
	kinds = map[string]bool{}
	for i := 0; i < len(run); {
		if stops(run[i]) {
			i++
			continue
		}
		kind, n := v.at(run[i:])
		if n == 0 {
			return nil, false
		}
		kinds[kind] = true
		i += n
	}
	return kinds, len(kinds) > 0
}

func stops(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("~～^", r) || unicode.IsPunct(r) && r != '?' && r != '？'
}

// at is the longest word that a run begins with, and its length.
func (v Vocabulary) at(run []rune) (kind string, n int) {
	for n := min(v.longest, len(run)); n > 0; n-- {
		if kind, ok := v.kinds[string(run[:n])]; ok {
			return kind, n
		}
	}
	return "", 0
}
