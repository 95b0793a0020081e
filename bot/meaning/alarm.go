package meaning

import (
	"unicode/utf8"

	"yishi/bot/meaning/wording"
)

// Alarm says whether words are a call for help, whatever they were to answer.
// sure ones name what cannot wait and a number to call, or call people to come;
// a leak alone is only a likely one: people also speak of leaks in a vote.
func Alarm(text string) (likely, sure bool) {
	if utf8.RuneCountInString(text) < 2 { // most answers are one digit
		return false, false
	}
	u := Rules{}.Understand(text, Context{})
	if u.Intent != Issue || !u.Urgent {
		return false, false
	}
	come := vocabulary.find(wording.Fold(wording.Clip(text, MaxText))).runes[listCome] > 0
	return true, come || u.Call != ""
}
