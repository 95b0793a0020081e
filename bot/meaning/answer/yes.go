package answer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"yishi/bot/meaning/wording"
)

var (
	yesWords   = lists.Set("yes")
	noWords    = lists.Set("no")
	doubts     = lists.List("doubt")
	softeners  = lists.Set("softener")
	flippers   = lists.Set("flipper")
	longestYes = longest(yesWords, noWords, softeners)
)

func longest(sets ...map[string]bool) int {
	most := 0
	for _, set := range sets {
		for w := range set {
			most = max(most, utf8.RuneCountInString(w))
		}
	}
	return most
}

// Yes reads consent or refusal. The text must consist of words that say so and
// of words that say nothing; a word of doubt, a question, a yes beside a no or
// a double negation are not understood.
func Yes(text string) (yes, ok bool) {
	t := wording.Fold(text)
	if yesWords[t] || noWords[t] {
		return yesWords[t], yesWords[t] != noWords[t]
	}
	for _, d := range doubts {
		if strings.Contains(t, d) {
			return false, false
		}
	}
	yeses, noes, ok := sayings(t)
	return yeses > 0, ok && (yeses > 0) != (noes > 0)
}

// sayings cuts the text into known words, longest first, and counts them.
func sayings(t string) (yeses, noes int, ok bool) {
	run := []rune(t)
	before := ""
	for i := 0; i < len(run); {
		if unicode.IsPunct(run[i]) || unicode.IsSpace(run[i]) {
			i++
			continue
		}
		w := knownAt(run[i:])
		switch {
		case w == "":
			return 0, 0, false
		case yesWords[w]:
			yeses++
		case noWords[w] && flippers[before] && before != w: // 不是不行
			return 0, 0, false
		case noWords[w]:
			noes++
		}
		before = w
		i += utf8.RuneCountInString(w)
	}
	return yeses, noes, true
}

func knownAt(run []rune) string {
	for n := min(longestYes, len(run)); n > 0; n-- {
		w := string(run[:n])
		if yesWords[w] || noWords[w] || softeners[w] {
			return w
		}
	}
	return ""
}
