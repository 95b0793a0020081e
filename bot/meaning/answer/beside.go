package answer

import (
	"strings"

	"yishi/bot/meaning/wording"
)

var (
	skips  = lists.Set("skip")
	wrongs = lists.Set("wrong")
)

// Skips reports whether a text wants to pass over the question, and says nothing else.
func Skips(text string) bool { return skips[wording.Fold(text)] }

// Corrects gives what puts right the answer before: 5栋, in 不对，是5栋.
func Corrects(text string) (right string, ok bool) {
	i := strings.IndexAny(text, "，, ")
	if i < 0 || !wrongs[wording.Fold(text[:i])] {
		return "", false
	}
	right = strings.TrimLeft(text[i:], "，, ")
	for _, lead := range []string{"应该是", "应当是", "改成", "是"} {
		if rest, is := strings.CutPrefix(right, lead); is {
			right = strings.TrimLeft(rest, "：: ")
			break
		}
	}
	return right, right != ""
}
