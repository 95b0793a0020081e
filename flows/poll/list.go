package poll

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/flows/poll/proof"
	"yishi/flows/poll/tally"
	"yishi/store"
)

// List is the list of the ballots of a poll that is closed, for anyone to count
// again: receipts and marks, without reasons, which may tell who wrote them. Where
// seats go to the first there is none: their order is who came when. With many ballots it takes
// a while, so it is to be made in a View.
func List(tx store.Tx, id string) (*proof.List, error) {
	p, ok := Get(tx, id)
	switch {
	case !ok:
		return nil, bot.Refuse("没有找到这次投票。")
	case p.Result == nil:
		return nil, bot.Refuse("%s还没有结果，选票的名单要等截止以后才有。", p.Name())
	case p.queues():
		return nil, bot.Refuse("%s先到先得，次序就是谁先来的，不公布名单。", p.Name())
	}
	return p.ballotList(tx)
}

// ballotList is the list of a poll that is counted; nil where seats go to the first.
func (p *Poll) ballotList(tx store.Tx) (*proof.List, error) {
	if p.queues() {
		return nil, nil
	}
	ballots, err := p.listedBallots(tx)
	if err != nil {
		return nil, err
	}
	h := p.header()
	h.Heads, h.HeadKey = headsOf(tx, p.ID)
	l, err := proof.New(h, ballots)
	if err == nil && p.Lot != nil && !p.Waits() {
		err = l.Draw(p.Lot.Number)
	}
	return l, err
}

// listedBallots are the ballots of a poll as the list has them.
func (p *Poll) listedBallots(tx store.Tx) (ballots []proof.Ballot, err error) {
	if p.ByPart() {
		return p.listedParts(tx), nil
	}
	for receipt, ballot := range kept(tx, p.ID) {
		m, ok := readMarks(string(marksIn(ballot)), len(p.Options))
		if !ok {
			return nil, fmt.Errorf("poll %s: %w: a ballot without marks", p.ID, store.ErrDamaged)
		}
		ballots = append(ballots, proof.Ballot{Receipt: receipt, Ballot: p.published(m), Words: wordsIn(ballot)})
	}
	return ballots, nil
}

// header is what stands in front of the list.
func (p *Poll) header() proof.Header {
	h := proof.Header{
		Format: cmp.Or(p.Format, proof.FirstFormat),
		Poll:   p.ID, No: p.No, Question: p.Question, Kind: p.listed(), Secret: p.Secret,
		Closed: p.Closes, Electorate: p.Result.Electorate,
		Register: p.Hash, Homes: p.Homes,
		Rule: proof.Rule{Min: p.Fewest(), Max: p.Max, Quorum: p.Quorum, Line: p.Line, Most: p.Most, Seed: p.Seed, Clause: p.Clause(), Came: p.Result.Came},
	}
	if p.Lot != nil {
		h.Rule.Draw = p.Lot.Day
	}
	for _, o := range p.Options {
		h.Options = append(h.Options, proof.Option{Key: o.Key, Label: o.Label, Cost: int64(o.Cost), Seats: o.Seats, Matter: o.matter()})
	}
	switch p.listed() {
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

func (p *Poll) listed() proof.Kind {
	switch {
	case p.ByPart():
		return proof.Owners
	case p.Proposes():
		return proof.Assembly
	case p.Info().Shape == Order:
		return proof.Ranking
	case p.Info().Shape == Points:
		return proof.Score
	case p.Kind == Budget:
		return proof.Budget
	case p.Info().Shape == Queue:
		return proof.Lottery
	}
	return proof.Choice
}

// published is a ballot as the list says it.
func (p *Poll) published(m Marks) string {
	keys := p.keys(m)
	switch p.listed() {
	case proof.Assembly:
		return answer(p.label(keys))
	case proof.Ranking:
		return ranked(p, m, keys)
	case proof.Score, proof.Budget:
		if p.Kind == Budget && p.Purse == 0 {
			break
		}
		for i, key := range keys {
			keys[i] += ":" + strconv.Itoa(m[p.place(key)])
		}
	}
	return strings.Join(keys, ",")
}

// label is the label of the one option that is chosen.
func (p *Poll) label(keys []string) string {
	if len(keys) != 1 {
		return ""
	}
	return p.Label(keys[0])
}

func answer(label string) string {
	switch label {
	case Yes:
		return proof.Word(tally.Yes)
	case No:
		return proof.Word(tally.No)
	case Abstain:
		return proof.Word(tally.Abstain)
	}
	return proof.Word(tally.Invalid)
}

// ranked writes an order, equals with "=".
func ranked(p *Poll, m Marks, keys []string) string {
	var b strings.Builder
	for i, key := range keys {
		if i > 0 && m[p.place(keys[i-1])] == m[p.place(key)] {
			b.WriteByte('=')
		} else if i > 0 {
			b.WriteByte('>')
		}
		b.WriteString(key)
	}
	return b.String()
}

func (p *Poll) place(key string) int {
	return slices.IndexFunc(p.Options, func(o Option) bool { return o.Key == key })
}
