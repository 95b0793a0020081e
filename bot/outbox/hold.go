package outbox

import (
	"slices"
	"time"

	"yishi/bot"
	"yishi/store"
)

// stale is from when on what was to go out to many is looked at anew: the program
// did not run, and its day may have passed. Whose matter it is has a while to decide.
const (
	stale   = 6 * time.Hour
	toThink = 15 * time.Minute
)

// Hold leaves what belongs to a matter and has not gone out until then; until now, it
// goes on.
func Hold(tx store.Tx, of string, until time.Time) {
	for _, c := range slices.Collect(castings.By(tx, "of", store.Key(of))) {
		if !c.Done {
			c.After = until
			castings.Put(tx, c)
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
	for _, m := range slices.Collect(messages.By(tx, "queued", store.Key(channel, int(Broadcast)))) {
		if m.Body != "" && m.Next.Before(long) {
			m.Next = until
			write(tx, m)
		}
	}
	for _, c := range slices.Collect(castings.By(tx, "open", "open")) {
		if c.Started.Before(long) && c.Priority != Urgent {
			c.After = later(c.After, until)
			castings.Put(tx, c)
		}
	}
}

// lateAtNight is what a message may be late and still go out at night.
const lateAtNight = time.Hour

// rests leaves a message that could not go out in time until people are awake.
func (m *Message) rests(tx store.Tx) bool {
	morning := bot.Awake(tx.Now())
	if m.Priority == Urgent || m.isEdit() || !morning.After(tx.Now()) || tx.Now().Sub(m.Next) <= lateAtNight {
		return false
	}
	m.Next = morning
	return true
}
