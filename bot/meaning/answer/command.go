package answer

import (
	"strings"

	"yishi/bot/meaning/wording"
)

// Command is a word that means the same at any moment.
type Command string

// The commands. Whether one applies is for the caller to say: "0" goes back
// only inside a conversation, and 算了 is also a plain no.
const (
	NoCommand Command = ""
	Back      Command = "back"
	Cancel    Command = "cancel"
	Repeat    Command = "repeat"
	ToHuman   Command = "human"
	ToHelp    Command = "help"
	Done      Command = "done"
)

var commands = readCommands()

func readCommands() map[string]Command {
	all := map[string]Command{}
	for _, c := range []Command{Back, Cancel, Repeat, ToHuman, ToHelp, Done} {
		for _, w := range lists.List("command-" + string(c)) {
			all[w] = c
		}
	}
	return all
}

// Word finds the command that a text is, if it is nothing else.
func Word(text string) Command {
	t := strings.TrimPrefix(wording.Fold(text), "/")
	if c, ok := commands[t]; ok {
		return c
	}
	t = strings.TrimRight(t, "?")
	for _, lead := range []string{"我要", "我想", "请", "麻烦", "帮我", ""} {
		if rest, ok := strings.CutPrefix(t, lead); ok {
			return commands[rest]
		}
	}
	return NoCommand
}
