package meaning

import (
	"slices"
	"strings"
)

var (
	greeting = wordParts("greeting")
	greeted  = longestFirst(slices.Concat(greeting["谁"], greeting["时"]))
)

// greets says whether a text is a greeting and nothing else: 大家早上好, 阿姨您好.
// 好 alone is none: it may be an answer that comes late.
func greets(t string) bool {
	t = strings.NewReplacer(",", "", " ", "", "。", "").Replace(t)
	end := trimAnyPrefix(t, greeted)
	return slices.Contains(greeting["完"], end) && (end != t || end != "好")
}

// Asks says whether a text asks to be told something: 食堂几点开门.
func Asks(text string) bool {
	return vocabulary.find(Fold(clip(text, MaxText))).runes[listQuestion] > 0
}
