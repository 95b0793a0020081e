package replay

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// occurrence names the nth use of a name in a run: "photo", then "photo#2".
func (c *Conv) occurrence(name string) string {
	if c.dead {
		panic(stop{c})
	}
	c.asked[name]++
	return numberedName(name, c.asked[name])
}

func numberedName(name string, n int) string {
	if n > 1 {
		return name + "#" + strconv.Itoa(n)
	}
	return name
}

// isOpen reports whether a question is the one that was put last, so that what
// comes in can be an answer to it. It is not after the flow was changed under a
// waiting person.
func (c *Conv) isOpen(name string) bool {
	return c.j.Open == name || c.j.Open == name+heardMark
}

// Recall finds an accepted answer. One that no longer decodes counts as not
// given, and is replaced when it is.
func Recall[T any](c *Conv, name string) (value T, ok bool) {
	for i := range c.j.Entries {
		e := &c.j.Entries[i]
		if e.Name != name || e.Kind == heard {
			continue
		}
		if json.Unmarshal(e.Value, &value) != nil {
			var none T
			return none, false
		}
		return value, true
	}
	return value, false
}

// pass empties what was said before a question that is answered by now.
func (c *Conv) pass() { c.said, c.photo = nil, "" }

// take hands out the event, once: to the first question that has no answer.
func (c *Conv) take() Event {
	ev := c.event
	c.event = Event{}
	return ev
}

// accept writes an entry, in the place of an older one of that name.
func (c *Conv) accept(name string, kind entryKind, value any) {
	data, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Errorf("talk: answer %q: %w", name, err))
	}
	c.forget(func(e Entry) bool { return e.Name == name })
	c.j.Entries = append(c.j.Entries, Entry{Name: name, Kind: kind, Value: data})
	c.j.Job, c.j.Wrong = "", 0
	c.pass()
}

func (c *Conv) forget(drop func(Entry) bool) {
	c.j.Entries = slices.DeleteFunc(c.j.Entries, drop)
}

// Mark follows the name of a question whose presses are being collected: they wait under
// a name of their own until they are the answer.
const Mark = "+"
