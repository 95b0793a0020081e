package talk

import (
	"strconv"
	"strings"

	"yishi/bot/meaning"
)

// Ranking asks to put opts in order, best first, and returns their keys. Those
// left out come last, equal among themselves.
func (c *Conv) Ranking(name, text string, opts ...Opt) []string {
	labels := labelsOf(opts)
	return ask(c, question[[]string]{
		name: name, voice: true,
		text: func() string { return text + "\n" + numbered(labels) },
		hint: "请把最喜欢的数字写在最前面，比如「2 1 3」。",
		words: func(s string) ([]string, error) {
			order, ok := meaning.Rank(s, labels)
			if !ok {
				return nil, errWrong
			}
			return keysAt(opts, order), nil
		},
	})
}

func numbered(labels []string) string {
	var b strings.Builder
	for i, l := range labels {
		b.WriteString(strconv.Itoa(i+1) + " " + l + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}
