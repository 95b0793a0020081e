package replay

import (
	"bytes"
	"encoding/json"
	"slices"
	"time"

	"yishi/bot"
	"yishi/store"
)

// Entry is one line of a journal: an answer that was accepted or a step that was taken.
type Entry struct {
	Name  string          `json:"n"`
	Kind  entryKind       `json:"k,omitempty"`
	Value json.RawMessage `json:"v"`
}

type entryKind string

const (
	answered entryKind = ""  // by the person
	given    entryKind = "g" // before the start
	looked   entryKind = "l" // read from the store, or answered by a machine
	stepped  entryKind = "s" // written to the store: no way back past it
	heard    entryKind = "h" // a transcript waiting for its speaker's word
)

// Journal is a conversation that is going on. There is at most one in a chat.
// It is deleted in the transaction that ends the conversation.
type Journal struct {
	ID string `json:"id"`
	bot.Address
	Person   string    `json:"person"`
	For      string    `json:"for,omitempty"` // whom they act for; "": themselves
	Flow     string    `json:"flow"`
	Entries  []Entry   `json:"entries,omitempty"`
	Started  time.Time `json:"started"`
	Open     string    `json:"open,omitempty"`  // the open question's name
	Prompted time.Time `json:"prompted"`        // when it was last put
	Job      string    `json:"job,omitempty"`   // machine work the open question waits for
	Wrong    int       `json:"wrong,omitempty"` // answers in a row that were not understood
	Reminded bool      `json:"reminded,omitempty"`
	Safe     string    `json:"safe,omitempty"`  // nothing is lost if this is left: the sentence that says so
	Alarm    string    `json:"alarm,omitempty"` // the call for help for which it was put aside last
	Under    *Journal  `json:"under,omitempty"` // put aside for this one; comes back when this has ended
	Last     Last      `json:"last,omitzero"`
}

// Journals are the conversations going on, by chat. The table holds only live
// ones, so however long the town's history, its pages stay few and warm.
var Journals = store.NewTable("journal", func(j *Journal) string { return chatKey(j.Address) }).
	Copied(func(j Journal) Journal { j.Entries = slices.Clone(j.Entries); return j }) // values are never written to

// Open returns the conversation going on in a chat.
func Open(tx store.Reader, chat bot.Address) (Journal, bool) { return Journals.Get(tx, chatKey(chat)) }

// Asking reports whether a question is open in a chat.
func Asking(tx store.Reader, chat bot.Address) bool {
	j, ok := Open(tx, chat)
	return ok && j.Open != ""
}

// Begun reports whether there is anything in it yet. What was only looked at is no
// conversation: nothing is lost with it, and nobody is reminded of it.
func (j Journal) Begun() bool {
	return slices.ContainsFunc(j.Entries, func(e Entry) bool { return e.Kind != looked })
}

// Is reports whether this is the conversation that a start would begin: the same flow,
// about the same. A start that is about nothing in particular means any.
func (j Journal) Is(s Start) bool {
	if j.Flow != s.Flow || j.For != s.For {
		return false
	}
	for name, value := range s.Given {
		data, err := json.Marshal(value)
		same := func(e Entry) bool { return e.Name == name && bytes.Equal(e.Value, data) }
		if err != nil || !slices.ContainsFunc(j.Entries, same) {
			return false
		}
	}
	return true
}

// Done ends a flow that is open in a chat, without a word: what it was for was
// done in another way.
func Done(tx store.Tx, chat bot.Address, flow string) {
	j, ok := Open(tx, chat)
	switch {
	case ok && j.Flow == flow:
		Journals.Delete(tx, chatKey(chat))
	case ok && j.Under != nil && j.Under.Flow == flow:
		j.Under = nil
		Journals.Put(tx, j)
	}
}

func chatKey(a bot.Address) string { return store.Key(a.Channel, a.Chat) }

// Job is a question to a machine: work too slow for a turn. A worker does it and
// answers with a Result event. It stays in the table until then, so a crash asks again.
type Job struct {
	ID      string          `json:"id"`
	Chat    bot.Address     `json:"chat"`
	Journal string          `json:"journal"`
	Kind    string          `json:"kind"`
	Args    json.RawMessage `json:"args"`
	Since   time.Time       `json:"since"`
	Tries   int             `json:"tries,omitempty"`
	Next    time.Time       `json:"next,omitzero"` // not before
}

// Jobs are the machine questions not yet answered, oldest first.
var Jobs = store.NewTable("job", func(j *Job) string { return j.ID })

// JobTranscribe is the kind of machine work that a question asks for by itself.
const JobTranscribe = "transcribe" // Args: the media id of a voice message; result: a Transcript
