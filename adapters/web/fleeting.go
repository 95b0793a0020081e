package web

import (
	"context"
	"time"

	"yishi/bot"
	"yishi/store"
)

// Of what is fleeting (bot.Out.Fleeting) nothing is kept: a while after a page has
// shown it, or a day after it came if none did, its bubble is blank, and what the
// person said or pressed that led to it is blank a while after they did.
const (
	awhile  = 30 * time.Minute // long enough to answer, to copy a receipt, to load the page once more
	unshown = 24 * time.Hour
)

// blankWords stand where something was.
const blankWords = "这条消息已经不再保留。"

// stays reports whether a bubble is one of the bot that is kept.
func (b *bubble) stays() bool { return !b.Mine && !b.Blank && b.Until.IsZero() }

// hush marks what has led to something fleeting: all that the person said since
// the bot's last word that stays, and in any case in the last while. A notice may have
// come in between; rather a word too many than a choice that is kept.
func (s *session) hush(tx store.Tx) {
	since, until := s.led(tx), tx.Now().Add(awhile)
	from, to := store.Under(store.Key(s.ID))
	for b := range bubbles.Range(tx, from, to) {
		if b.Mine && !b.Blank && b.Until.IsZero() && !b.At.Before(since) {
			b.Until = until
			bubbles.Put(tx, b)
		}
	}
	for p := range posts.Range(tx, from, to) {
		if p.Blank || !p.Until.IsZero() || p.In.At.Before(since.Add(-maxAge)) {
			continue
		}
		if b, ok := s.bubble(tx, p.In.Ref); ok && b.Pressed != "" {
			b.Pressed = ""
			s.change(tx, b)
		}
		p.Until = until
		posts.Put(tx, p)
	}
}

// led is since when what the person said may have led to what is said now.
func (s *session) led(tx store.Reader) time.Time {
	from, to := store.Under(store.Key(s.ID))
	for b := range bubbles.Back(tx, from, to) {
		if b.stays() {
			return earlier(b.At, tx.Now().Add(-awhile))
		}
	}
	return time.Time{}
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// shown notes that a page has shown bubbles: those that wait for it are blank a
// while from now.
func (a *Adapter) shown(ctx context.Context, all []bubble) error {
	var waiting []string
	for _, b := range all {
		if b.Until.After(a.cfg.Now().Add(awhile)) {
			waiting = append(waiting, store.Key(b.Session, b.N))
		}
	}
	if len(waiting) == 0 {
		return nil
	}
	return a.cfg.Store.Update(ctx, func(tx store.Tx) error {
		for _, key := range waiting {
			if b, ok := bubbles.Get(tx, key); ok && !b.Until.IsZero() {
				b.Until = earlier(b.Until, tx.Now().Add(awhile))
				bubbles.Put(tx, b)
			}
		}
		return nil
	})
}

// blank leaves of a bubble that it was there.
func (b *bubble) blank(tx store.Tx) {
	if s, ok := sessions.Get(tx, b.Session); ok {
		s.change(tx, bubble{Session: b.Session, N: b.N, At: b.At, Mine: b.Mine, Blank: true})
	}
}

// blank leaves of a message what tells it again should it be posted again.
func (p *posted) blank(tx store.Tx) {
	posts.Put(tx, posted{Session: p.Session, ID: p.ID, In: bot.In{ID: p.In.ID, At: p.In.At}, Taken: p.Taken, Blank: true})
}

// wantGone has what was just forgotten leave the file as well: with the full hour, so
// that many who vote do not each have the store compacted.
func wantGone(tx store.Tx) { store.WantCompact(tx, tx.Now().Truncate(time.Hour).Add(time.Hour)) }
