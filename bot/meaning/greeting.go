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

// greets reports whether a text is a greeting and nothing else: 大家早上好, 阿姨您好.
// 好 alone is none: it may be an answer that comes late.
func greets(t string) bool {
	t = strings.NewReplacer(",", "", " ", "", "。", "").Replace(t)
	end := wording.TrimPrefixes(t, greeted)
	return slices.Contains(greeting["完"], end) && (end != t || end != "好")
}
