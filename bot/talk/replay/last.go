package replay

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/meaning/answer"
)

// Last is the message that came last in a conversation, as far as it matters to the
// next: many people say one thing in several messages, and send photos in sets.
type Last struct {
	At     time.Time `json:"at,omitzero"` // when it was written, by the platform's clock
	Set    string    `json:"set,omitempty"`
	Photos int       `json:"photos,omitempty"` // of the set that it belongs to, so far
	Taken  bool      `json:"taken,omitempty"`  // the last of them was made use of
}

// Within seconds people go on with what they have said.
const (
	goesOn    = 6 * time.Second
	nextPhoto = 8 * time.Second // pictures take longer
)

// Follows reports whether what was written at a time goes on with it.
func (l Last) Follows(at time.Time) bool { return !l.At.IsZero() && at.Sub(l.At).Abs() < goesOn }

// Comes is a message that begins a conversation, to those that follow.
func Comes(in bot.In) Last {
	switch in.Kind {
	case bot.Text:
		return Last{At: in.At}
	case bot.Photo:
		return Last{At: in.At, Set: in.Set, Photos: 1, Taken: true}
	}
	return Last{} // others may have the time of an older message
}

// coming is what comes in, beside what came before.
type coming struct {
	follows bool   // words within seconds
	another bool   // a photo of the set that the last one was of
	taken   bool   // which was made use of
	took    bool   // so is this
	note    string // what was made of it
}

// spare is the first photo of a set that there is no more use for.
func (c coming) spare() bool { return c.another && c.taken && !c.took }

// take puts an event in the place of the last.
func (l *Last) take(ev Event) (c coming) {
	if ev.At.IsZero() {
		return coming{}
	}
	was := *l
	*l = Last{At: ev.At, Set: ev.Set}
	switch ev.Kind {
	case Words:
		c.follows = was.Follows(ev.At)
	case Picture:
		c.another = was.Photos > 0 && was.Set == ev.Set && (ev.Set != "" || ev.At.Sub(was.At).Abs() < nextPhoto)
		c.taken = c.another && was.Taken
		if l.Photos = 1; c.another {
			l.Photos = was.Photos + 1
		}
	}
	return c
}

// growing is an answer to which more may be added.
type growing struct {
	name string
	add  func(value json.RawMessage, ev Event) (more any, note string, ok bool)
}

// Grows says that what comes in later may belong to the answer of the last question of a
// name: words within seconds that do not answer what was asked since, and photos. add
// puts it there, and says so.
func Grows(c *Conv, name string, add func(value json.RawMessage, ev Event) (more any, note string, ok bool)) {
	c.growing = growing{numberedName(name, max(1, c.asked[name])), add}
}

// Follows reports whether what is being read follows within seconds what an answer may
// grow with.
func Follows(c *Conv) bool { return c.growing.add != nil && c.coming.follows }

// grow adds what came in to the answer that may grow, and runs again; where it does not
// belong there, it does nothing.
func (c *Conv) grow(ev Event) {
	i := slices.IndexFunc(c.j.Entries, func(e Entry) bool { return e.Name == c.growing.name })
	small := ev.Kind == Words && (answer.IsSmall(ev.Text) != answer.NotSmall || answer.OnlyNumbers(ev.Text))
	if c.growing.add == nil || i < 0 || small {
		return
	}
	more, note, ok := c.growing.add(c.j.Entries[i].Value, ev)
	data, err := json.Marshal(more)
	if !ok || err != nil {
		return
	}
	c.j.Entries = slices.Clone(c.j.Entries)
	c.j.Entries[i].Value = data
	c.forgetLooks(c.growing.name)
	c.coming.note, c.coming.took = note, ev.Kind == Picture
	Again(c)
}

// forgetLooks forgets what was read after an answer that changes: it may have followed
// from it.
func (c *Conv) forgetLooks(question string) {
	from := slices.IndexFunc(c.j.Entries, func(e Entry) bool { return e.Name == question })
	if from < 0 {
		return
	}
	kept := slices.DeleteFunc(slices.Clone(c.j.Entries[from:]), func(e Entry) bool {
		return e.Kind == looked && !strings.HasSuffix(e.Name, Mark)
	})
	c.j.Entries = append(slices.Clone(c.j.Entries[:from]), kept...)
}

// unnumbered is the name that an occurrence is of.
func unnumbered(name string) string {
	name, _, _ = strings.Cut(name, "#")
	return name
}

// KnownIn returns an answer that a conversation was given at its start.
func KnownIn[T any](j Journal, name string) (value T, ok bool) {
	for _, e := range j.Entries {
		if e.Name == name && e.Kind == given {
			return value, json.Unmarshal(e.Value, &value) == nil
		}
	}
	return value, false
}
