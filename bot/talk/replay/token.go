package replay

import (
	"fmt"
	"strings"

	"yishi/bot"
)

// Prefix marks the buttons of conversations among all buttons.
const Prefix = "q"

// Token is what a button of a question carries: conversation, question with its
// occurrence, choice.
func Token(journal, question, key string) string {
	t := Prefix + ":" + journal + ":" + question + ":" + key
	if len(t) > bot.MaxToken {
		panic(fmt.Sprintf("talk: button token %q is longer than %d bytes", t, bot.MaxToken))
	}
	return t
}

// ParseToken takes a question's token apart.
func ParseToken(token string) (journal, question, key string, ok bool) {
	rest, ok := strings.CutPrefix(token, Prefix+":")
	if !ok {
		return "", "", "", false
	}
	journal, rest, ok = strings.Cut(rest, ":")
	if !ok {
		return "", "", "", false
	}
	question, key, ok = strings.Cut(rest, ":")
	return journal, question, key, ok
}
