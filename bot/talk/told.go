package talk

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"yishi/bot/meaning/answer"
	"yishi/bot/talk/replay"
)

// Told is what somebody says in words, with photos, or both.
type Told struct {
	Text  string   `json:"text,omitempty"`
	Photo string   `json:"photo,omitempty"` // a media id
	More  []string `json:"more,omitempty"`  // photos beside it
}

// ToldWith is what words and photos tell.
func ToldWith(text string, photos []string) Told {
	t := Told{Text: text}
	if len(photos) > 0 {
		t.Photo, t.More = photos[0], photos[1:]
	}
	return t
}

// Photos are all photos of it.
func (t Told) Photos() []string {
	if t.Photo == "" {
		return nil
	}
	return append([]string{t.Photo}, t.More...)
}

// And is what somebody has told who goes on with more.
func (t Told) And(more Told) Told {
	return ToldWith(joined(t.Text, more.Text), append(t.Photos(), more.Photos()...))
}

// joined are two sentences of somebody as one.
func joined(a, b string) string {
	a, b = strings.TrimSpace(a), strings.TrimSpace(b)
	last, _ := utf8.DecodeLastRuneInString(a)
	if a == "" || b == "" || strings.ContainsRune("，。！？；,.!?;…～~", last) {
		return a + b
	}
	return a + "，" + b
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
// say it. More of it may come later: words that follow within seconds, and photos.
func (c *Conv) Tell(name, format string, args ...any) Told {
	return c.tell(toldQuestion(name, format, args))
}

// TellOr is Tell with a button for who has nothing to tell; pressed gives nothing.
func (c *Conv) TellOr(name, skip, format string, args ...any) Told {
	q := toldQuestion(name, format, args)
	words := q.Words
	q.Opts = []Opt{{Key: "-", Label: skip}}
	q.Press = func(string) (Told, error) { return Told{}, nil }
	q.Words = func(s string) (Told, error) {
		if without(s, q.Opts) || answer.Word(s) == answer.Done || isNo(s) {
			return Told{}, nil
		}
		return words(s)
	}
	return c.tell(q)
}

// KnownTold is what somebody showed or told before the start.
func KnownTold(c *Conv, name string) (Told, bool) {
	told, ok := Known[Told](c, name)
	if ok {
		replay.Grows(c.Conv, name, c.toldMore)
	}
	return told, ok
}

func (c *Conv) tell(q replay.Question[Told]) Told {
	told := replay.Ask(c.Conv, q)
	replay.Grows(c.Conv, q.Name, c.toldMore)
	return told
}

func toldQuestion(name, format string, args []any) replay.Question[Told] {
	return replay.Question[Told]{
		Name: name, Text: lazy(format, args), Free: true, Voice: true, Grows: true, Early: true,
		Hint: "请打字说，也可以发照片。",
		Fits: func(t Told) bool { return utf8.RuneCountInString(t.Text) <= maxText },
		Words: func(s string) (Told, error) {
			if answer.IsSmall(s) != answer.NotSmall { // it tells nothing
				return Told{}, replay.ErrWrong
			}
			text, err := cleanText(s)
			return Told{Text: text}, err
		},
		Picture: func(media, caption string) (Told, error) { return toldBy(media, caption), nil },
	}
}

// toldBy is what a photo tells with its caption.
func toldBy(media, caption string) Told {
	text, err := cleanText(caption)
	if err != nil {
		text = ""
	}
	return Told{Text: text, Photo: media}
}

// toldMore adds what came in to what was told before, as far as that can hold it.
func (c *Conv) toldMore(value json.RawMessage, ev replay.Event) (more any, note string, ok bool) {
	var before Told
	now := toldBy(ev.Media, ev.Text)
	if json.Unmarshal(value, &before) != nil || ev.Kind == replay.Words && (now.Text == "" || c.saysWhere(now.Text)) {
		return nil, "", false
	}
	told := before.And(now)
	if note = "照片也收下了。"; ev.Kind == replay.Words {
		note = "「" + now.Text + "」也记下了。"
	}
	return told, note, len(told.Photos()) <= maxPhotos && utf8.RuneCountInString(told.Text) <= maxText
}

// photosOf follows the name of a question to which photos were sent: they are changed
// apart from the words.
const photosOf = "+"

// PhotosOf are, for a Line, the photos that a question was told.
func PhotosOf(question string) string { return question + photosOf }

// kept is what stays of what was told if the words are changed, or the photos.
func kept(photos bool) func(value json.RawMessage) any {
	return func(value json.RawMessage) any {
		var told Told
		err := json.Unmarshal(value, &told)
		switch {
		case photos:
			return Told{Text: told.Text}
		case err != nil || told.Photo == "":
			return nil
		}
		return ToldWith("", told.Photos())
	}
}
