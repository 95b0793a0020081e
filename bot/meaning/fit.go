package meaning

import (
	"strings"
	"unicode/utf8"

	"yishi/bot/meaning/wording"
)

// askings are the words that ask, longest first: a question without them is what it is about.
var askings = wording.LongestFirst(lists.List("asking"))

// Core is what a question is about, folded: 请问老年证怎么办 is about 老年证.
func Core(question string) string {
	t := wording.Fold(wording.Clip(question, MaxText))
	for _, w := range askings {
		t = strings.ReplaceAll(t, w, "")
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("，。？！,.?!、「」的呢啊呀吧么吗了 ", r) {
			return -1
		}
		return r
	}, t)
}

// Fit says how well something that is known by a title fits a question: 1 if it is just
// that, 0.9 if one of both holds the other, less as they are less alike.
func Fit(question, title string) float64 {
	const holds, least = 0.9, 2
	q, t := Core(question), Core(title)
	switch {
	case utf8.RuneCountInString(q) < least || utf8.RuneCountInString(t) < least:
		return 0
	case q == t:
		return 1
	case strings.Contains(q, t) || strings.Contains(t, q):
		return holds
	}
	return min(holds, wording.Similar(q, t))
}
