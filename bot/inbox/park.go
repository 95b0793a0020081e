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
	"yishi/bot/meaning/wording"
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

var parked = store.NewTable("parked", func(p *Parked) string { return keyOf(p.In) })

const (
	dueRetry   = "retry"
	dueClean   = "clean"
	dueForget  = "forget"
	retryAfter = 10 * time.Second
	maxTries   = 3
)

const sorry = "我这边出了点毛病。您的话记下了，不用再发。"

// park keeps a message that failed, so that it is not lost, and says so.
func (b *Inbox) park(ctx context.Context, in bot.In) (bot.Answer, error) {
	var t *turn
	err := b.Store.Update(ctx, func(tx store.Tx) error {
		t = &turn{b: b, tx: tx, in: in}
		key := keyOf(in)
		parked.Put(tx, Parked{In: in, Since: tx.Now(), Tries: 1})
		agenda.Set(tx, tx.Now().Add(retryAfter), dueRetry, key)
		if !in.Group || in.Kind == bot.Press {
			t.answer.Toast = sorry
			t.reply()
		}
		t.mark()
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
		parked.Delete(tx, e.Ref) // an earlier version had another key
		parked.Put(tx, p)
		slog.Error("a message is parked", "channel", p.In.Channel, "kind", p.In.Kind)
		return nil
	}
	in := p.In
	in.Claim = false
	t := &turn{b: b, tx: tx, in: in, again: true}
	if err := t.whole(); err != nil {
		return err
	}
	parked.Delete(tx, e.Ref)
	if t.hired {
		b.wakeWorkers()
	}
	return nil
}

// ParkedIn are the messages that nobody tries any more.
func ParkedIn(tx store.Reader) []Parked {
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

// maxName is the most characters of what somebody or a point on the map is called.
const maxName = 64

// clean takes out of a message what nobody meant to say.
func clean(in *bot.In) {
	if in.Kind == bot.Result {
		return
	}
	in.Text = wording.Clip(plainWords(in.Text), maxWords)
	in.Name = wording.Clip(oneLine(in.Name), maxName)
	if in.Pin != nil {
		in.Pin = &bot.Pin{Lat: in.Pin.Lat, Lon: in.Pin.Lon, Label: wording.Clip(oneLine(in.Pin.Label), maxName)}
	}
}

// plainWords is text without control characters and marks nobody sees, but with
// the joiner that makes one picture of several.
func plainWords(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r == '\n', r == '\u200d':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s))
}

func oneLine(s string) string { return strings.Join(strings.Fields(plainWords(s)), " ") }

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
			if tx.Now().Sub(s.Handled) < keepSeen {
				continue // lately, though its time is that of an old message
			}
			if old = append(old, s.key()); len(old) >= stretch {
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

// forget empties the mark of a message whose answer is not to be kept.
func forget(tx store.Tx, e agenda.Entry) error {
	if s, ok := seens.Get(tx, e.Ref); ok {
		s.Out, s.Toast = nil, ""
		seens.Put(tx, s)
	}
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
