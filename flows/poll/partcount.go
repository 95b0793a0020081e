package poll

import (
	"fmt"
	"slices"

	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/owners"
	"yishi/flows/poll/tally"
	"yishi/store"
)

// ItemCount is the count of one item of an owners' vote. Where the owners' own
// rules let silence go with the majority there is a second.
type ItemCount struct {
	Owners  tally.Owners  `json:"owners"`
	Silence *tally.Owners `json:"silence,omitempty"`
}

// decision is the one that holds.
func (c ItemCount) decision() tally.Owners {
	if c.Silence != nil {
		return *c.Silence
	}
	return c.Owners
}

// countParts counts an owners' vote, item by item.
func (p *Poll) countParts(tx store.Tx) Result {
	frozen := p.register(tx)
	parts := owners.PartsOf(tx, frozen)
	register, err := owners.Tally(tx, frozen)
	if err != nil {
		panic(store.Damaged("owners", frozen.ID, err))
	}
	live := Live(tx, p.ID)
	r := Result{Result: tally.Result{Electorate: live.Of, Took: live.Took}}
	made := make([][]tally.Choice, len(p.Options))
	for i := range made {
		made[i] = make([]tally.Choice, len(parts))
	}
	for at, part := range parts {
		v, voted := roll.Get(tx, store.Key(p.ID, part.Unit))
		if !voted {
			quiet := p.silence(tx, part.Unit)
			for i := range made {
				made[i][at] = quiet
			}
			continue
		}
		for i, mark := range MarksOf(tx, *p, v) {
			made[i][at] = stances[mark].choice
		}
	}
	for i, o := range p.Options {
		c := ItemCount{Owners: register.Count(o.matter(), made[i])}
		if p.Silence {
			with := c.Owners.WithSilence()
			c.Silence = &with
		}
		r.Items = append(r.Items, c)
		r.How = append(r.How, p.itemHow(o, c)...)
	}
	r.Asides = p.asideLines(tx)
	r.How = append(r.How, r.Asides...)
	r.How = append(r.How, "业主名册指纹："+p.Hash)
	return r
}

func (p *Poll) itemHow(o Option, c ItemCount) []string {
	lines := slices.Concat([]string{"「" + o.Label + "」"}, c.Owners.Explain())
	if c.Silence != nil {
		lines = slices.Concat(lines, []string{"", "按议事规则，把未表决的算进去：", c.Silence.ExplainSilence()}, c.Silence.Explain())
	}
	return append(lines, "")
}

// asideLines are the ballots that were put aside, with rooms that only who lives
// there knows.
func (p *Poll) asideLines(tx store.Tx) []string {
	list := overruled(tx, p.ID)
	if len(list) == 0 {
		return nil
	}
	lines := []string{fmt.Sprintf("同一套房重复的票，一共%d张没有算：", len(list))}
	for _, o := range list {
		lines = append(lines, fmt.Sprintf("%s：%s算数，%s没有算。", p.masked(tx, o.Unit), o.Stands.words(), o.Lost.words()))
	}
	return lines
}

// noteDelivered keeps as delivered the ballots whose owners were reached by a
// message. Where silence is counted that is no proof: a signature is needed.
func (p *Poll) noteDelivered(tx store.Tx) {
	if p.Silence {
		return
	}
	for m := range outbox.Arrived(tx, p.of("open")) {
		who, ok := directory.GetPerson(tx, directory.Resolve(tx, m.Person))
		if !ok {
			continue
		}
		for _, part := range owners.Voter(tx, p.register(tx), who) {
			if p.silence(tx, part.Unit) == tally.NotDelivered {
				deliveries.Put(tx, delivery{Poll: p.ID, Unit: part.Unit, By: m.ID})
			}
		}
	}
}

// needParts says how many owners and how much area are still needed, while an
// owners' vote is open.
func (p *Poll) needParts(tx store.Tx) string {
	live := Live(tx, p.ID)
	o := tally.Owners{All: p.All, Took: tally.Weight{Persons: live.Persons, Area: live.Area}}
	lack := o.Lacking()
	took := "已经参加：" + shareOf(o.Took, o.All) + "。\n"
	if lack == (tally.Weight{}) {
		return took + "人数和面积都够三分之二了。"
	}
	return took + "要三分之二才算数，还差" + lackWords(lack) + "。"
}

func lackWords(w tally.Weight) string {
	switch {
	case w.Persons == 0:
		return tally.SquareMetres(w.Area) + "平方米"
	case w.Area == 0:
		return fmt.Sprintf("%d户", w.Persons)
	}
	return fmt.Sprintf("%d户、%s平方米", w.Persons, tally.SquareMetres(w.Area))
}
