// Package outbox is the way out. A message is written into it in the
// transaction that decided it, and sent afterwards, in order of urgency, within
// the pace, windows and quotas of the channel, with what happened to each kept
// and told truthfully: sent, failed and why, unknown, waiting, unreachable.
//
//	queued ── claimed ──▶ sending ──▶ sent
//	   ▲                    │  └────▶ failed      it can never go out
//	   ├── retry, slow ─────┘  └────▶ unknown     nobody knows (a crash, a time-out)
//	   └── person writes ── waiting ◀── closed    until the person writes to us again
//	                        unreachable           there is no way to this person
//
// A message is claimed in a transaction of its own before the platform is
// called; found claimed when the program starts, it is unknown, never sent.
//
// Outbox knows the channels only by bot.Adapter and the people only by the
// directory. What to say, and to whom, is decided elsewhere.
package outbox

import (
	"time"

	"yishi/bot/audit"
	"yishi/bot/directory"

	"yishi/bot"
	"yishi/store"
)

// Priority orders messages that could go out now.
type Priority int

const (
	Reply    Priority = iota // somebody is waiting for it
	Reminder                 // somebody asked for it, or it concerns one person
	Bulk                     // one of many
	Urgent                   // danger: before all others
)

// inOrder are the priorities, most urgent first. (In the store stand their numbers.)
var inOrder = [...]Priority{Urgent, Reply, Reminder, Bulk}

// State is where a message is on its way.
type State string

const (
	Queued      State = "queued"
	Sending     State = "sending"
	Sent        State = "sent"
	Failed      State = "failed"
	Unknown     State = "unknown"
	Waiting     State = "waiting"
	Unreachable State = "unreachable"
)

// Message is one message to one chat, with its history.
type Message struct {
	ID       string      `json:"id"`
	To       bot.Address `json:"to,omitzero"`
	Person   string      `json:"person,omitempty"`
	Out      bot.Out     `json:"out,omitzero"`
	Body     string      `json:"body,omitempty"` // instead of Out: the broadcast that holds it
	Line     string      `json:"line,omitempty"` // what is for this person alone, below it
	Priority Priority    `json:"priority"`
	Of       string      `json:"of,omitempty"`   // what it belongs to, for reports: "poll/12/open"
	Same     string      `json:"same,omitempty"` // a later message with this mark replaces it before it goes out

	State    State     `json:"state"`
	Why      string    `json:"why,omitempty"` // of the last failure, for staff
	Created  time.Time `json:"created"`
	Next     time.Time `json:"next"`               // not before
	Expires  time.Time `json:"expires,omitzero"`   // of no use after
	Worded   time.Time `json:"worded,omitzero"`    // when its words were written, if after Created
	Read     time.Time `json:"read,omitzero"`      // when they went out, if on another day
	Late     bool      `json:"late,omitempty"`     // and on another than they were to
	Called   time.Time `json:"called,omitzero"`    // when the last call began
	Pieces   int       `json:"pieces,omitempty"`   // pieces that went out
	Attempts int       `json:"attempts,omitempty"` // of the present piece
	History  []Attempt `json:"history,omitempty"`
	Ref      string    `json:"ref,omitempty"`   // the platform's reference of the last piece
	Bare     bool      `json:"bare,omitempty"`  // goes without its picture
	Aside    bool      `json:"aside,omitempty"` // goes without numbers, see bot.Out
	Form     bool      `json:"form,omitempty"`  // went out as a fixed form; a receipt follows
	FormAt   time.Time `json:"formAt,omitzero"` // when that was first asked for

	// Tried are chats that cannot reach this person now. A message that waits
	// goes out by the first of them that opens.
	Tried []bot.Address `json:"tried,omitempty"`
}

// Attempt is one call of the platform, or a decision without one.
type Attempt struct {
	At     time.Time `json:"at"`
	Result string    `json:"result"` // ok, or a bot.Verdict, or "unknown"
	Why    string    `json:"why,omitempty"`
}

var messages = store.NewTable("message", func(m *Message) string { return m.ID },
	store.Index[Message]{Name: "queued", Keys: func(m *Message) []string {
		if m.State != Queued {
			return nil
		}
		return []string{store.Key(m.To.Channel, int(m.Priority), m.To.Chat, m.Next)}
	}},
	store.Index[Message]{Name: "sending", Keys: func(m *Message) []string {
		if m.State != Sending {
			return nil
		}
		return []string{store.Key(m.To.Channel)}
	}},
	store.Index[Message]{Name: "waiting", Keys: func(m *Message) []string {
		if m.State != Waiting {
			return nil
		}
		var keys []string
		for _, chat := range m.waitsFor() {
			keys = append(keys, store.Key(chat.Channel, chat.Chat))
		}
		return keys
	}},
	store.Index[Message]{Name: "same", Unique: true, Keys: func(m *Message) []string {
		if m.Same == "" || m.Pieces > 0 || m.State != Queued && m.State != Waiting {
			return nil
		}
		return []string{store.Key(m.To.Channel, m.To.Chat, m.Same)}
	}},
	store.Index[Message]{Name: "form", Unique: true, Keys: func(m *Message) []string {
		if !m.Form || m.Ref == "" {
			return nil
		}
		return []string{store.Key(m.To.Channel, m.Ref)}
	}},
	store.Index[Message]{Name: "of", Keys: func(m *Message) []string {
		if m.Of == "" {
			return nil
		}
		return []string{store.Key(m.Of, string(m.State))}
	}},
)

// Get returns a message by its id.
func Get(tx store.Reader, id string) (Message, bool) { return messages.Get(tx, id) }

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// note writes down what happened.
func (m *Message) note(tx store.Reader, result, why string) {
	m.Why = why
	m.History = append(m.History, Attempt{At: tx.Now(), Result: result, Why: why})
	const most = 20
	if len(m.History) > most {
		m.History = m.History[len(m.History)-most:]
	}
}

// last is what happened last, if anything has.
func (m *Message) last() Attempt {
	if len(m.History) == 0 {
		return Attempt{}
	}
	return m.History[len(m.History)-1]
}

// isEdit reports whether the message replaces one that is there already.
func (m *Message) isEdit() bool { return m.Out.Edit != "" }

// forget empties a message of which nothing is to be kept.
func (m *Message) forget() {
	if m.Out.Fleeting {
		m.Out = bot.Out{Fleeting: true}
	}
}

// waitsFor are the chats any of which lets a waiting message go out.
func (m *Message) waitsFor() []bot.Address {
	if len(m.Tried) > 0 {
		return m.Tried
	}
	return []bot.Address{m.To}
}

// TellFor has it known that somebody acted for another: it is in the log, and the person
// is told what was done for them, where they can be told. What one does oneself is no
// matter of it.
func TellFor(tx store.Tx, p directory.Person, did string) {
	if p.Via == "" {
		return
	}
	by, _ := directory.GetPerson(tx, p.Via)
	audit.Log(tx, by.ID, "act for", "", p.ID)
	if !directory.Reachable(tx, p.ID) {
		return
	}
	Tell(tx, p.ID, bot.Out{
		Text:  by.Name + "替您办了：" + did + "\n不是您的意思，或者不再请他代办，回复「我的家人」。",
		Title: "有人替您办了事", Fields: []bot.Field{{Name: "谁办的", Value: by.Name}, {Name: "办了什么", Value: did}}, Aside: true,
	})
}

// Via is a message to somebody; or, where nothing reaches them, to who arranged for them
// what it is about and may still act for them.
func Via(tx store.Reader, m Message, by string) Message {
	if by == "" || directory.Reachable(tx, m.Person) {
		return m
	}
	who, _ := directory.GetPerson(tx, directory.Resolve(tx, by))
	p, err := directory.ActingFor(tx, who, m.Person)
	if err != nil {
		return m
	}
	m.Person = who.ID
	m.Out.Text = "【" + p.Name + "的事，您替他办的】\n" + m.Out.Text
	m.Out.Buttons = nil // they would speak for who presses them
	return m
}
