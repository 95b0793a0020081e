package count

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory/setting"
	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// counted is what counting a poll comes to.
type counted struct {
	poll    poll.Poll
	reached []int
	drawn   []byte
	homes   string
}

// patience is how often a list or a picture that cannot be made is tried before the
// result is told without.
const patience = 3

// Counting counts a poll that is closed, makes the list of its ballots and draws its
// result. Nothing of it changes any more, so it takes its time beside those who talk,
// and comes to the same again where it is cut short.
func (t Teller) Counting(ctx context.Context, s store.Store, files bot.Files, e agenda.Entry) (agenda.Handler, error) {
	var c counted
	err := s.View(ctx, func(tx store.Reader) error {
		p, ok := poll.Get(tx, e.Ref)
		if !ok || !toCount(p) {
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

func (c *counted) count(tx store.Reader, draw poll.Picture) error {
	p := &c.poll
	c.reached = of(*p).reached(tx)
	if p.Result == nil { // counted again, after people have moved, it stays
		c.homes = writeHomes(tx, *p)
		p.Homes = hashOfHomes(c.homes)
	}
	root := p.Root
	count(tx, p)
	l, err := ballotList(tx, p)
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

// toCount reports whether there is something to count: a poll that has just been closed, or
// whose lot can be drawn at last.
func toCount(p poll.Poll) bool {
	return p.State == poll.Closed && p.Result == nil || p.State == poll.Drawing && !p.Waits()
}

// count counts a poll, and finds the day of the lot where it needs one. Who took part
// was told with the first count, and stays.
func count(tx store.Reader, p *poll.Poll) {
	before := p.Result
	if p.Seed == "" {
		p.Format = proof.Format
	}
	result := Count(tx, *p)
	p.Electorate, p.Result = poll.Live(tx, p.ID).Of, &result
	if before != nil {
		result.Electorate, result.Late, result.Came, result.Admitted, result.Asides = before.Electorate, before.Late, before.Came, before.Admitted, before.Asides
		p.Electorate = before.Electorate
	}
	if len(result.Lots) > 0 && p.Seed == "" && p.Lot == nil {
		p.Lot = &poll.Lot{Day: drawDay(p.Closes, tx.Now()).Format(time.DateOnly)}
	}
}

// keepCount writes a count and has the result told, by day.
func (t Teller) keepCount(c counted) agenda.Handler {
	return func(tx store.Tx, e agenda.Entry) error {
		p, ok := poll.Get(tx, e.Ref)
		if !ok || !toCount(p) || c.poll.Result == nil {
			return nil
		}
		p.Electorate, p.Result, p.Root, p.Picture = c.poll.Electorate, c.poll.Result, c.poll.Root, c.poll.Picture
		p.Format, p.Lot, p.Homes = c.poll.Format, c.poll.Lot, c.poll.Homes
		poll.Polls.Put(tx, p)
		if c.homes != "" {
			homesTable.Put(tx, homesVoted{p.ID, c.homes})
		}
		if c.reached != nil {
			voice.KeepReached(tx, p, c.reached)
		}
		tell.Then(tx, p)
		if at := setting.Awake(tx, p.For.Place, tx.Now()); at.After(tx.Now()) {
			agenda.Set(tx, at, poll.DuePublish, p.ID)
			return nil
		}
		return t.PublishDue(tx, e)
	}
}
