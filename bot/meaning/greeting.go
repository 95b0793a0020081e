package meaning

import (
	"slices"
	"strings"

	"yishi/bot/meaning/wording"
)

var (
	greeting = lists.Parts("greeting")
	greeted  = wording.LongestFirst(slices.Concat(greeting["谁"], greeting["时"]))
)

// greets says whether a text is a greeting and nothing else: 大家早上好, 阿姨您好.
// 好 alone is none: it may be an answer that comes late.
func greets(t string) bool {
	t = strings.NewReplacer(",", "", " ", "", "。", "").Replace(t)
	end := wording.TrimPrefixes(t, greeted)
	return slices.Contains(greeting["完"], end) && (end != t || end != "好")
}

// Asks says whether a text asks to be told something: 食堂几点开门.
func Asks(text string) bool {
	return vocabulary.find(wording.Fold(wording.Clip(text, MaxText))).runes[listQuestion] > 0
}

// Wants says whether somebody asks to be signed up: 我想报太极班.
func Wants(text string) bool {
	e := vocabulary.find(wording.Fold(wording.Clip(text, MaxText)))
	return e.runes[listWant]+e.runes[listSignUp] > 0 && e.runes[listPoll] == 0
}

// OwnCourse says whether a text speaks of courses somebody has signed up for.
func OwnCourse(text string) bool {
	return slices.ContainsFunc(vocabulary.find(wording.Fold(wording.Clip(text, MaxText))).why(listCourse), func(w string) bool {
		return strings.HasPrefix(w, "我")
	})
}
