package talk

import (
	"yishi/bot/talk/replay"
	"yishi/store"
)

// Step writes: fn is run once, in the transaction of the message that brought
// the conversation here, and its value is kept in the journal. There is no way
// back past it. A flow has one, and it comes last. A bot.Refusal that fn
// returns is for the flow to say and undoes nothing: refuse before writing. Any
// other error undoes the whole message.
func Step[T any](c *Conv, name string, fn func(tx store.Tx) (T, error)) (T, error) {
	return replay.Step(c.Conv, name, fn)
}

// Look reads: fn is run once and must not write; its value is kept, so that
// what a list showed as 2 is still 2 when the answer comes. 返回 forgets it.
func Look[T any](c *Conv, name string, fn func(tx store.Tx) (T, error)) (T, error) {
	return replay.Look(c.Conv, name, fn)
}

// Known returns an answer that was given when the flow started, without asking
// for it: for what a question cannot ask.
func Known[T any](c *Conv, name string) (T, bool) { return replay.Recall[T](c.Conv, name) }

// Machine asks a machine: the work named kind is done by a worker, with args,
// and its answer comes like a person's. Where that machine is not to be had, or
// fails, or answers what T cannot hold, fallback gives the value. wait is said
// meanwhile ("" says nothing, and where nothing can be said later, nobody waits).
func Machine[T any](c *Conv, name, kind string, args any, wait string, fallback func() T) T {
	return replay.Machine(c.Conv, name, kind, args, wait, fallback)
}

// JobTranscribe is the kind of machine work that gives the words of a voice message.
const JobTranscribe = replay.JobTranscribe

// Transcript is what it gives: the words, or why there are none.
type Transcript = replay.Transcript

// Unheard is why a voice message gave no words.
type Unheard = replay.Unheard

// The reasons; Away: nobody can listen just now.
const (
	TooLong    = replay.TooLong
	Unreadable = replay.Unreadable
	NotFound   = replay.NotFound
	NotClear   = replay.NotClear
	Away       = replay.Away
)

// tx is for questions that read the tree of places, or the time.
func (c *Conv) tx() store.Reader { return replay.Tx(c.Conv) }
