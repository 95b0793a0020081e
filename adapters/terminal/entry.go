package terminal

import (
	"fmt"
	"strings"

	"yishi/bot"
)

// Marks stand behind a name.
const (
	types   = ">" // the person says
	presses = "!" // the person presses
	said    = "<" // the bot says
	edited  = "~" // the bot replaces what it said
	toasts  = "*" // a short word for a pressed button
)

// entry is one thing that happened to a person, in lines.
type entry struct {
	name, mark string
	lines      []string
}

// lines is a message as it is read: words, picture, buttons, links.
func lines(out bot.Out) []string {
	var all []string
	if out.Text != "" {
		all = strings.Split(out.Text, "\n")
	}
	if out.Photo != "" {
		all = append(all, "[图]")
	}
	var buttons []string
	for i, b := range out.Buttons {
		buttons = append(buttons, fmt.Sprintf("[%d %s]", i+1, b.Label))
	}
	if len(buttons) > 0 {
		all = append(all, strings.Join(buttons, " "))
	}
	for _, l := range out.Links {
		all = append(all, fmt.Sprintf("<%s %s>", l.Label, l.URL))
	}
	if len(all) == 0 {
		return []string{""}
	}
	return all
}
