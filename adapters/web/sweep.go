package web

import (
	"context"
	"iter"
	"time"

	"yishi/store"
)

const (
	keepPosts  = 7 * 24 * time.Hour // as long as the inbox knows a message again
	sweepEvery = time.Minute
	stretch    = 500 // of each kind, in one transaction
)

// due is some of what is not to be kept any longer, by keys.
type due struct {
	bubbles, posts []string // to be blank
	old            []string // posts nobody will post again
}

func dueBy(tx store.Reader, now time.Time) due {
	upTo := store.Key(now.Add(time.Millisecond))
	return due{
		bubbles: some(bubbles.Between(tx, "until", "", upTo)),
		posts:   some(posts.Between(tx, "until", "", upTo)),
		old:     some(posts.Between(tx, "at", "", store.Key(now.Add(-keepPosts)))),
	}
}

func some(keys iter.Seq[string]) (list []string) {
	for key := range keys {
		if list = append(list, key); len(list) == stretch {
			break
		}
	}
	return list
}

// untilKeys are those of an index of what is to be kept until a time.
func untilKeys(t time.Time) []string {
	if t.IsZero() {
		return nil
	}
	return []string{store.Key(t)}
}

// sweep forgets what is not to be kept any longer. It writes only if there is any.
func (a *Adapter) sweep(ctx context.Context) error {
	for ctx.Err() == nil {
		var d due
		err := a.cfg.Store.View(ctx, func(tx store.Reader) error { d = dueBy(tx, a.cfg.Now()); return nil })
		if err != nil || len(d.bubbles)+len(d.posts)+len(d.old) == 0 {
			return err
		}
		var changed []string
		err = a.cfg.Store.Update(ctx, func(tx store.Tx) error { changed = d.forget(tx, a.cfg.Now()); return nil })
		if err != nil {
			return err
		}
		for _, sid := range changed {
			a.crowd.wake(sid)
		}
	}
	return ctx.Err()
}

// forget forgets what is due still, and gives the sessions that look different now.
func (d *due) forget(tx store.Tx, now time.Time) (changed []string) {
	for _, key := range d.bubbles {
		if b, ok := bubbles.Get(tx, key); ok && !b.Until.After(now) {
			b.blank(tx)
			changed = append(changed, b.Session)
		}
	}
	for _, key := range d.posts {
		if p, ok := posts.Get(tx, key); ok && !p.Until.After(now) {
			p.blank(tx)
		}
	}
	for _, key := range d.old {
		posts.Delete(tx, key)
	}
	if len(d.bubbles)+len(d.posts) > 0 {
		wantGone(tx)
	}
	return changed
}
