package poll

import (
	"context"
	"fmt"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/flows/poll/proof"
	"yishi/store"
)

// While a poll is open it is told every hour how many ballots there are, with a root of
// them that says nothing else, and once more when it closes. All of it stands in the
// list, so that ballots cannot be added afterwards to hours that are over.
//
// What the roots are blinded with is forgotten at the closing. With it, who has the list
// of a small poll could find out in which hour a ballot came.

// chain is where the heads of a poll stand.
type chain struct {
	Poll   string     `json:"poll"`
	Secret string     `json:"secret,omitempty"` // that the keys of the heads are made of; forgotten at the closing
	Key    string     `json:"key,omitempty"`    // opens the head of the closing, once it is made
	Struck int        `json:"struck,omitempty"` // ballots that were taken out
	Heads  int        `json:"heads,omitempty"`
	Last   proof.Head `json:"last,omitzero"`
	Before string     `json:"before,omitempty"` // mark of the head before the last
	Shown  shown      `json:"shown,omitzero"`
	Page   string     `json:"page,omitempty"` // address of the page where they stand
}

// shown is what the groups are shown of the heads: the first of those that have the
// same number. Their line changes when somebody votes, not when somebody changes their
// ballot, and not every hour.
type shown struct {
	At      time.Time `json:"at"`
	Ballots int       `json:"ballots"`
	Mark    string    `json:"mark"`
}

// link is one head of a poll.
type link struct {
	Poll string     `json:"poll"`
	No   int        `json:"no"`
	Head proof.Head `json:"head"`
}

var (
	chains = store.NewTable("pollchain", func(c *chain) string { return store.Key(c.Poll) })
	links  = store.NewTable("pollhead", func(l *link) string { return store.Key(l.Poll, l.No) })
)

func chainOf(tx store.Tx, poll string) chain {
	c, _ := chains.Get(tx, store.Key(poll))
	c.Poll = poll
	return c
}

// struck notes that a ballot was taken out.
func struck(tx store.Tx, poll string) {
	c := chainOf(tx, poll)
	c.Struck++
	chains.Put(tx, c)
}

// heading makes the next head of a poll. It reads all ballots, beside those who vote.
func (t teller) heading(ctx context.Context, s store.Store, _ bot.Files, e agenda.Entry) (agenda.Handler, error) {
	var head *proof.Head
	var key string
	err := s.View(ctx, func(tx store.Tx) error {
		p, ok := Get(tx, e.Ref)
		c := chainOf(tx, e.Ref)
		if !ok || c.Secret == "" || p.queues() || !p.Takes(tx.Now()) && p.State != Closed {
			return nil
		}
		ballots, err := p.listedBallots(tx)
		if err != nil {
			return err
		}
		at := tx.Now().Truncate(time.Second)
		if p.State == Closed && at.Before(p.Closes) {
			at = at.Add(time.Second)
		}
		if next := c.Last.At.Add(time.Second); at.Before(next) { // a clock that was put back
			at = next
		}
		key = proof.HeadKey(c.Secret, at)
		made, err := proof.NewHead(at, c.Struck, key, ballots)
		head = &made
		return err
	})
	return func(tx store.Tx, e agenda.Entry) error { return t.keepHead(tx, e.Ref, head, key) }, err
}

// keepHead writes a head and sees to it that the next is made: in an hour, or, when the
// poll was closed, the last, after which it is counted.
func (t teller) keepHead(tx store.Tx, id string, head *proof.Head, key string) error {
	p, ok := Get(tx, id)
	c := chainOf(tx, id)
	if !ok || c.Key != "" {
		return nil
	}
	ends := p.State == Closed && head != nil && !head.At.Before(p.Closes)
	switch {
	case head != nil && (ends || p.State == Opened):
		c.add(tx, *head)
	case c.Secret == "":
		t.begin(tx, &p, &c)
	}
	if ends || p.State != Closed && p.State != Opened {
		c.Secret = ""
	}
	if ends {
		c.Key = key
	}
	chains.Put(tx, c)
	switch {
	case ends || p.State == Closed && p.queues():
		agenda.Set(tx, tx.Now(), dueCount, id)
	case p.State == Closed:
		agenda.Set(tx, tx.Now(), dueHead, id)
	case p.State == Opened && !p.queues():
		agenda.Set(tx, tx.Now().Truncate(time.Hour).Add(time.Hour), dueHead, id)
		refresh(tx, p)
	}
	return nil
}

// begin draws what the heads of a poll are made with, and the code of its page.
func (t teller) begin(tx store.Tx, p *Poll, c *chain) {
	c.Secret = t.Blinds.long(tx, saltLen+1)
	if t.Page == nil || p.queues() {
		return
	}
	if p.Page == "" {
		p.Page = t.Codes.long(tx, 2)
		polls.Put(tx, *p)
	}
	c.Page = t.Page(p.Page)
}

func (c *chain) add(tx store.Tx, head proof.Head) {
	if c.Heads > 0 {
		c.Before = c.Last.Mark(c.Poll, c.Before)
	}
	c.Heads++
	c.Last = head
	links.Put(tx, link{c.Poll, c.Heads, head})
	if head.Ballots != c.Shown.Ballots {
		c.Shown = shown{head.At, head.Ballots, head.Mark(c.Poll, c.Before)}
	}
}

// headsOf are the heads that stand in the list of a poll, and what opens the last.
func headsOf(tx store.Tx, poll string) (heads []proof.Head, key string) {
	from, to := store.Under(store.Key(poll))
	for l := range links.Range(tx, from, to) {
		heads = append(heads, l.Head)
	}
	return slices.Clip(heads), chainOf(tx, poll).Key
}

// Told is the newest head of a poll, as it is told.
type Told struct {
	proof.Head
	Mark string
	Text string // to be signed
}

// HeadOf is the newest head of a poll; there is none in its first hour.
func HeadOf(tx store.Tx, poll string) (Told, bool) {
	c := chainOf(tx, poll)
	if c.Heads == 0 {
		return Told{}, false
	}
	return Told{c.Last, c.Last.Mark(poll, c.Before), c.Last.Text(poll, c.Before)}, true
}

// headWords are a head in a line; "" where there is none yet.
func headWords(tx store.Tx, p Poll) string {
	h := chainOf(tx, p.ID).Shown
	if h.Mark == "" || p.State != Opened {
		return ""
	}
	return fmt.Sprintf("核对用：%s有%d张票，指纹 %s", bot.Moment(h.At), h.Ballots, h.Mark)
}

// PageLinks lead to the page of a poll: while it is open to what is told every hour,
// then to the result. There are none before there is anything to see.
func (p *Poll) PageLinks(tx store.Tx) []bot.Link {
	page := chainOf(tx, p.ID).Page
	switch {
	case page == "":
	case p.State == Opened:
		return []bot.Link{{Label: "每小时的记录", URL: page}}
	case p.State == Published || p.State == Drawing:
		return []bot.Link{{Label: toResult, URL: page}}
	}
	return nil
}

// Stage says where a poll is that is not over: until when, or that it has closed.
func (p *Poll) Stage() string { return stateWords(*p) }

// Taken says how many have voted.
func (p *Poll) Taken(tx store.Tx) string { return p.groupTook(Live(tx, p.ID), boxOf(tx, p.ID).out()) }
