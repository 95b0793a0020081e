// Package talk runs conversations. A conversation is a plain function that
// reads as it is spoken:
//
//	func report(c *talk.Conv) error {
//		what := c.Text("what", "请说说遇到了什么问题。")
//		where := c.Place("where", "在哪里?")
//		if !c.Confirm("sure", "%s:%s。提交吗?", where, what) {
//			return c.End("好的,没有提交。")
//		}
//		no, err := talk.Step(c, "file", func(tx store.Tx) (string, error) { … })
//		…
//		return c.End("已收到,编号 %s。", no)
//	}
//
// The strange fact first: with every message that comes in the function is run
// again from the top. Questions that were answered return their answers from
// the journal at once; the first that was not ends the run (by a panic that only
// the engine recovers) after its prompt is on the way. So between two messages
// nothing of a conversation is alive but its journal: a restart is no event.
//
// What follows from it, for the author of a flow:
//   - Everything that differs between runs comes from a question, a Look (reads
//     the store) or a Step (writes it, once). Conversation files import nothing
//     with which they could break this; a test sees to it (talktest.Purity).
//   - Answers are kept by name. Inserting, removing or reordering questions does
//     not harm people who are in the middle. A new meaning needs a new name.
//   - Say is kept only until the next answered question passes it.
//
// For free, in every flow: 返回, 取消, 重说, 人工, 帮助, a deadline with one
// reminder, voice where text is asked, and buttons that do no harm when pressed late.
//
// Talk stores journals and asks for machine work; it neither sends nor schedules
// nor reads a platform's message: bot/inbox does, with what a run returns.
package talk

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// Flow is one conversation.
type Flow struct {
	Name  string // in journals and tokens: short, never changes, [a-z]+
	Title string // what people call it: 报修
	Run   func(*Conv) error

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

func (f *Flow) within() time.Duration {
	if f.Within == 0 {
		return 24 * time.Hour
	}
	return f.Within
}

// Given are answers known before a flow starts, by name of the question; the
// value is what the question would return.
type Given map[string]any

// Of is the name under which a flow is given the id of what it is about, by a
// button in a group or a deep link.
const Of = "of"

// Party is the name under which a flow is given how many want to take part, and who.
const Party = "party"

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

// Kinds of machine work that talk itself asks for.
const JobTranscribe = "transcribe" // Args: the media id of a voice message; result: its words

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
