package telegram

import (
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"
)

// words are a text with the commands and mentions that Telegram has marked in
// it, counted in UTF-16 units (https://core.telegram.org/bots/api#messageentity).
type words struct {
	text     string
	marks    []models.MessageEntity
	me       string // our username
	id       int64  // our id
	commands func(command string) bool
}

// said is what words say to us.
type said struct {
	command string // "/vote"
	rest    string // what follows the command
	plain   string // all words without our name
	toUs    bool
	other   bool // it is a command for another bot
}

// needsName reports whether the words cannot be understood without our username.
func (w *words) needsName() bool {
	return slices.ContainsFunc(w.marks, func(e models.MessageEntity) bool {
		return e.Type == models.MessageEntityTypeMention || e.Type == models.MessageEntityTypeBotCommand
	}) && strings.Contains(w.text, "@")
}

func (w *words) parse() said {
	out := said{plain: w.text}
	if len(w.marks) == 0 {
		return out
	}
	units := utf16.Encode([]rune(w.text))
	var names [][2]int
	for _, e := range w.marks {
		from, to := e.Offset, e.Offset+e.Length
		if from < 0 || e.Length < 2 || to < from || to > len(units) {
			continue
		}
		part := string(utf16.Decode(units[from:to]))
		switch {
		case e.Type == models.MessageEntityTypeBotCommand && out.command == "":
			rest := string(utf16.Decode(units[to:]))
			w.readCommand(&out, part, rest, from)
		case w.named(e, part):
			out.toUs = true
			names = append(names, [2]int{from, to})
		}
	}
	out.plain = without(units, names)
	return out
}

// readCommand reads "/vote" or "/vote@our_bot". In the middle of a text, where
// "/tmp" is marked like a command, only our name or a command of ours counts.
func (w *words) readCommand(out *said, part, rest string, offset int) {
	name, bot, named := strings.Cut(strings.ToLower(part[1:]), "@")
	switch {
	case named && !strings.EqualFold(bot, w.me):
		out.other = out.other || offset == 0
	case named || offset == 0 || w.commands(name):
		out.command, out.rest, out.toUs = "/"+name, strings.TrimSpace(rest), true
	}
}

// named reports whether a mark is a mention of us.
func (w *words) named(e models.MessageEntity, part string) bool {
	switch e.Type {
	case models.MessageEntityTypeMention:
		return strings.EqualFold(part, "@"+w.me)
	case models.MessageEntityTypeTextMention:
		return e.User != nil && e.User.ID == w.id
	}
	return false
}

// without takes spans, which are in order, out of a text.
func without(units []uint16, spans [][2]int) string {
	var left []uint16
	from := 0
	for _, s := range spans {
		if s[0] < from {
			continue
		}
		left = append(left, units[from:s[0]]...)
		from = s[1]
	}
	return strings.TrimSpace(string(utf16.Decode(append(left, units[from:]...))))
}
