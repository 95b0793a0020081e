// Package handbook is what people ask and what is known of it: short answers that staff
// keep, and the questions that wait for one. Nobody's question is nobody's: each has a
// number, an office that owns it, and a day on which it is answered or goes further up.
//
//	asked ── staff answer ──▶ answered ──▶ kept, if they say so, for whoever asks next
//	  │  └── the day passes: the street has it, then a day again, until somebody answers
//	  └── not needed any more: dropped
//
// A question that a kept answer fits is answered at once and stands beside it as told;
// whoever is not helped by it passes it on with one press.
package handbook

import (
	"strconv"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/store"
)

// Entry is a short answer, kept for everybody at a place.
type Entry struct {
	No    uint64    `json:"no"`
	Place string    `json:"place"`
	Ask   string    `json:"ask"`           // as people ask it: 老年证怎么办
	Text  string    `json:"text"`          // what they are told
	Ends  time.Time `json:"ends,omitzero"` // it holds until then; zero: for good
	By    string    `json:"by"`
	Made  time.Time `json:"made"`
}

// ID is the number as text, for buttons and references.
func (e Entry) ID() string { return strconv.FormatUint(e.No, 10) }

var entries = store.NewTable("answer", func(e *Entry) string { return store.Key(e.No) },
	store.Index[Entry]{Name: "place", Keys: func(e *Entry) []string { return []string{store.Key(e.Place, e.No)} }})

// State is where a question is.
type State string

const (
	Asked    State = ""     // it waits for staff
	Told     State = "told" // a kept answer was given
	Answered State = "done"
	Dropped  State = "off"
)

// Question is what somebody asked, or that they want to speak with a person.
type Question struct {
	ID     string      `json:"id"`
	Person string      `json:"person"`
	Chat   bot.Address `json:"chat"`
	Text   string      `json:"text,omitempty"`  // what they asked; "": to speak with somebody
	About  string      `json:"about,omitempty"` // what they were in the middle of
	Since  time.Time   `json:"since"`
	State  State       `json:"state,omitempty"`
	Entry  string      `json:"entry,omitempty"` // the answer that was given from the handbook

	// Of one that was passed on to staff:
	No    uint64    `json:"no,omitempty"`
	Role  string    `json:"role,omitempty"`  // whose it is, where the person lives
	Due   time.Time `json:"due,omitzero"`    // by when it is answered, or goes further
	Rung  time.Time `json:"rung,omitzero"`   // when staff were told last
	Late  int       `json:"late,omitempty"`  // days that passed without an answer
	Staff string    `json:"staff,omitempty"` // who answered
}

// Number is what people call it: 问3.
func (q Question) Number() string { return "问" + strconv.FormatUint(q.No, 10) }

// waits reports whether somebody is still to answer.
func (q Question) waits() bool { return q.State == Asked && q.No > 0 && q.Staff == "" }

// questions has the name it had when there were only calls for a person.
var questions = store.NewTable("call", func(q *Question) string { return q.ID },
	store.Index[Question]{Name: "person", Keys: func(q *Question) []string { return []string{store.Key(q.Person, q.Since)} }},
	store.Index[Question]{Name: "waits", Keys: func(q *Question) []string {
		if !q.waits() {
			return nil
		}
		return []string{store.Key(q.Due, q.ID)}
	}})

// Kit is what questions and answers bring into the house.
func Kit() house.Kit {
	return house.Kit{
		Name: "handbook", Topic: "问工作人员",
		Flows: []*talk.Flow{
			{Name: "ask", Title: "提问", Run: ask, Tells: true},
			{Name: "known", Title: "常见问答", Run: known},
			{Name: "myasks", Title: "我的提问", Run: mine},
			{Name: "waiting", Title: "待回的", Right: directory.AnswerIssue, Run: waiting},
			{Name: "recall", Title: "回复居民", Right: directory.AnswerIssue, Run: answering, Tells: true},
			{Name: "handbook", Title: "问答", Right: directory.KeepContact, Run: keep, Tells: true},
		},
		Commands: []talk.Command{
			{Words: []string{"人工", "找人", "人工服务", "找社区"}, Slash: "/human", Help: "找工作人员", Menu: 10, Do: human},
			{Words: []string{"提问", "我要提问", "问一问"}, Slash: "/ask", Help: "问工作人员一句话", Flow: "ask"},
			{Words: []string{"我的提问", "我问的"}, Slash: "/asked", Help: "问过的，谁在回、哪天前回", Flow: "myasks"},
			{Words: []string{"待回的", "没回的", "居民提问"}, Slash: "/unanswered", Help: "居民问了、还没有人回的", Flow: "waiting"},
			{Words: []string{"问答", "常见问答", "问答手册"}, Slash: "/handbook", Help: "常见的问题怎么答：写、改、删", Flow: "handbook"},
		},
		Presses:  []talk.Press{{Prefix: prefix, Do: press}},
		Intents:  intents(),
		Answers:  best,
		Due:      map[string]agenda.Handler{dueAnswer: late},
		Settings: []setting.Kind{replyDays},
		Keeps:    house.Keeps{Tables: []string{"call", "answer"}, Known: knownOf, Export: export, Merge: house.ByIDs, Forget: forget},
		Exports:  []house.Extract{extract},
		Imports:  []house.Intake{intake},
		Figures: []house.Figure{{Name: "questions_waiting", Help: "Questions of residents that nobody has answered yet.", Read: func(tx store.Reader) (n int) {
			for range questions.Between(tx, "waits", "", "") {
				n++
			}
			return n
		}}},
		Sample: Fill,
		Human:  wanted,
	}
}
