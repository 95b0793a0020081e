package replay

import (
	"slices"
	"strings"

	"yishi/store"
)

// What a question may do to its conversation and a flow may not. These are functions,
// since a flow sees every method of a Conv.

// Mark follows the name of a question whose presses are being collected: they wait under
// a name of their own until they are the answer.
const Mark = "+"

// Tx is the transaction of the message, for reading.
func Tx(c *Conv) store.Reader { return c.tx }

// Upcoming is what the next use of a name will be called.
func Upcoming(c *Conv, name string) string { return numberedName(name, c.asked[name]+1) }

// Note keeps what is not yet an answer, until 返回.
func Note(c *Conv, name string, value any) { c.accept(name, looked, value) }

// Again ends this run and has the engine run from the top without an event.
func Again(c *Conv) {
	c.j.Wrong, c.j.Job = 0, ""
	c.rerun = true
	c.halt()
}

// Forget forgets every occurrence of a question's answer.
func Forget(c *Conv, name string) {
	c.forget(func(e Entry) bool { return e.Name == name || strings.HasPrefix(e.Name, name+"#") })
}

// Reask has a question put again whose answer is to be changed, and forgets what was read
// after it: it may have followed from it.
func Reask(c *Conv, question string) {
	if from := slices.IndexFunc(c.j.Entries, func(e Entry) bool { return e.Name == question }); from >= 0 {
		kept := slices.DeleteFunc(slices.Clone(c.j.Entries[from:]), func(e Entry) bool {
			return e.Kind == looked && !strings.HasSuffix(e.Name, Mark)
		})
		c.j.Entries = append(c.j.Entries[:from], kept...)
	}
	Forget(c, question)
	Again(c)
}
