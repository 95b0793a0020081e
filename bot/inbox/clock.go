package inbox

import (
	"log/slog"
	"time"

	"yishi/bot"
	"yishi/store"
)

// clock is by how much the time of a channel's messages lies behind ours when they
// come: their way to us, and what the two clocks differ by. The least of many is the
// clocks alone, as no way is shorter than none.
type clock struct {
	Channel string        `json:"channel"`
	Since   time.Time     `json:"since"` // when the present stretch began
	Least   time.Duration `json:"least"` // in it
	Before  time.Duration `json:"before"`
	Warned  bool          `json:"warned,omitempty"`
}

var clocks = store.NewTable("clock", func(c *clock) string { return store.Key(c.Channel) })

const (
	clockStretch = 10 * time.Minute
	clockStep    = time.Second // platforms tell whole seconds
	clockWrong   = time.Minute // so much cannot be the way: somebody has to see to it
)

// ahead is by how much our clock is ahead of the platform's; less than nothing, behind.
func (c clock) ahead() time.Duration { return min(c.Least, c.Before) }

// sync takes a message that was just written as a sign of the platform's clock.
func (t *turn) sync() {
	c, known := clocks.Get(t.tx, store.Key(t.in.Channel))
	t.ahead = c.ahead()
	switch t.in.Kind {
	case bot.Text, bot.Photo, bot.Voice, bot.Location, bot.Contact, bot.Follow:
	default:
		return // others may carry the time of an older message
	}
	way := t.tx.Now().Sub(t.in.At)
	switch {
	case t.again:
		return
	case !known:
		c = clock{Channel: t.in.Channel, Since: t.tx.Now(), Least: way, Before: way}
	case t.tx.Now().Sub(c.Since) > clockStretch:
		c.Since, c.Before, c.Least = t.tx.Now(), c.Least, way
	case way < c.Least-clockStep:
		c.Least = way
	default:
		return
	}
	t.ahead = c.ahead()
	if wrong := t.ahead.Abs() >= clockWrong; wrong != c.Warned {
		c.Warned = wrong
		slog.Warn(sayClock(t.in.Channel, t.ahead))
	}
	clocks.Put(t.tx, c)
}

// at is when a message was written, by our clock.
func (t *turn) at() time.Time { return t.in.At.Add(t.ahead) }

// unseen reports whether a message was written before something was sent that came
// up at a time: it cannot be an answer to that.
func (t *turn) unseen(at time.Time) bool { return t.at().Unix() < at.Unix()-1 }

func sayClock(channel string, ahead time.Duration) string {
	by := ahead.Abs().Round(time.Second).String()
	switch {
	case ahead >= clockWrong:
		return "this machine's clock is " + by + " ahead of the messages of " + channel + ": is it set by a time service?"
	case -ahead >= clockWrong:
		return "this machine's clock is " + by + " behind the messages of " + channel + ": is it set by a time service?"
	}
	return "this machine's clock and the messages of " + channel + " agree"
}

// Clocks says of each channel whose clock differs from ours by a minute or more so
// much in a sentence.
func Clocks(tx store.Reader) (wrong []string) {
	for c := range clocks.All(tx) {
		if c.ahead().Abs() >= clockWrong {
			wrong = append(wrong, sayClock(c.Channel, c.ahead()))
		}
	}
	return wrong
}

// hasty is when somebody was told that what they said was said too early. It is not
// told twice: whoever says it again means it, whatever our clock has to say.
type hasty struct {
	Chat bot.Address `json:"chat"`
	At   time.Time   `json:"at"`
}

var hastes = store.NewTable("hasty", func(h *hasty) string { return store.Key(h.Chat.Channel, h.Chat.Chat) })

// tooEarly reports whether a message answers what was on the screen before a question
// that was put at a time, and not that question.
func (t *turn) tooEarly(at time.Time) bool {
	if !t.unseen(at) {
		return false
	}
	const soon, said = 1500 * time.Millisecond, 2 * time.Minute // nobody reads and answers sooner
	key := store.Key(t.in.Channel, t.in.Chat)
	if h, ok := hastes.Get(t.tx, key); ok {
		if since := t.tx.Now().Sub(h.At); soon <= since && since < said {
			hastes.Delete(t.tx, key)
			return false
		}
	}
	hastes.Put(t.tx, hasty{Chat: t.in.Address, At: t.tx.Now()})
	return true
}
