package outbox

import (
	"slices"

	"yishi/bot"
	"yishi/store"
)

// Recall takes back what belongs to a matter and has not gone out: it never will,
// and why is kept. What is under way to a platform at this moment goes on.
func Recall(tx store.Tx, of, why string) (recalled int) {
	for _, c := range slices.Collect(castings.By(tx, "of", store.Key(of))) {
		c.Done = true
		castings.Put(tx, c)
	}
	for _, s := range []State{Queued, Waiting} {
		for _, m := range slices.Collect(messages.By(tx, "of", store.Key(of, string(s)))) {
			m.State = Failed
			m.note(tx, "recalled", why)
			write(tx, m)
			recalled++
		}
	}
	return recalled
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
	for _, s := range []State{Sent, Unknown, Sending, Queued, Waiting} {
		for _, m := range slices.Collect(messages.By(tx, "of", store.Key(of, string(s)))) {
			if (s == Queued || s == Waiting) && m.Pieces == 0 {
				continue
			}
			known, _ := channels.Get(tx, m.To.Channel)
			more := Message{To: m.To, Person: m.Person, Out: out, Priority: Reminder, Of: of + "/corrected"}
			if s == Sent && known.Limits.Edits && m.Ref != "" && m.Pieces == 1 && body(tx, m).Photo == "" {
				more.Out.Edit = m.Ref
				c.Replaced++
			} else {
				c.Told++
			}
			Add(tx, more)
		}
	}
	c.Recalled = Recall(tx, of, why)
	return c
}
