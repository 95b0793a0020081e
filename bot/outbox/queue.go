package outbox

import (
	"encoding/json"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// queue is what waits to go out to one chat with one priority. A lane looks at
// queues and not at messages: however many somebody causes, theirs is one among
// others, and a queue that has had its turn stands behind those that have not.
type queue struct {
	Chat     bot.Address `json:"chat"`
	Priority Priority    `json:"priority"`
	First    string      `json:"first"` // the message whose turn it is
	At       time.Time   `json:"at"`    // since when, or from when
}

func queueKey(chat bot.Address, p Priority) string { return store.Key(chat.Channel, int(p), chat.Chat) }

var queues = store.NewTable("queue", func(q *queue) string { return queueKey(q.Chat, q.Priority) },
	store.Index[queue]{Name: "due", Keys: func(q *queue) []string {
		return []string{store.Key(q.Chat.Channel, int(q.Priority), q.At, q.Chat.Chat)}
	}})

// arrange brings the queue of a message up to date after the message was written.
func arrange(tx store.Tx, m Message) {
	key := queueKey(m.To, m.Priority)
	q, known := queues.Get(tx, key)
	first, any := firstIn(tx, key)
	switch {
	case !any && known:
		queues.Delete(tx, key)
	case any && (q.First != first.ID || q.At.Before(first.Next) || q.At.After(tx.Now()) && first.Next.Before(q.At)):
		queues.Put(tx, queue{Chat: m.To, Priority: m.Priority, First: first.ID, At: later(first.Next, tx.Now())})
	}
}

// firstIn is the message of a queue that goes out first.
func firstIn(tx store.Reader, key string) (Message, bool) {
	for id := range messages.Keys(tx, "queued", key) {
		return messages.Get(tx, id)
	}
	return Message{}, false
}

// unqueued is the index of an earlier version, in which all that waited stood in
// order of time.
const unqueued = "message.due"

// enqueue gives what an earlier version has left waiting its queues.
func enqueue(tx store.Tx) {
	for entry, value := range tx.Scan(unqueued, "", "") {
		var id string
		_ = json.Unmarshal(value, &id)
		tx.Delete(unqueued, entry)
		if m, ok := messages.Get(tx, id); ok && m.State == Queued {
			messages.Delete(tx, id)
			write(tx, m)
		}
	}
}

// route finds the chat for a person: the account used last that has not shown
// itself to be of no use for this message, and rather one whose platform lets us send.
func route(tx store.Reader, m *Message) {
	var later []bot.Address
	for _, a := range directory.AccountsOf(tx, m.Person) {
		chat := bot.Address{Channel: a.Channel, Chat: a.Chat}
		switch known, _ := channels.Get(tx, a.Channel); {
		case a.Gone || known.Away || slices.Contains(m.Tried, chat):
		case known.paused(tx.Now()):
			later = append(later, chat)
		default:
			m.moveTo(chat)
			return
		}
	}
	if len(later) > 0 {
		m.moveTo(later[0])
		return
	}
	m.To, m.State = bot.Address{}, Unreachable
	if m.Why == "" {
		m.Why = "没有绑定微信、电报或网页"
	}
}

// reroute queues a message for another account of the person, if there is one.
func (m *Message) reroute(tx store.Reader) bool {
	if m.Person == "" {
		return false
	}
	was := *m
	m.Tried = append(slices.Clone(m.Tried), m.To)
	if route(tx, m); m.State == Queued {
		m.Next = tx.Now()
		return true
	}
	m.To, m.State, m.Why = was.To, was.State, was.Why
	return false
}

// moveTo queues a message for a chat. In another one it begins anew: what went
// out of it, and what it was to replace, is not there.
func (m *Message) moveTo(chat bot.Address) {
	if m.To != chat {
		m.To, m.Pieces, m.Attempts, m.Out.Edit = chat, 0, 0, ""
	}
	m.State = Queued
}

// Add puts a message into the outbox and returns its id. Without To it goes to
// the person on the channel they used last; without either it is unreachable.
func Add(tx store.Tx, m Message) string {
	if m.To == (bot.Address{}) {
		route(tx, &m)
	}
	if m.Person == "" && m.Priority != Reply { // what is posted in a group goes where it was bound
		g, _ := directory.GetGroup(tx, m.To.Channel, m.To.Chat)
		m.Out.Topic = g.Topic
	}
	if m.Same != "" {
		if old, ok := messages.Find(tx, "same", store.Key(m.To.Channel, m.To.Chat, m.Same)); ok {
			old.Out, old.Expires, old.Worded = m.Out, m.Expires, tx.Now()
			if m.Priority == Urgent {
				old.Priority = Urgent
			}
			write(tx, old)
			return old.ID
		}
	}
	m.ID = store.Key(tx.Seq())
	m.Created = tx.Now()
	m.Next = later(m.Next, m.Created)
	if m.State == "" {
		m.State = Queued
	}
	write(tx, m)
	return m.ID
}

// write puts a message, and its chat's queue in order. Of one that is over, nothing
// is kept that is not to be.
func write(tx store.Tx, m Message) {
	switch m.State {
	case Sent, Failed, Unknown, Unreachable:
		m.forget()
	}
	was, _ := messages.Get(tx, m.ID)
	messages.Put(tx, m)
	if was.State == Queued && (was.To != m.To || was.Priority != m.Priority) {
		arrange(tx, was)
	}
	if was.State == Queued || m.State == Queued {
		arrange(tx, m)
	}
}

// Tell sends a person something that concerns them alone.
func Tell(tx store.Tx, person string, out bot.Out) string {
	return Add(tx, Message{Person: person, Out: out, Priority: Reminder})
}

// TellSaying is Tell, and what whoever had it told may be told of that.
func TellSaying(tx store.Tx, person string, out bot.Out) (said string) {
	if !directory.Reachable(tx, person) {
		return Fate{State: Unreachable}.Telling("对方")
	}
	return FateOf(tx, Tell(tx, person, out)).Telling("对方")
}
