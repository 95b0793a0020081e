package talk

import (
	"yishi/bot/meaning/answer"
	"yishi/bot/talk/replay"

	"encoding/json"
	"unicode/utf8"
)

// Told is what somebody says in words, with a photo, or both.
type Told struct {
	Text  string `json:"text,omitempty"`
	Photo string `json:"photo,omitempty"` // a media id
}

// UnmarshalJSON takes bare words too: what a flow was given to start with.
func (t *Told) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		*t = Told{}
		return json.Unmarshal(data, &t.Text)
	}
	type plain Told
	return json.Unmarshal(data, (*plain)(t))
}

// Tell asks for words or a photo: many people show what they mean before they
// say it.
func (c *Conv) Tell(name, format string, args ...any) Told {
	return replay.Ask(c.Conv, replay.Question[Told]{
		Name: name, Text: lazy(format, args), Free: true, Voice: true,
		Hint: "请打字说，也可以发照片。",
		Fits: func(t Told) bool { return utf8.RuneCountInString(t.Text) <= maxText },
		Words: func(s string) (Told, error) {
			if answer.IsSmall(s) != answer.NotSmall { // it tells nothing
				return Told{}, replay.ErrWrong
			}
			text, err := cleanText(s)
			return Told{Text: text}, err
		},
		Picture: func(media, caption string) (Told, error) {
			text, err := cleanText(caption)
			if err != nil {
				text = ""
			}
			return Told{Text: text, Photo: media}, nil
		},
	})
}
