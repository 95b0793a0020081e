package outbox

import (
	"encoding/json"
	"time"

	"yishi/bot"
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
func firstIn(tx store.Tx, key string) (Message, bool) {
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
