package replay

import (
	"encoding/json"
	"slices"
	"strings"

	"yishi/store"
)

// What a question may do to its conversation and a flow may not. These are functions,
// since a flow sees every method of a Conv.

// Tx is the transaction of the message, for reading.
func Tx(c *Conv) store.Reader { return c.tx }

// Upcoming is what the next use of a name will be called.
func Upcoming(c *Conv, name string) string { return numberedName(name, c.asked[name]+1) }

// Note keeps what is not yet an answer, until 返回.
func Note(c *Conv, name string, value any) { c.accept(name, looked, value) }

// Forget forgets every occurrence of a question's answer.
func Forget(c *Conv, name string) {
	c.forget(func(e Entry) bool { return e.Name == name || strings.HasPrefix(e.Name, name+"#") })
}

// Reask has a question put again whose answer is to be changed. Of each part of the
// answer is kept what keep gives; nil is nothing.
func Reask(c *Conv, question string, keep func(value json.RawMessage) any) {
	c.forgetLooks(question)
	var kept []Entry
	for _, e := range c.j.Entries {
		if unnumbered(e.Name) == question {
			value := keep(e.Value)
			if value == nil {
				continue
			}
			e.Value, _ = json.Marshal(value)
		}
		kept = append(kept, e)
	}
	c.j.Entries = kept
	Again(c)
}

// Preset gives a question its answer, once in a conversation; the person can change it.
func Preset(c *Conv, question string, find func() (value any, ok bool)) {
	mark := question + "!"
	if c.has(mark) {
		return
	}
	said := c.said
	c.accept(mark, looked, true)
	if value, ok := find(); ok && !c.has(question) {
		c.accept(question, given, value)
	}
	c.said = said
}

func (c *Conv) has(name string) bool {
	return slices.ContainsFunc(c.j.Entries, func(e Entry) bool { return e.Name == name })
}
