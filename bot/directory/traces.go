package directory

import (
	"slices"
	"strings"
	"unicode/utf8"

	"yishi/bot"
	"yishi/store"
)

// Traces are by what somebody is found who is erased: where they wrote, who they were,
// and the words that name them wherever they stand.
type Traces struct {
	IDs   []string      `json:"ids"`
	Chats []bot.Address `json:"chats"`
	Words []string      `json:"words"`
}

// TracesOf are those of somebody who is still known.
func TracesOf(tx store.Reader, person string) (t Traces) {
	t.IDs = IDsOf(tx, person)
	p, _ := GetPerson(tx, t.IDs[0])
	for _, w := range []string{p.Name, p.Nick, p.Phone} {
		if utf8.RuneCountInString(w) > 1 {
			t.Words = append(t.Words, w)
		}
	}
	for _, id := range t.IDs {
		for a := range accounts.By(tx, "person", store.Key(id)) {
			t.Chats = append(t.Chats, bot.Address{Channel: a.Channel, Chat: a.Chat})
			if len(a.Chat) > 3 {
				t.Words = append(t.Words, a.Chat)
			}
		}
	}
	return t
}

// At reports whether a chat is theirs.
func (t Traces) At(chat bot.Address) bool { return slices.Contains(t.Chats, chat) }

// In reports whether something that was said names them.
func (t Traces) In(out *bot.Out) bool {
	if out == nil {
		return false
	}
	text := out.Text + out.Typed + out.Title
	for _, f := range out.Fields {
		text += f.Value
	}
	for _, b := range out.Buttons {
		text += b.Label + b.Token
	}
	return t.Named(text)
}

// Named reports whether a text names them.
func (t Traces) Named(text string) bool {
	return slices.ContainsFunc(t.Words, func(w string) bool { return strings.Contains(text, w) })
}
