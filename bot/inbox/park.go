package inbox

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"
	"unicode"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/store"
)

// Parked is a message that failed. It is tried again twice; then it stays until
// staff have looked at it.
type Parked struct {
	In    bot.In    `json:"in"`
	Since time.Time `json:"since"`
	Tries int       `json:"tries"`
	Given bool      `json:"given"` // up: nobody tries any more
}

var parked = store.NewTable("parked", func(p *Parked) string { return store.Key(p.In.Channel, p.In.At, p.In.ID) })

const (
	dueRetry   = "retry"
	dueClean   = "clean"
	retryAfter = 10 * time.Second
	maxTries   = 3
)

const sorry = "出了点问题，请稍后再试。您刚才说的已经记下了。"

// park keeps a message that failed, so that it is not lost, and says so.
func (b *Inbox) park(ctx context.Context, in bot.In, _ error) (bot.Answer, error) {
	var t *turn
	err := b.Store.Update(ctx, func(tx store.Tx) error {
		t = &turn{b: b, tx: tx, in: in}
		key := store.Key(in.Channel, in.At, in.ID)
		parked.Put(tx, Parked{In: in, Since: tx.Now(), Tries: 1})
		agenda.Set(tx, tx.Now().Add(retryAfter), dueRetry, key)
		if in.Kind != bot.Result && (!in.Group || in.Kind == bot.Press) {
			t.answer.Toast = sorry
			if in.Kind != bot.Press || in.Claim {
				t.say(sorry)
			}
			t.reply()
		}
		seens.Put(tx, seen{Channel: in.Channel, At: in.At, ID: in.ID, Out: t.answer.Out, Toast: t.answer.Toast})
		return nil
	})
	if err != nil {
		return bot.Answer{}, err
	}
	b.after(t)
	return t.answer, nil
}

// retry handles a parked message again. Its error undoes it; the agenda counts.
func (b *Inbox) retry(tx store.Tx, e agenda.Entry) error {
	p, ok := parked.Get(tx, e.Ref)
	if !ok {
		return nil
	}
	if p.Tries = e.Tries + 2; p.Tries > maxTries {
		p.Tries, p.Given = maxTries, true
		parked.Put(tx, p)
		slog.Error("a message is parked", "channel", p.In.Channel, "kind", p.In.Kind)
		return nil
	}
	in := p.In
	in.Claim = false
	t := &turn{b: b, tx: tx, in: in}
	if err := t.handle(); err != nil {
		return err
	}
	t.reply()
	parked.Delete(tx, e.Ref)
	if t.hired {
		b.wakeWorkers()
	}
	return nil
}

// ParkedIn are the messages that nobody tries any more.
func ParkedIn(tx store.Tx) []Parked {
	var list []Parked
	for p := range parked.All(tx) {
		if p.Given {
			list = append(list, p)
		}
	}
	return list
}

func isStoreFault(err error) bool {
	var f store.Fault
	return errors.As(err, &f) || errors.Is(err, store.ErrClosed) || errors.Is(err, store.ErrUnknown)
}

// maxWords is the most characters of a message we look at.
const maxWords = 20000

// clean takes out of a message what nobody meant to say.
func clean(in *bot.In) {
	in.Text = strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == '\n' || !unicode.IsControl(r) && r != unicode.ReplacementChar && !unicode.Is(unicode.Cf, r) || r == '\u200d' {
			return r
		}
		return -1
	}, in.Text))
	if n := 0; len(in.Text) > maxWords {
		for i := range in.Text {
			if n++; n > maxWords {
				in.Text = in.Text[:i]
				break
			}
		}
	}
}

// keepSeen is how long a message is known again: platforms deliver again within
// a day at most (https://core.telegram.org/bots/api#getting-updates).
const keepSeen = 7 * 24 * time.Hour

// cleanUp forgets old marks, a stretch at a time, and comes back.
func (b *Inbox) cleanUp(tx store.Tx, e agenda.Entry) error {
	const stretch = 2000
	var old []string
	for _, a := range b.Adapters {
		to := store.Key(a.Channel(), tx.Now().Add(-keepSeen))
		from, _ := store.Under(store.Key(a.Channel()))
		for s := range seens.Range(tx, from, to) {
			if old = append(old, store.Key(s.Channel, s.At, s.ID)); len(old) >= stretch {
				break
			}
		}
	}
	for _, key := range old {
		seens.Delete(tx, key)
	}
	wait := 6 * time.Hour
	if len(old) >= stretch {
		wait = time.Second
	}
	agenda.Set(tx, tx.Now().Add(wait), dueClean, e.Ref)
	return nil
}

// Prepare sets what the inbox has to do by itself. Call it once, before Run.
func (b *Inbox) Prepare(ctx context.Context) error {
	return b.Store.Update(ctx, func(tx store.Tx) error {
		for e := range agenda.Entries.All(tx) {
			if e.Kind == dueClean {
				return nil
			}
		}
		agenda.Set(tx, tx.Now().Add(time.Hour), dueClean, "seen")
		return nil
	})
}
