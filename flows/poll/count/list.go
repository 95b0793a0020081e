package count

import (
	"cmp"
	"fmt"

	"yishi/bot"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/proof"
	"yishi/store"
)

// List is the list of the ballots of a poll that is closed, for anyone to count
// again: receipts and marks, without reasons, which may tell who wrote them. Where
// seats go to the first there is none: their order is who came when. With many ballots it takes
// a while, so it is to be made in a View.
func List(tx store.Reader, id string) (*proof.List, error) {
	p, ok := poll.Get(tx, id)
	switch {
	case !ok:
		return nil, bot.Refuse("没有找到这次投票。")
	case p.Result == nil:
		return nil, bot.Refuse("%s还没有结果，选票的名单要等截止以后才有。", p.Name())
	case ballot.Queues(p):
		return nil, bot.Refuse("%s先到先得，次序就是谁先来的，不公布名单。", p.Name())
	}
	return ballotList(tx, &p)
}

// ballotList is the list of a poll that is counted; nil where seats go to the first.
func ballotList(tx store.Reader, p *poll.Poll) (*proof.List, error) {
	if ballot.Queues(*p) {
		return nil, nil
	}
	ballots, err := of(*p).listed(tx)
	if err != nil {
		return nil, err
	}
	h := header(*p)
	h.Heads, h.HeadKey = headsOf(tx, p.ID)
	l, err := proof.New(h, ballots)
	if err == nil && p.Lot != nil && !p.Waits() {
		err = l.Draw(p.Lot.Number)
	}
	return l, err
}

// listed are the ballots of a poll as the list has them.
func (e persons) listed(tx store.Reader) (ballots []proof.Ballot, err error) {
	p := &e.Poll
	for receipt, sealed := range poll.Kept(tx, p.ID) {
		m, ok := poll.ReadMarks(string(poll.MarksIn(sealed)), len(p.Options))
		if !ok {
			return nil, fmt.Errorf("poll %s: %w: a ballot without marks", p.ID, store.ErrDamaged)
		}
		ballots = append(ballots, proof.Ballot{Receipt: receipt, Ballot: ballot.Published(p, m), Words: poll.WordsIn(sealed)})
	}
	return ballots, nil
}

// header is what stands in front of the list.
func header(p poll.Poll) proof.Header {
	h := proof.Header{
		Format: cmp.Or(p.Format, proof.FirstFormat),
		Poll:   p.ID, No: p.No, Question: p.Question, Kind: ballot.Listed(p), Secret: p.Secret,
		Closed: p.Closes, Electorate: p.Result.Electorate,
		Register: p.Hash, Homes: p.Homes,
		Rule: proof.Rule{Min: ballot.Fewest(p), Max: p.Max, Quorum: p.Quorum, Line: p.Line, Most: p.Most, Seed: p.Seed, Clause: ballot.Clause(p), Came: p.Result.Came},
	}
	if p.Lot != nil {
		h.Rule.Draw = p.Lot.Day
	}
	for _, o := range p.Options {
		h.Options = append(h.Options, proof.Option{Key: o.Key, Label: o.Label, Cost: int64(o.Cost), Seats: o.Seats, Matter: o.Matter()})
	}
	switch ballot.Listed(p) {
	case proof.Owners:
		h.Rule = proof.Rule{Silence: p.Silence}
	case proof.Budget:
		h.Rule.Total, h.Rule.Places, h.Rule.Purse, h.Rule.Completion = int64(p.Fund), 2, p.Purse, p.Left
	case proof.Score:
		if p.Format == "" {
			h.Rule.Seed = p.ID // by which equal means stood in a row
		}
	}
	return h
}
