package count

import (
	"context"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/proof"
	"yishi/flows/poll/tell"
	"yishi/store"
)

// Heading makes the next head of a poll. It reads all ballots, beside those who vote.
func (t Teller) Heading(ctx context.Context, s store.Store, _ bot.Files, e agenda.Entry) (agenda.Handler, error) {
	var head *proof.Head
	var key string
	err := s.View(ctx, func(tx store.Reader) error {
		p, ok := poll.Get(tx, e.Ref)
		c := tell.ChainOf(tx, e.Ref)
		if !ok || c.Secret == "" || ballot.Queues(p) || !p.Takes(tx.Now()) && p.State != poll.Closed {
			return nil
		}
		ballots, err := of(p).listed(tx)
		if err != nil {
			return err
		}
		at := tx.Now().Truncate(time.Second)
		if p.State == poll.Closed && at.Before(p.Closes) {
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
func (t Teller) keepHead(tx store.Tx, id string, head *proof.Head, key string) error {
	p, ok := poll.Get(tx, id)
	c := tell.ChainOf(tx, id)
	if !ok || c.Key != "" {
		return nil
	}
	ends := p.State == poll.Closed && head != nil && !head.At.Before(p.Closes)
	switch {
	case head != nil && (ends || p.State == poll.Opened):
		add(tx, &c, *head)
	case c.Secret == "":
		t.begin(tx, &p, &c)
	}
	if ends || p.State != poll.Closed && p.State != poll.Opened {
		c.Secret = ""
	}
	if ends {
		c.Key = key
	}
	tell.Chains.Put(tx, c)
	switch {
	case ends || p.State == poll.Closed && ballot.Queues(p):
		agenda.Set(tx, tx.Now(), poll.DueCount, id)
	case p.State == poll.Closed:
		agenda.Set(tx, tx.Now(), poll.DueHead, id)
	case p.State == poll.Opened && !ballot.Queues(p):
		agenda.Set(tx, tx.Now().Truncate(time.Hour).Add(time.Hour), poll.DueHead, id)
		tell.Refresh(tx, p)
	}
	return nil
}

// begin draws what the heads of a poll are made with, and the code of its page.
func (t Teller) begin(tx store.Tx, p *poll.Poll, c *tell.Chain) {
	c.Secret = t.Blinds.Long(tx, poll.SaltLen+1)
	if t.Page == nil || ballot.Queues(*p) {
		return
	}
	if p.Page == "" {
		p.Page = t.Codes.Long(tx, 2)
		poll.Polls.Put(tx, *p)
	}
	c.Page = t.Page(p.Page)
}

func add(tx store.Tx, c *tell.Chain, head proof.Head) {
	if c.Heads > 0 {
		c.Before = c.Last.Fingerprint(c.Poll, c.Before)
	}
	c.Heads++
	c.Last = head
	tell.Links.Put(tx, tell.Link{Poll: c.Poll, No: c.Heads, Head: head})
	if head.Ballots != c.Shown.Ballots {
		c.Shown = tell.Shown{At: head.At, Ballots: head.Ballots, Fingerprint: head.Fingerprint(c.Poll, c.Before)}
	}
}

// headsOf are the heads that stand in the list of a poll, and what opens the last.
func headsOf(tx store.Reader, poll string) (heads []proof.Head, key string) {
	from, to := store.Under(store.Key(poll))
	for l := range tell.Links.Range(tx, from, to) {
		heads = append(heads, l.Head)
	}
	return slices.Clip(heads), tell.ChainOf(tx, poll).Key
}
