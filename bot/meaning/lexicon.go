package meaning

import (
	"slices"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"yishi/bot/meaning/guess"
	"yishi/bot/meaning/wording"
)

// List is words of one meaning. It is made once, with the program.
type List struct {
	name  string
	words []string
	part  part
}

type part int

const (
	plain  part = iota
	thing       // what one can want something of
	asking      // with which one asks to take part
)

// NewList makes a list; its name is for those who read why something was understood.
func NewList(name string, words []string) *List { return enlist(&List{name: name, words: words}) }

// Things makes a list of what one can want something of: they are no wish by
// themselves.
func Things(name string, words []string) *List {
	return enlist(&List{name: name, words: words, part: thing})
}

// AskingFor makes a list of words with which one asks to take part.
func AskingFor(name string, words []string) *List {
	return enlist(&List{name: name, words: words, part: asking})
}

var (
	want     = AskingFor("want", lists.List("want"))
	question = NewList("question", lists.List("question"))
)

// Lexicon finds the words of many lists in one walk over a text.
type Lexicon struct {
	lists []*List
	model *guess.Model
	found atomic.Pointer[index]
}

// index are the words by their first character, longest first.
type index struct {
	more  *map[string][]string // with which it was made
	first map[rune][]entry
}

type entry struct {
	word  string
	lists []*List
}

// NewLexicon is a lexicon of lists.
func NewLexicon(all ...*List) *Lexicon { return &Lexicon{lists: all, model: guess.Own()} }

// index is made when first something is looked for, or after more words were learnt.
func (x *Lexicon) index() *index {
	learnt := more.Load()
	if made := x.found.Load(); made != nil && made.more == learnt {
		return made
	}
	made := &index{learnt, firsts(x.lists)}
	x.found.Store(made)
	return made
}

func firsts(all []*List) map[rune][]entry {
	of := map[string][]*List{}
	done := map[*List]bool{}
	for _, l := range all {
		if done[l] {
			continue
		}
		done[l] = true
		for _, w := range slices.Concat(l.words, l.learnt()) {
			if !slices.Contains(of[w], l) {
				of[w] = append(of[w], l)
			}
		}
	}
	first := map[rune][]entry{}
	for w, lists := range of {
		r, _ := utf8.DecodeRuneInString(w)
		first[r] = append(first[r], entry{w, lists})
	}
	for _, entries := range first {
		slices.SortFunc(entries, func(a, b entry) int { return len(b.word) - len(a.word) })
	}
	return first
}

// Find takes the longest word at each place of a text and goes on behind it.
func (x *Lexicon) Find(text string) Said {
	return x.find(wording.Fold(wording.Clip(text, MaxText)))
}

func (x *Lexicon) find(t string) Said {
	s := Said{text: t, model: x.model}
	skip, first := 0, x.index().first
	for i, r := range t {
		if i < skip {
			continue
		}
		for _, w := range first[r] {
			if strings.HasPrefix(t[i:], w.word) {
				skip = i + len(w.word)
				s.found = append(s.found, w)
				break
			}
		}
	}
	return s
}

// Said is what of a text is known.
type Said struct {
	text   string
	model  *guess.Model
	found  []entry
	titles titles
}

// Guess is what the model makes of a text for one of its heads, by label.
func (s Said) Guess(head string) map[string]float64 { return s.model.Guess(head, s.text) }

// Length is how many characters were said.
func (s Said) Length() int { return utf8.RuneCountInString(s.text) }

func (s Said) count(is func(*List) bool) (runes int) {
	for _, w := range s.found {
		if slices.ContainsFunc(w.lists, is) {
			runes += utf8.RuneCountInString(w.word)
		}
	}
	return runes
}

// Count is how many characters of a text are words of any of the lists.
func (s Said) Count(lists ...*List) int {
	return s.count(func(l *List) bool { return slices.Contains(lists, l) })
}

// Things is how many name what one can want something of, of every capability.
func (s Said) Things() int { return s.count(func(l *List) bool { return l.part == thing }) }

// Asking is how many ask to take part.
func (s Said) Asking() int { return s.count(func(l *List) bool { return l.part == asking }) }

// Question is how many ask to be told something.
func (s Said) Question() int { return s.Count(question) }

// Title is how many name something open in a pool.
func (s Said) Title(p Pool) int { return utf8.RuneCountInString(s.titles[p].word) }

// why are the words found that belong to one of the lists, or are what is wanted.
func (s Said) why(lists []*List, things bool) []string {
	var out []string
	for _, w := range s.found {
		is := slices.ContainsFunc(w.lists, func(l *List) bool { return slices.Contains(lists, l) || things && l.part != plain })
		if is && !slices.Contains(out, w.word) {
			out = append(out, w.word)
		}
	}
	return out
}

// subject is the longest word that names a thing, without 班 and 课.
func (s Said) subject() string {
	longest := ""
	for _, w := range s.found {
		is := slices.ContainsFunc(w.lists, func(l *List) bool { return l.part == thing })
		if is && w.word != "活动" && w.word != "课" && !strings.HasPrefix(w.word, "我") && len(w.word) > len(longest) {
			longest = w.word
		}
	}
	for _, end := range []string{"班", "课", "队"} {
		if short := strings.TrimSuffix(longest, end); utf8.RuneCountInString(short) > 1 {
			longest = short
		}
	}
	return longest
}
