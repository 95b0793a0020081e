// Package estate counts what the owners of an estate decide under article 278 of the
// Civil Code: each exclusive part has a vote, and both the persons and their area
// have to reach the bar. It is as pure as package tally, and as exact.
package estate

import (
	"math/bits"

	"yishi/flows/tally"
)

// Matter is what owners decide on: ordinary matters, or special ones, which are
// items 6 to 8 of article 278 of the Civil Code.
type Matter string

// The matters.
const (
	Ordinary Matter = "ordinary"
	Special  Matter = "special"
)

// Bar is what has to agree, of the persons and of the area that took part.
func (m Matter) Bar() tally.Bar {
	if m == Special {
		return tally.ThreeQuarters
	}
	return tally.Half
}

// Weight is persons with the area they own, in 0.001 m².
type Weight struct {
	Persons int   `json:"persons"`
	Area    int64 `json:"area"`
}

func (w Weight) plus(o Weight) Weight { return Weight{w.Persons + o.Persons, w.Area + o.Area} }

// reaches reports whether both the persons and the area reach a bar.
func (w Weight) reaches(b tally.Bar, of Weight) bool {
	return b.Reached(w.Persons, of.Persons) && b.Reached(int(w.Area), int(of.Area))
}

// over reports whether both the persons and the area are more.
func (w Weight) over(o Weight) bool { return w.Persons > o.Persons && w.Area > o.Area }

// Owners is the count of an owners' vote under article 278 of the Civil Code.
// The area follows the parts whose ballots came. A person took part when one of
// their ballots came; they agree when all of their valid ballots agree; whose
// ballots contradict each other is in Mixed and agrees with nobody.
type Owners struct {
	Matter       Matter         `json:"matter"`
	All          Weight         `json:"all"`
	Took         Weight         `json:"took"`
	Yes          Weight         `json:"yes"`
	No           Weight         `json:"no"`
	Abstain      Weight         `json:"abstain"`
	Invalid      Weight         `json:"invalid"`
	Mixed        int            `json:"mixed"` // persons; their areas are with the choices
	Silent       Weight         `json:"silent"`
	NotDelivered Weight         `json:"notDelivered"`
	Majority     tally.Choice   `json:"majority,omitempty"` // what silence was counted with, if anything
	Decision     tally.Decision `json:"decision"`
}

// Count counts the choices, one for each part of the register in its order.
func (w *Weights) Count(m Matter, made []tally.Choice) Owners {
	var area [tally.Choices]int64
	said := make([]uint8, w.all.Persons) // by person, a bit for each choice
	for i, c := range made {
		if p := w.person[i]; p != notCounted {
			area[c] += w.area[i]
			said[p] |= 1 << c
		}
	}
	var persons [tally.Choices]int
	mixed := 0
	for _, s := range said {
		if c, one := stand(s); one {
			persons[c]++
		} else {
			mixed++
		}
	}
	of := func(c tally.Choice) Weight { return Weight{persons[c], area[c]} }
	o := Owners{
		Matter: m, All: w.all, Yes: of(tally.Yes), No: of(tally.No), Abstain: of(tally.Abstain), Invalid: of(tally.Invalid),
		Mixed: mixed, Silent: of(tally.Silent), NotDelivered: of(tally.NotDelivered),
	}
	o.Took = o.Yes.plus(o.No).plus(o.Abstain).plus(o.Invalid).plus(Weight{Persons: mixed})
	o.Decision = o.decide()
	return o
}

// stand is where a person stands who made these choices: what their valid
// ballots say, else that they were invalid, else the kind of their silence.
// There is none where valid ballots say different things.
func stand(said uint8) (tally.Choice, bool) {
	const valid = 1<<tally.Yes | 1<<tally.No | 1<<tally.Abstain
	switch {
	case said&valid != 0:
		return tally.Choice(bits.TrailingZeros8(said & valid)), bits.OnesCount8(said&valid) == 1
	case said&(1<<tally.Invalid) != 0:
		return tally.Invalid, true
	case said&(1<<tally.Silent) != 0:
		return tally.Silent, true
	}
	return tally.NotDelivered, true
}

func (o Owners) decide() tally.Decision {
	switch {
	case !o.Took.reaches(tally.TwoThirds, o.All):
		return tally.NoQuorum
	case o.Yes.reaches(o.Matter.Bar(), o.Took):
		return tally.Passed
	}
	return tally.Failed
}

// Lacking is what has yet to take part for the vote to be one.
func (o Owners) Lacking() Weight {
	return Weight{
		Persons: max(0, tally.TwoThirds.Least(o.All.Persons)-o.Took.Persons),
		Area:    max(0, int64(tally.TwoThirds.Least(int(o.All.Area)))-o.Took.Area),
	}
}

// WithSilence is the count again under a by-law that lets delivered silence take
// part and go with the majority of the ballots that came: with the choice that
// more persons and more area made than any other. Where no choice leads in both,
// silence takes part and goes with none.
func (o Owners) WithSilence() Owners {
	o.Majority = o.leading()
	switch o.Majority {
	case tally.Yes:
		o.Yes = o.Yes.plus(o.Silent)
	case tally.No:
		o.No = o.No.plus(o.Silent)
	case tally.Abstain:
		o.Abstain = o.Abstain.plus(o.Silent)
	}
	o.Took = o.Took.plus(o.Silent)
	o.Decision = o.decide()
	return o
}

func (o Owners) leading() tally.Choice {
	switch {
	case o.Yes.over(o.No) && o.Yes.over(o.Abstain):
		return tally.Yes
	case o.No.over(o.Yes) && o.No.over(o.Abstain):
		return tally.No
	case o.Abstain.over(o.Yes) && o.Abstain.over(o.No):
		return tally.Abstain
	}
	return tally.NotDelivered
}
