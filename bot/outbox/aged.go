package outbox

import (
	"fmt"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/meaning/when"
	"yishi/store"
)

// age notes, before the first piece of a message goes out, that its words are read
// on another day than they were written for.
func (m *Message) age(tx store.Tx) {
	if m.Pieces > 0 {
		return
	}
	m.Read, m.Late = time.Time{}, false
	if now := tx.Now(); !sameDay(now, m.worded(tx)) {
		m.Read, m.Late = now, !sameDay(now, m.due())
	}
}

func sameDay(a, b time.Time) bool { return bot.Midnight(a).Equal(bot.Midnight(b)) }

// worded is when the words of a message were written.
func (m *Message) worded(tx store.Tx) time.Time {
	if c, ok := castings.Get(tx, m.Body); ok {
		return later(c.Started, c.Worded)
	}
	return later(m.Created, m.Worded)
}

// due is when it was first to go out.
func (m *Message) due() time.Time {
	if len(m.History) > 0 {
		return m.History[0].At
	}
	return later(m.Created, m.Next)
}

// aged is what a message of another day says now: its 明天 is not the one of who
// reads it. One that had to wait names the day it is of.
func aged(tx store.Tx, m Message, out bot.Out) bot.Out {
	if m.Read.IsZero() {
		return out
	}
	said := m.worded(tx)
	dated := func(s string) string {
		s, _ = when.Dated(s, said.In(bot.Zone), bot.Day)
		return s
	}
	out.Title, out.Fields = dated(out.Title), slices.Clone(out.Fields)
	for i := range out.Fields {
		out.Fields[i].Value = dated(out.Fields[i].Value)
	}
	for _, text := range []*string{&out.Text, &out.Typed} {
		if *text != "" {
			*text = m.of(said) + dated(*text)
		}
	}
	return out
}

// of is the line that says which day a late message is of.
func (m *Message) of(said time.Time) string {
	if !m.Late || m.isEdit() {
		return ""
	}
	what := "消息"
	if m.Body != "" {
		what = "通知"
	}
	t := said.In(bot.Zone)
	return fmt.Sprintf("（%d月%d日的%s）\n", t.Month(), t.Day(), what)
}
