package outbox

import (
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// route finds the chat for a person: the account used last that has not shown
// itself to be of no use for this message, and rather one whose platform lets us send.
func route(tx store.Tx, m *Message) {
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
func (m *Message) reroute(tx store.Tx) bool {
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

// waitsFor are the chats any of which lets a waiting message go out.
func (m *Message) waitsFor() []bot.Address {
	if len(m.Tried) > 0 {
		return m.Tried
	}
	return []bot.Address{m.To}
}
