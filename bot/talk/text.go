package talk

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/meaning"
)

// maxText is the most characters a free answer may have: what staff can read at
// a glance, and well inside one WeChat message.
const maxText = 600

// Text asks for words.
func (c *Conv) Text(name, format string, args ...any) string {
	return ask(c, textQuestion(name, format, args))
}

// TextOr is Text with a button that skips it; skipped gives "".
func (c *Conv) TextOr(name, skip, format string, args ...any) string {
	q := textQuestion(name, format, args)
	q.opts = []Opt{{Key: "-", Label: skip}}
	words := q.words
	q.press = func(string) (string, error) { return "", nil }
	q.words = func(s string) (string, error) {
		if picksOnly(s, q.opts) {
			return "", nil
		}
		return words(s)
	}
	return ask(c, q)
}

// Answer is words, or the key of a button pressed instead.
type Answer struct {
	Words string `json:"w,omitempty"`
	Key   string `json:"k,omitempty"`
}

// TextOrPick is Text with buttons that answer something else.
func (c *Conv) TextOrPick(name, text string, opts ...Opt) Answer {
	return ask(c, question[Answer]{
		name: name, text: func() string { return text }, opts: opts, voice: true,
		hint: numbersHint(len(opts)),
		words: func(s string) (Answer, error) {
			if i, ok := meaning.Pick(s, labelsOf(opts)); ok {
				return Answer{Key: opts[i].Key}, nil
			}
			words, err := cleanText(s)
			return Answer{Words: words}, err
		},
		press: func(key string) (Answer, error) {
			key, err := pressed(opts, key)
			return Answer{Key: key}, err
		},
	})
}

func textQuestion(name, format string, args []any) question[string] {
	return question[string]{
		name: name, text: lazy(format, args), free: true, voice: true,
		hint:  "请用文字说，一两句话就行。",
		words: cleanText,
		fits:  func(s string) bool { return utf8.RuneCountInString(s) <= maxText },
	}
}

func cleanText(s string) (string, error) {
	s = strings.TrimSpace(s)
	switch n := utf8.RuneCountInString(s); {
	case n > maxText:
		return "", bot.Refuse("太长了，有%d个字。请简单些，%d个字以内。", n, maxText)
	case !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }):
		return "", errWrong
	}
	return s, nil
}

func lazy(format string, args []any) func() string {
	return func() string {
		if len(args) == 0 {
			return format
		}
		return fmt.Sprintf(format, args...)
	}
}
