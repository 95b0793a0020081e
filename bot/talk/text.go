package talk

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/when"
	"yishi/bot/talk/replay"
)

// maxText is the most characters a free answer may have: what staff can read at
// a glance, and well inside one WeChat message.
const maxText = 600

// Text asks for words.
func (c *Conv) Text(name, format string, args ...any) string {
	return replay.Ask(c.Conv, textQuestion(name, format, args))
}

// Name asks for somebody's name: no number, and no reply that is none.
func (c *Conv) Name(name, format string, args ...any) string {
	q := textQuestion(name, format, args)
	q.Words = cleanName
	return replay.Ask(c.Conv, q)
}

// Names asks for the names of several, each as Name does.
func (c *Conv) Names(name, format string, args ...any) []string {
	return replay.Ask(c.Conv, replay.Question[[]string]{
		Name: name, Text: lazy(format, args), Voice: true,
		Words: func(s string) ([]string, error) {
			s, err := freeText(s)
			names := answer.NamesIn(s)
			for _, n := range append(names[:len(names):len(names)], s)[:max(1, len(names))] {
				if why := answer.NotName(n); err == nil && why != "" {
					return nil, bot.Refusal(why)
				}
			}
			return names, err
		},
	})
}

// NameOrPick is Name with choices beside it.
func (c *Conv) NameOrPick(name, text string, opts ...Opt) Answer {
	return c.textOrPick(name, text, cleanName, opts)
}

func cleanName(s string) (string, error) {
	s, err := freeText(s)
	if why := answer.NotName(s); err == nil && why != "" {
		return "", bot.Refusal(why)
	}
	return s, err
}

// Lasting asks for words that others read, perhaps days later: a day named as seen
// from today is kept as its date, and whoever wrote it is told so with the next
// question.
func (c *Conv) Lasting(name, format string, args ...any) string {
	return c.lasting(textQuestion(name, format, args))
}

// LastingOr is Lasting with a button that skips it; skipped gives "".
func (c *Conv) LastingOr(name, skip, format string, args ...any) string {
	return c.lasting(or(textQuestion(name, format, args), skip))
}

func (c *Conv) lasting(q replay.Question[string]) string {
	words, said := q.Words, ""
	q.Words = func(s string) (string, error) {
		s, err := words(s)
		dated, days := when.Dated(s, c.now(), bot.Day)
		said = datedWords(days)
		return dated, err
	}
	q.Fits = func(s string) bool { return utf8.RuneCountInString(s) <= 2*maxText } // dates make it longer
	s := replay.Ask(c.Conv, q)
	if said != "" {
		c.Say("%s", said)
	}
	return s
}

// datedWords say which words have become dates.
func datedWords(days []when.Dating) string {
	var parts []string
	for i, d := range days {
		if !slices.Contains(days[:i], d) {
			parts = append(parts, "「"+d.Said+"」写成了「"+d.Date+"」")
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "，") + "，哪天看到都不会弄错。"
}

// TextOr is Text with a button that skips it; skipped gives "".
func (c *Conv) TextOr(name, skip, format string, args ...any) string {
	return replay.Ask(c.Conv, or(textQuestion(name, format, args), skip))
}

// or gives a question for words a button that skips it.
func or(q replay.Question[string], skip string) replay.Question[string] {
	q.Opts = []Opt{{Key: "-", Label: skip}}
	words, opts := q.Words, q.Opts
	q.Press = func(string) (string, error) { return "", nil }
	q.Words = func(s string) (string, error) {
		if without(s, opts) {
			return "", nil
		}
		return words(s)
	}
	return q
}

// Answer is words, or the key of a button pressed instead.
type Answer struct {
	Words string `json:"w,omitempty"`
	Key   string `json:"k,omitempty"`
}

// TextOrPick is Text with buttons that answer something else.
func (c *Conv) TextOrPick(name, text string, opts ...Opt) Answer {
	return c.textOrPick(name, text, func(s string) (string, error) {
		if answer.IsSmall(s) == answer.Thanks {
			return "", replay.ErrWrong
		}
		return cleanText(s)
	}, opts)
}

func (c *Conv) textOrPick(name, text string, clean func(string) (string, error), opts []Opt) Answer {
	return replay.Ask(c.Conv, replay.Question[Answer]{
		Name: name, Text: func() string { return text }, Opts: opts, Voice: true,
		Hint: numbersHint(len(opts)),
		Words: func(s string) (Answer, error) {
			if i, ok := answer.Pick(s, replay.Labels(opts)); ok {
				return Answer{Key: opts[i].Key}, nil
			}
			words, err := clean(s)
			return Answer{Words: words}, err
		},
		Press: func(key string) (Answer, error) {
			key, err := pressed(opts, key)
			return Answer{Key: key}, err
		},
	})
}

func textQuestion(name, format string, args []any) replay.Question[string] {
	return replay.Question[string]{
		Name: name, Text: lazy(format, args), Free: true, Voice: true,
		Hint:  "请用文字说，一两句话就行。",
		Words: freeText,
		Fits:  func(s string) bool { return utf8.RuneCountInString(s) <= maxText },
	}
}

// freeText takes any words but those that are said beside an answer.
func freeText(s string) (string, error) {
	switch {
	case answer.Skips(s):
		return "", errNeeded
	case answer.IsSmall(s) == answer.Thanks:
		return "", replay.ErrWrong
	}
	return cleanText(s)
}

var errNeeded = bot.Refuse("这一步跳不过去，要有了才办得成。不想办了，回复「取消」。")

func cleanText(s string) (string, error) {
	s = strings.TrimSpace(s)
	switch n := utf8.RuneCountInString(s); {
	case n > maxText:
		return "", bot.Refuse("太长了，有%d个字。请简单些，%d个字以内。", n, maxText)
	case !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }), hesitates(s):
		return "", replay.ErrWrong
	}
	return s, nil
}

// hesitates reports whether somebody only thinks aloud.
func hesitates(s string) bool {
	rest := strings.TrimLeft(s, "呃额唔诶那个这啊 ，,。.…~～、！!？?")
	return rest == "" && strings.ContainsAny(s, "呃额唔诶") || s == "那个" || s == "这个"
}

func lazy(format string, args []any) func() string {
	return func() string {
		if len(args) == 0 {
			return format
		}
		return fmt.Sprintf(format, args...)
	}
}
