package poll

import (
	"fmt"
	"slices"

	"yishi/flows/owners"
	"yishi/flows/poll/proof"
	"yishi/flows/poll/tally"
	"yishi/flows/poll/tally/estate"
	"yishi/store"
)

// ItemCount is the count of one item of an owners' vote. Where the owners' own
// rules let silence go with the majority there is a second.
type ItemCount = proof.Item

// partBallots are the ballots of an owners' vote beside the register: of each item
// what became of each part's.
type partBallots struct {
	weights *estate.Weights
	made    [][]tally.Choice
}

// partBallots reads the ballots where they lie: each names its part by number, so
// nothing is decoded and nothing looked up, however many there are.
func (p *Poll) partBallots(tx store.Tx) partBallots {
	b := partBallots{weights: owners.Weights(tx, p.register(tx))}
	for range p.Options {
		b.made = append(b.made, make([]tally.Choice, b.weights.Parts())) // not delivered
	}
	for _, no := range p.delivered(tx) {
		for i := range p.Options {
			b.made[i][no-1] = tally.Silent
		}
	}
	from, to := store.Under(store.Key(p.ID))
	for key, kept := range tx.Scan(ballotTable, from, to) {
		no := partIn(kept)
		if no < 1 || no > b.weights.Parts() || !b.enter(no-1, marksIn(kept)) {
			panic(store.Damaged(ballotTable, key, "not of a part"))
		}
	}
	return b
}

// enter takes the marks of one ballot: a letter and a figure for each item.
func (b *partBallots) enter(part int, marks []byte) bool {
	if len(marks) != 2*len(b.made) {
		return false
	}
	for i := range b.made {
		mark := marks[2*i+1] - '0'
		if marks[2*i] != byte('a'+i) || mark < agrees || mark > spoilt {
			return false
		}
		b.made[i][part] = stances[mark].choice
	}
	return true
}

// countParts counts an owners' vote, item by item.
func (p *Poll) countParts(tx store.Tx) Result {
	live := Live(tx, p.ID)
	r := Result{Result: tally.Result{Electorate: live.Of, Took: live.Took}, Trusted: live.Trusted}
	ballots := p.partBallots(tx)
	for i, o := range p.Options {
		c := proof.Count(ballots.weights, o.matter(), ballots.made[i], p.Silence)
		r.Items = append(r.Items, c)
		r.How = slices.Concat(r.How, []string{"「" + o.Label + "」"}, c.Explain(p.basis()), []string{""})
	}
	r.Asides = p.asideLines(tx)
	r.How = append(r.How, r.Asides...)
	r.How = append(r.How, p.registerWords(), "业主名册指纹："+p.Hash)
	return r
}

// basis quotes the law as what decides a formal vote; a survey is only counted like
// one.
func (p *Poll) basis() string {
	if p.Formal {
		return estate.Basis
	}
	return "按民法典的算法："
}

// asideLines are the ballots that were put aside, with rooms that only who lives
// there knows.
func (p *Poll) asideLines(tx store.Tx) []string {
	aside, mended := overruled(tx, p.ID)
	var lines []string
	if len(aside) > 0 {
		lines = []string{fmt.Sprintf("同一套房重复的票，一共%d张没有算：", len(aside))}
	}
	for _, o := range aside {
		lines = append(lines, fmt.Sprintf("%s：%s算数，%s没有算。", p.masked(tx, o.Unit), o.Stands.words(), o.Lost.words()))
	}
	return append(lines, p.mendedLines(mended, func(unit string) string { return p.masked(tx, unit) })...)
}

// needParts says how many owners and how much area are still needed, while an
// owners' vote is open.
func (p *Poll) needParts(tx store.Tx) string {
	live := Live(tx, p.ID)
	o := estate.Owners{All: p.All, Took: estate.Weight{Persons: live.Persons, Area: live.Area}}
	lack := o.Lacking()
	took := "已经参加：" + shareOf(o.Took, o.All) + "。\n"
	if lack == (estate.Weight{}) {
		return took + "人数和面积都够三分之二了。"
	}
	return took + "要三分之二才算数，还差" + lackWords(lack) + "。"
}

func lackWords(w estate.Weight) string {
	switch {
	case w.Persons == 0:
		return tally.SquareMetres(w.Area) + "平方米"
	case w.Area == 0:
		return fmt.Sprintf("%d户", w.Persons)
	}
	return fmt.Sprintf("%d户、%s平方米", w.Persons, tally.SquareMetres(w.Area))
}
