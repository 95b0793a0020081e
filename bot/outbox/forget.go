package outbox

import (
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// Left finds the messages in which somebody who was erased still stands.
func Left(tx store.Reader, t directory.Traces) (ids []string) {
	for m := range messages.All(tx) {
		if m.theirs(t) || t.In(&m.Out) || t.Named(m.Line) {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

func (m *Message) theirs(t directory.Traces) bool {
	return slices.Contains(t.IDs, m.Person) && m.Person != "" || t.At(m.To) || slices.ContainsFunc(m.Tried, t.At)
}

// Forget leaves of messages what is counted: that there was one, and what became of it.
// One to somebody else that names who was erased goes out, and is kept no longer.
func Forget(tx store.Tx, t directory.Traces, ids []string) {
	for _, id := range ids {
		m, ok := messages.Get(tx, id)
		switch {
		case !ok:
			continue
		case m.theirs(t):
			was := m
			if m.State == Queued || m.State == Waiting || m.State == Sending {
				m.State = Failed
				m.note(tx, "erased", "对方删掉了自己的资料")
			}
			m.Person, m.Out, m.Line, m.Ref, m.Tried = "", bot.Out{}, "", "", nil
			m.To.Chat = ""
			messages.Put(tx, m)
			arrange(tx, was)
		case m.State == Queued || m.State == Waiting || m.State == Sending:
			m.Out.Fleeting = true
			write(tx, m)
		default:
			m.Out, m.Line = bot.Out{}, ""
			messages.Put(tx, m)
		}
	}
	for _, chat := range t.Chats {
		offers.Delete(tx, store.Key(chat.Channel, chat.Chat))
		ledgers.Delete(tx, store.Key(chat.Channel, chat.Chat))
		for _, p := range inOrder {
			queues.Delete(tx, queueKey(chat, p))
		}
	}
}
