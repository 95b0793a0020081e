package replay

import (
	"encoding/json"
	"time"

	"yishi/bot"
	"yishi/bot/meaning/answer"
)

// Event is what makes a conversation go on.
type Event struct {
	Kind EventKind
	Text string // words, or the caption of a photo

	At    time.Time // of words and photos: when they were written, by the platform's clock
	Set   string    // the photos that one was sent together with, where the platform says so
	Early bool      // words written before the open question can have been seen

	// Button pressed: the name of the question it belongs to and the key of the choice.
	Question, Key string
	Media         string // id of a photo or voice
	Pin           bot.Pin
	Number        string          // with Card: their own number, as the platform vouches; "" it is another's
	Job           string          // with Machine
	Value         json.RawMessage // with Machine; nil when the machine failed
}

// EventKind says what an Event is.
type EventKind int

const (
	None    EventKind = iota // put the open question again
	Words                    // typed
	Pressed                  // a button of the open question
	Picture
	Speech
	Point
	Card    // a contact
	Strange // a sticker, a file: nothing we take
	Worked
	Late // the reminder is due
)

// elsewhere is what is left of an event at a question that it does not answer:
// words that hold anywhere, and the reminder.
func (ev Event) elsewhere() Event {
	word := answer.NoCommand
	if ev.Kind == Words {
		word = answer.Word(ev.Text)
	}
	if ev.Kind == Late || word != answer.NoCommand && word != answer.Done {
		return ev
	}
	return Event{}
}
