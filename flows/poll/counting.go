package poll

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/flows/poll/proof"
	"yishi/store"
)

// Picture draws the result of a poll, in type that can be read when it is passed on.
// There is no list of sign-ups.
type Picture func(w io.Writer, tx store.Tx, p Poll, l *proof.List) error

// counted is what counting a poll comes to.
type counted struct {
	poll    Poll
	reached []int
	drawn   []byte
	homes   string
}

// patience is how often a list or a picture that cannot be made is tried before the
// result is told without.
const patience = 3

// counting counts a poll that is closed, makes the list of its ballots and draws its
// result. Nothing of it changes any more, so it takes its time beside those who talk,
// and comes to the same again where it is cut short.
func (t teller) counting(ctx context.Context, s store.Store, files bot.Files, e agenda.Entry) (agenda.Handler, error) {
	var c counted
	err := s.View(ctx, func(tx store.Tx) error {
		p, ok := Get(tx, e.Ref)
		if !ok || !p.counts() {
			return nil
		}
		c = counted{poll: p}
		return c.count(tx, t.Picture)
	})
	if err == nil && c.drawn != nil && files != nil {
		c.poll.Picture, err = files.Save(bytes.NewReader(c.drawn), "png")
	}
	if err != nil && (c.poll.Result == nil || c.poll.Lot != nil || e.Tries < patience) { // no lot without a list
		return nil, err
	}
	if err != nil {
		slog.Error("the result is told without its list or its picture", "poll", e.Ref, "err", err)
	}
	return t.keepCount(c), nil
}

func (c *counted) count(tx store.Tx, draw Picture) error {
	p := &c.poll
	if p.ByPart() {
		c.reached = p.reached(tx)
	}
	if p.Result == nil { // counted again, after people have moved, it stays
		c.homes = p.homesVoted(tx)
		p.Homes = hashOfHomes(c.homes)
	}
	root := p.Root
	p.count(tx)
	l, err := p.ballotList(tx)
	if err != nil {
		return err
	}
	if l != nil {
		p.Root = l.Root()
	}
	if root != "" && p.Root != root {
		return fmt.Errorf("poll %s: %w: its ballots have another root than was told at closing", p.ID, store.ErrDamaged)
	}
	var picture bytes.Buffer
	if draw == nil {
		return nil
	}
	if err := draw(&picture, tx, *p, l); err != nil {
		return err
	}
	c.drawn = picture.Bytes()
	return nil
}

// counts says whether there is something to count: a poll that has just been closed, or
// whose lot can be drawn at last.
func (p *Poll) counts() bool {
	return p.State == Closed && p.Result == nil || p.State == Drawing && !p.Waits()
}

// count counts a poll, and finds the day of the lot where it needs one. Who took part
// was told with the first count, and stays.
func (p *Poll) count(tx store.Tx) {
	before := p.Result
	if p.Seed == "" {
		p.Format = proof.Format
	}
	result := Count(tx, *p)
	p.Electorate, p.Result = Live(tx, p.ID).Of, &result
	if before != nil {
		result.Electorate, result.Late, result.Came, result.Admitted, result.Asides = before.Electorate, before.Late, before.Came, before.Admitted, before.Asides
		p.Electorate = before.Electorate
	}
	if len(result.Lots) > 0 && p.Seed == "" && p.Lot == nil {
		p.Lot = &Lot{Day: drawDay(p.Closes, tx.Now()).Format(time.DateOnly)}
	}
}

// keepCount writes a count and has the result told, by day.
func (t teller) keepCount(c counted) agenda.Handler {
	return func(tx store.Tx, e agenda.Entry) error {
		p, ok := Get(tx, e.Ref)
		if !ok || !p.counts() || c.poll.Result == nil {
			return nil
		}
		p.Electorate, p.Result, p.Root, p.Picture = c.poll.Electorate, c.poll.Result, c.poll.Root, c.poll.Picture
		p.Format, p.Lot, p.Homes = c.poll.Format, c.poll.Lot, c.poll.Homes
		polls.Put(tx, p)
		if c.homes != "" {
			homesTable.Put(tx, homesVoted{p.ID, c.homes})
		}
		if p.ByPart() {
			p.keepReached(tx, c.reached)
		}
		if at := bot.Awake(tx.Now()); at.After(tx.Now()) {
			agenda.Set(tx, at, duePublish, p.ID)
			return nil
		}
		return t.publishDue(tx, e)
	}
}
