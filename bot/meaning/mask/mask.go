// Package mask hides in a sentence what names a person, so that it may leave the house:
// numbers of all kinds, the doors of homes, names that are known and names that look like
// it. Each gets a mark instead, 〔人1〕, and what comes back is shown with what the mark
// stands for. What is hidden too much costs a model a little understanding, and nobody
// anything else; what is public already is not hidden.
package mask

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"yishi/bot/meaning/wording"
)

// Masked is a sentence with marks in it.
type Masked struct {
	Text   string
	hidden []hidden
}

// hidden is something that was taken out.
type hidden struct{ mark, words string }

// Numbers hides numbers alone: for titles, which everybody reads.
func Numbers(text string) string {
	m := Masked{Text: text}
	m.all(numbers, "号", nil)
	return m.done().Text
}

// Sentence hides what names a person. known are names that are, public what everybody
// reads anyway.
func Sentence(text string, known []string, public ...string) Masked {
	m := Masked{Text: text}
	open := strings.Join(public, "\n")
	m.all(numbers, "号", nil)
	m.all(doors, "房", func(_, rest string) bool { return door(rest) })
	m.known(known, open, 3)
	m.all(names, "人", func(found, _ string) bool { return name(found) && !strings.Contains(open, found) })
	m.known(known, open, 2) // what the names that were found may end with
	return m.done()
}

// known hides names of so many characters at least.
func (m *Masked) known(names []string, open string, least int) {
	for _, n := range wording.LongestFirst(names) {
		if utf8.RuneCountInString(n) >= least && strings.Contains(m.Text, n) && !strings.Contains(open, n) {
			m.Text = strings.ReplaceAll(m.Text, n, m.mark("人", n))
		}
	}
}

// all hides what the forms find, as far as it is one (nil: all is).
func (m *Masked) all(forms []*regexp.Regexp, kind string, is func(found, rest string) bool) {
	for _, form := range forms {
		var b strings.Builder
		at := 0
		for _, found := range form.FindAllStringSubmatchIndex(m.Text, -1) {
			from, to := found[len(found)-2], found[len(found)-1]
			if words := m.Text[from:to]; from >= at && (is == nil || is(words, m.Text[to:])) {
				b.WriteString(m.Text[at:from] + m.mark(kind, words))
				at = to
			}
		}
		m.Text = b.String() + m.Text[at:]
	}
}

// first is the rune that stands for the first mark until all are made, so that no form
// finds anything in a mark.
const first = '\ue000'

func (m *Masked) mark(kind, words string) string {
	for i, h := range m.hidden {
		if h.words == words {
			return string(first + rune(i))
		}
	}
	m.hidden = append(m.hidden, hidden{kind, words})
	return string(first + rune(len(m.hidden)-1))
}

// done writes the marks out.
func (m Masked) done() Masked {
	counts := map[string]int{}
	for i, h := range m.hidden {
		counts[h.mark]++
		mark := fmt.Sprintf("〔%s%d〕", h.mark, counts[h.mark])
		m.Text = strings.ReplaceAll(m.Text, string(first+rune(i)), mark)
		m.hidden[i].mark = mark
	}
	return m
}

// Show puts back what the marks of this sentence stand for.
func (m Masked) Show(text string) string {
	for _, h := range m.hidden {
		text = strings.ReplaceAll(text, h.mark, h.words)
	}
	return text
}
