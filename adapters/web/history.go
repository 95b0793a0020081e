package web

import (
	"strconv"
	"time"

	"yishi/bot"
	"yishi/store"
)

// session is a chat that has begun. It is found no more after the person left, and
// is over for good after the person was erased.
type session struct {
	ID    string    `json:"id"`
	Since time.Time `json:"since"`
	Last  int       `json:"last"` // number of the newest bubble
	Rev   int       `json:"rev"`  // of the newest change
	Over  bool      `json:"over,omitempty"`
}

// bubble is one message as the page shows it.
type bubble struct {
	Session string       `json:"session"`
	N       int          `json:"n"`
	Rev     int          `json:"rev"` // when it last changed
	At      time.Time    `json:"at"`
	Mine    bool         `json:"mine,omitempty"`
	ID      string       `json:"id,omitempty"`     // the page's own id of a message of the person
	Unsent  bool         `json:"unsent,omitempty"` // not taken by the handler yet
	Text    string       `json:"text,omitempty"`
	Buttons []bot.Button `json:"buttons,omitempty"`
	Links   []bot.Link   `json:"links,omitempty"`
	File    string       `json:"file,omitempty"` // a photo or voice
	Pressed string       `json:"pressed,omitempty"`
	Edited  bool         `json:"edited,omitempty"`

	Until time.Time `json:"until,omitzero"`  // not to be kept longer
	Blank bool      `json:"blank,omitempty"` // nor was it
}

// keep is how many bubbles of a session are kept.
const keep = 200

var (
	sessions = store.NewTable("websession", func(s *session) string { return s.ID })
	bubbles  = store.NewTable("webbubble", func(b *bubble) string { return store.Key(b.Session, b.N) },
		store.Index[bubble]{Name: "until", Keys: func(b *bubble) []string { return untilKeys(b.Until) }})
)

// begin finds a session or starts it.
func begin(tx store.Tx, id string) session {
	s, ok := sessions.Get(tx, id)
	if !ok {
		s = session{ID: id, Since: tx.Now()}
		sessions.Put(tx, s)
	}
	return s
}

// add appends a bubble and forgets the one that is too old.
func (s *session) add(tx store.Tx, b bubble) bubble {
	s.Last++
	s.Rev++
	b.Session, b.N, b.Rev, b.At = s.ID, s.Last, s.Rev, tx.Now()
	bubbles.Put(tx, b)
	if s.Last > keep {
		bubbles.Delete(tx, store.Key(s.ID, s.Last-keep))
	}
	sessions.Put(tx, *s)
	return b
}

// change writes a bubble again.
func (s *session) change(tx store.Tx, b bubble) {
	s.Rev++
	b.Rev = s.Rev
	bubbles.Put(tx, b)
	sessions.Put(tx, *s)
}

// bubble finds a bubble by the reference it was given.
func (s *session) bubble(tx store.Reader, ref string) (bubble, bool) {
	n, err := strconv.Atoi(ref)
	if err != nil || n < 1 {
		return bubble{}, false
	}
	return bubbles.Get(tx, store.Key(s.ID, n))
}

// since is every bubble that changed after rev, oldest first.
func (s *session) since(tx store.Reader, rev int) (changed []bubble) {
	if s.Rev <= rev {
		return nil
	}
	from, to := store.Under(store.Key(s.ID))
	for b := range bubbles.Range(tx, from, to) {
		if b.Rev > rev {
			changed = append(changed, b)
		}
	}
	return changed
}

// forget removes everything of a session.
func forget(tx store.Tx, id string) {
	from, to := store.Under(store.Key(id))
	var old []bubble
	for b := range bubbles.Range(tx, from, to) {
		old = append(old, b)
	}
	for _, b := range old {
		bubbles.Delete(tx, store.Key(b.Session, b.N))
	}
	var said []posted
	for p := range posts.Range(tx, from, to) {
		said = append(said, p)
	}
	for _, p := range said {
		posts.Delete(tx, store.Key(p.Session, p.ID))
	}
	sessions.Delete(tx, id)
	wantGone(tx)
}

// end forgets a session and leaves its id, so that whoever comes with it gets
// another. What is said last is fleeting like all that is left.
func (s *session) end(tx store.Tx, last bubble) {
	forget(tx, s.ID)
	*s = session{ID: s.ID, Last: s.Last, Rev: s.Rev, Over: true}
	last.Until = tx.Now().Add(unshown)
	s.add(tx, last)
}
