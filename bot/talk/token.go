package talk

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

// startPrefix marks the codes of deep links that begin a flow.
const startPrefix = "f_"

// StartCode is the code of a deep link that begins a flow in the private chat.
// of, if not empty, is the id of what it is to be about: given as Of.
func StartCode(flow, of string) string {
	if of == "" {
		return startPrefix + flow
	}
	return startPrefix + flow + "_" + of
}

// ParseStart reads such a code. Anybody can write one, so it gives nothing but
// what the flow is about.
func ParseStart(code string) (s Start, ok bool) {
	rest, ok := strings.CutPrefix(code, startPrefix)
	flow, of, _ := strings.Cut(rest, "_")
	s = Start{Flow: flow}
	if of != "" {
		s.Given = Given{Of: of}
	}
	return s, ok
}
