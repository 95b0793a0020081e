package outbox

import (
	"iter"
	"slices"
	"time"

	"yishi/bot"
	"yishi/store"
)

// Recall takes back what belongs to a matter and has not gone out: it never will,
// and why is kept. What is under way to a platform at this moment goes on.
func Recall(tx store.Tx, of, why string) (recalled int) {
	for _, c := range slices.Collect(broadcasts.By(tx, "of", store.Key(of))) {
		c.Done = true
		broadcasts.Put(tx, c)
	}
	for _, m := range yetToGo(tx, of) {
		m.State = Failed
		m.note(tx, takenBack, why)
		write(tx, m)
		recalled++
	}
	return recalled
}

func yetToGo(tx store.Reader, of string) []Message {
	var all []Message
	for _, s := range []State{Queued, Waiting} {
		all = slices.AppendSeq(all, messages.By(tx, "of", store.Key(of, string(s))))
	}
	return all
}

// Revise gives what belongs to a matter and has not gone out other words, and
// another end. What is partly out never gets the rest.
func Revise(tx store.Tx, of, why string, out bot.Out, expires time.Time) {
	for _, c := range slices.Collect(broadcasts.By(tx, "of", store.Key(of))) {
		c.Out, c.Worded, c.Expires = out, tx.Now(), expires
		broadcasts.Put(tx, c)
	}
	for _, m := range yetToGo(tx, of) {
		if !m.mayBeOut() && m.Body != "" && m.Expires.Equal(expires) {
			continue // the broadcast has its words
		} else if m.mayBeOut() {
			m.State = Failed
			m.note(tx, takenBack, why)
		} else if m.Expires = expires; m.Body == "" {
			m.Out, m.Worded = out, tx.Now()
		}
		write(tx, m)
	}
}

// Reached are the messages of a matter that went out to their people, wholly or
// in part, or may have: where nobody knows, somebody may have read them.
func Reached(tx store.Reader, of string) iter.Seq[Message] {
	return func(yield func(Message) bool) {
		for _, s := range []State{Sent, Unknown, Sending, Queued, Waiting, Failed} {
			for m := range messages.By(tx, "of", store.Key(of, string(s))) {
				if m.mayBeOut() && !yield(m) {
					return
				}
			}
		}
	}
}

// mayBeOut reports whether somebody may have read something of a message.
func (m *Message) mayBeOut() bool {
	switch m.State {
	case Sent, Unknown, Sending:
		return true
	case Failed:
		return !m.Form && (m.Pieces > 0 || m.last().Result == "unknown")
	}
	return m.Pieces > 0
}

// Follow sends whom a message reached, or may have, one more.
func Follow(tx store.Tx, id string, more Message) {
	if m, ok := messages.Get(tx, id); ok {
		more.To, more.Person = m.To, m.Person
		Add(tx, more)
	}
}

// Restate has a message say something else: where it stands, or before it goes out.
// A picture stays. Many changes while one waits to go out are one.
func Restate(tx store.Tx, id string, out bot.Out) {
	m, ok := messages.Get(tx, id)
	if !ok || m.State != Queued && m.Ref == "" {
		return
	}
	if out.Photo = m.Out.Photo; m.State != Queued {
		out.Edit = m.Ref
	}
	Add(tx, Message{To: m.To, Out: out, Same: m.Same, Priority: Bulk})
}

// canReplace reports whether a message that went out can be replaced where it stands.
func canReplace(tx store.Reader, m Message) bool {
	known, _ := channels.Get(tx, m.To.Channel)
	return m.State == Sent && known.Limits.Edits && m.Ref != "" && m.Pieces == 1
}

// Corrected counts what became of messages that were taken back.
type Corrected struct {
	Recalled int // have not gone out, and never will
	Replaced int // stand corrected in their place
	Told     int // stay; the correction follows them
}

// Correct takes back what belongs to a matter. Whom it reached, or may have
// reached, is told out: in its place, where the channel can replace a message.
func Correct(tx store.Tx, of, why string, out bot.Out) (c Corrected) {
	for _, m := range slices.Collect(Reached(tx, of)) {
		more := Message{To: m.To, Person: m.Person, Out: out, Priority: Reminder, Of: of + "/corrected"}
		if canReplace(tx, m) && body(tx, m).Photo == "" {
			more.Out.Edit = m.Ref
			c.Replaced++
		} else {
			c.Told++
		}
		Add(tx, more)
	}
	c.Recalled = Recall(tx, of, why)
	return c
}

// Replace puts other words where a message stands, on the channels that can, and
// without a word to anybody. A picture stays.
func Replace(tx store.Tx, id string, out bot.Out, p Priority) {
	m, ok := messages.Get(tx, id)
	if !ok || !canReplace(tx, m) {
		return
	}
	out.Edit, out.Photo = m.Ref, body(tx, m).Photo
	Add(tx, Message{To: m.To, Person: m.Person, Out: out, Priority: p, Same: m.Of + "/" + m.Ref})
}
