// Package replay runs a conversation that is a plain function, from the top with every
// message: questions that were answered return their answers from the journal at once;
// the first that was not ends the run, by a panic that only the engine recovers, after
// its prompt is on the way. So between two messages nothing of a conversation is alive
// but its journal.
//
// It knows one question, Ask, and what holds at every question: the words that go back,
// cancel or call a person, voice that becomes words, calls for help, the reminder. Which
// questions there are (a choice, a day, a place) is package talk's, with which flows are
// written.
package replay

import (
	"errors"
	"time"

	"yishi/bot/directory"
)

// Flow is one conversation, with a C that is what its function sees of it.
type Flow[C any] struct {
	Name  string // in journals and tokens: short, never changes, [a-z]+
	Title string // what people call it: 报修
	Run   func(C) error

	// Within is how long a conversation may stay open; the reminder comes half
	// way. Zero is a day.
	Within time.Duration

	// Right is what somebody must be allowed at some place for it to start, however it
	// is started: by a word, a button, a link that anybody can write.
	Right directory.Action

	// Tells: what is written here in free words is passed on to others, or is the
	// report itself. Words of danger in it are no call for help.
	Tells bool

	// ForOther: somebody who acts for another may go through it for them (Conv.For).
	ForOther bool
}

func (f *Flow[C]) within() time.Duration {
	if f.Within == 0 {
		return 24 * time.Hour
	}
	return f.Within
}

// Seen is a flow as the engine runs it, whose function sees a conversation in another way.
func Seen[C any](f *Flow[C], as func(*Conv) C) *Flow[*Conv] {
	return &Flow[*Conv]{
		Name: f.Name, Title: f.Title, Within: f.Within, Right: f.Right, Tells: f.Tells, ForOther: f.ForOther,
		Run: func(c *Conv) error { return f.Run(as(c)) },
	}
}

// Given are answers known before a flow starts, by name of the question; the
// value is what the question would return.
type Given map[string]any

// Start names a flow to be started and what is known already.
type Start struct {
	Flow  string
	Given Given
	For   string   `json:",omitempty"` // whom the person acts for; "": themselves
	Under *Journal `json:",omitempty"` // the conversation it puts aside
	Last  Last     `json:",omitzero"`  // the message that starts it
}

var (
	// ErrSwallowed: a flow went on although it had been stopped.
	ErrSwallowed = errors.New("talk: a flow recovered the stop of its conversation")
	// ErrUnsteady: replayed from its journal a flow came to another question.
	ErrUnsteady = errors.New("talk: a flow does not come to the same question again")
	// ErrNoFlow: a flow is to be started that this program does not have.
	ErrNoFlow = errors.New("talk: no such flow")
	// ErrRound: flows lead to each other and never to a question.
	ErrRound = errors.New("talk: flows lead to each other without end")
)
