package talk

import (
	"regexp"
	"strings"

	"yishi/bot/meaning/answer"
	"yishi/bot/talk/replay"
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
	return replay.Ask(c.Conv, replay.Question[bool]{
		Name: name, Opts: opts, Voice: true, Hint: numbersHint(len(opts)),
		Text: func() string { return summary(head, lines) },
		Words: func(s string) (bool, error) {
			i, ok := answer.Pick(s, replay.Labels(opts))
			if !ok {
				yes, sure := answer.Yes(s)
				if !sure || nothing.MatchString(s) {
					return false, replay.ErrWrong
				}
				return yes, nil
			}
			return c.reviewed(opts[i].Key)
		},
		Press: c.reviewed,
	})
}

// nothing is said to what there is not: no photo, no other word. It drops nothing.
var nothing = regexp.MustCompile(`^没有?(了|啦|照片|图片?|别的)*[。.！!～~]*$`)

// reviewed reads a choice under the summary; changing an answer forgets it and
// runs again.
func (c *Conv) reviewed(key string) (bool, error) {
	if question, ok := strings.CutPrefix(key, "e"); ok {
		question, photos := strings.CutSuffix(question, photosOf)
		replay.Reask(c.Conv, question, kept(photos))
	}
	return key == "y", nil
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
