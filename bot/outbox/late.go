package outbox

import (
	"fmt"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/bot/meaning/when"
	"yishi/store"
)

// age notes, before the first piece of a message goes out, that its words are read
// on another day than they were written for.
func (m *Message) age(tx store.Reader) {
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
func (m *Message) worded(tx store.Reader) time.Time {
	if c, ok := broadcasts.Get(tx, m.Body); ok {
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
func aged(tx store.Reader, m Message, out bot.Out) bot.Out {
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

// stale is from when on what was to go out to many is looked at anew: the program
// did not run, and its day may have passed. Whose matter it is has a while to decide.
const (
	stale   = 6 * time.Hour
	toThink = 15 * time.Minute
)

// Hold leaves what belongs to a matter and has not gone out until then; until now, it
// goes on.
func Hold(tx store.Tx, of string, until time.Time) {
	for _, c := range slices.Collect(broadcasts.By(tx, "of", store.Key(of))) {
		if !c.Done {
			c.After = until
			broadcasts.Put(tx, c)
		}
	}
	for _, m := range slices.Collect(messages.By(tx, "of", store.Key(of, string(Queued)))) {
		m.Next = until
		write(tx, m)
	}
}

// holdStale leaves what many were to get long ago, at least until people are awake.
func holdStale(tx store.Tx, channel string) {
	until := bot.Awake(tx.Now()).Add(toThink)
	long := tx.Now().Add(-stale)
	for _, m := range slices.Collect(messages.By(tx, "queued", store.Key(channel, int(Bulk)))) {
		if m.Body != "" && m.Next.Before(long) {
			m.Next = until
			write(tx, m)
		}
	}
	for _, c := range slices.Collect(broadcasts.By(tx, "open", "open")) {
		if c.Started.Before(long) && c.Priority != Urgent {
			c.After = later(c.After, until)
			broadcasts.Put(tx, c)
		}
	}
}

// peace are the hours in which somebody is left in peace: their own, or those that staff
// set where they live, but of what began in such hours.
func (m *Message) peace(tx store.Reader, p directory.Person) directory.Hours {
	if p.Rest != (directory.Hours{}) {
		return p.Rest
	}
	if c, ok := broadcasts.Get(tx, m.Body); ok && c.Night {
		return directory.Hours{}
	}
	hours, _ := setting.Rest(tx, m.seat(tx, p))
	return hours
}

// seat is where a message is read: where a person lives, or else works; of a group its own.
func (m *Message) seat(tx store.Reader, p directory.Person) string {
	if m.Person == "" {
		g, _ := directory.GetGroup(tx, m.To.Channel, m.To.Chat)
		return g.Place
	}
	return directory.SeatOf(p)
}

// lateAtNight is what a message may be late and still go out at night.
const lateAtNight = time.Hour

// rests leaves a message until the one it is for is to be reached: who has hours of
// their own, or lives where there are others than usual, after these, unless it would be
// of no use by then; anybody else, if it could not go out in time, when people are awake.
func (m *Message) rests(tx store.Reader) bool {
	p, _ := directory.GetPerson(tx, directory.Resolve(tx, m.Person))
	if m.Priority == Bulk || m.Priority == Reminder {
		until := m.peace(tx, p).End(tx.Now())
		if until.After(tx.Now()) && m.Pieces == 0 && !m.isEdit() && (m.Expires.IsZero() || until.Before(m.Expires)) {
			m.Next = until
			return true
		}
	}
	morning := setting.Awake(tx, m.seat(tx, p), tx.Now())
	if m.Priority == Urgent || m.isEdit() || !morning.After(tx.Now()) || tx.Now().Sub(m.Next) <= lateAtNight {
		return false
	}
	m.Next = morning
	return true
}
