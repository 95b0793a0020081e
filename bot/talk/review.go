package talk

import (
	"slices"
	"strings"

	"yishi/bot/meaning/answer"
)

// Line is one line of a summary: what it is called, what it says, and the name
// of the question that gave it ("" cannot be changed).
type Line struct{ Label, Value, Question string }

// Review shows a summary and asks whether to send it. One answer may be changed:
// it is forgotten, asked again, and the summary comes back. False is dropped.
func (c *Conv) Review(name, head, send string, lines ...Line) bool {
	opts := []Opt{{Key: "y", Label: send, Wide: true}}
	for _, l := range lines {
		if l.Question != "" {
			opts = append(opts, Opt{Key: "e" + l.Question, Label: "改" + l.Label})
		}
	}
	opts = append(opts, Opt{Key: "n", Label: "不要了"})
	return ask(c, question[bool]{
		name: name, opts: opts, voice: true, hint: numbersHint(len(opts)),
		text: func() string { return summary(head, lines) },
		words: func(s string) (bool, error) {
			i, ok := answer.Pick(s, labelsOf(opts))
			if !ok {
				yes, sure := answer.Yes(s)
				if !sure {
					return false, errWrong
				}
				return yes, nil
			}
			return c.reviewed(opts[i].Key)
		},
		press: c.reviewed,
	})
}

// reviewed reads a choice under the summary; changing an answer forgets it and
// runs again.
func (c *Conv) reviewed(key string) (bool, error) {
	if question, ok := strings.CutPrefix(key, "e"); ok {
		c.forgetLooks(question)
		c.forgetAnswer(question)
		c.again()
	}
	return key == "y", nil
}

// forgetLooks forgets what was read after an answer that is to be changed: it
// may have followed from it.
func (c *Conv) forgetLooks(question string) {
	from := slices.IndexFunc(c.j.Entries, func(e Entry) bool { return e.Name == question })
	if from < 0 {
		return
	}
	kept := slices.Clone(c.j.Entries[from:])
	kept = slices.DeleteFunc(kept, func(e Entry) bool { return e.Kind == looked && !strings.HasSuffix(e.Name, tickMark) })
	c.j.Entries = append(c.j.Entries[:from], kept...)
}

func summary(head string, lines []Line) string {
	var b strings.Builder
	b.WriteString(head)
	for _, l := range lines {
		if l.Value != "" {
			b.WriteString("\n" + l.Label + "：" + l.Value)
		}
	}
	return b.String()
}
