package web

import (
	"context"
	"time"

	"yishi/bot"
	"yishi/store"
)

// posted is a message of a person as it was first taken, so that the same
// message posted again is the same In, its time included.
type posted struct {
	Session string `json:"session"`
	ID      string `json:"id"`
	In      bot.In `json:"in"`
	Bubble  int    `json:"bubble,omitempty"` // that shows it
	Taken   bool   `json:"taken,omitempty"`  // by the handler

	Until time.Time `json:"until,omitzero"`  // not to be kept longer
	Blank bool      `json:"blank,omitempty"` // nor was it
}

var posts = store.NewTable("webpost", func(p *posted) string { return store.Key(p.Session, p.ID) },
	store.Index[posted]{Name: "at", Keys: func(p *posted) []string { return []string{store.Key(p.In.At)} }},
	store.Index[posted]{Name: "until", Keys: func(p *posted) []string { return untilKeys(p.Until) }})

// maxAge is how far back a page may date what it sends: the time between the
// tap and the post, tries included.
const maxAge = 2 * time.Minute

// take finds a message posted before, or writes it down with its bubble.
// It is a refusal if the message cannot be.
func (a *Adapter) take(ctx context.Context, sid string, f form) (p posted, err error) {
	err = a.cfg.Store.Update(ctx, func(tx store.Tx) error {
		var again bool
		if p, again = posts.Get(tx, store.Key(sid, f.id)); again {
			return p.again()
		}
		s, known := sessions.Get(tx, sid)
		if s.Over || !known && !f.begins() {
			p = posted{}
			return f.tooLate()
		}
		s = begin(tx, sid)
		in, b, err := f.read(tx, &s, known)
		if err != nil || in.Kind == "" {
			p = posted{}
			return err
		}
		in.ID = sid + "/" + f.id
		in.At = a.cfg.Now().Add(-min(max(f.age, 0), maxAge)).UTC().Truncate(time.Millisecond)
		in.Address, in.From = bot.Address{Channel: a.cfg.Name, Chat: sid}, sid
		p = posted{Session: sid, ID: f.id, In: in}
		if b != nil {
			b.Mine, b.ID, b.Unsent = true, f.id, true
			p.Bubble = s.add(tx, *b).N
		}
		posts.Put(tx, p)
		return nil
	})
	return p, err
}

// again refuses a message that was not taken and is not kept any more.
func (p *posted) again() error {
	if p.Blank && !p.Taken {
		return notGot
	}
	return nil
}

// taken notes that the handler took a message: it shows as sent, and a pressed
// button as pressed, unless that is not to be kept. Who left is forgotten.
func (a *Adapter) taken(ctx context.Context, p posted) error {
	return a.cfg.Store.Update(ctx, func(tx store.Tx) error {
		s, ok := sessions.Get(tx, p.Session)
		now, kept := posts.Get(tx, store.Key(p.Session, p.ID)) // what it has led to may have been said by now
		if !ok || !kept {
			return nil
		}
		if p.In.Kind == bot.Leave {
			forget(tx, p.Session)
			return nil
		}
		if b, ok := bubbles.Get(tx, store.Key(p.Session, p.Bubble)); ok && b.Unsent {
			b.Unsent = false
			s.change(tx, b)
		}
		b, ok := s.bubble(tx, p.In.Ref)
		if ok && p.In.Kind == bot.Press && b.offers(p.In.Text) && now.Until.IsZero() && !now.Blank {
			b.Pressed = p.In.Text
			s.change(tx, b)
		}
		now.Taken = true
		posts.Put(tx, now)
		return nil
	})
}

func (b *bubble) offers(token string) bool {
	for _, o := range b.Buttons {
		if o.Token == token {
			return true
		}
	}
	return false
}
