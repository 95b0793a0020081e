package tally

import "math/bits"

// Choice is what became of one part's ballot.
type Choice uint8

// Three kinds of not agreeing take part: against, abstaining, an invalid
// ballot. Two kinds of silence do not: the ballot was never delivered, or it was
// delivered and did not come back.
const (
	NotDelivered Choice = iota
	Silent
	Yes
	No
	Abstain
	Invalid
	choices
)

// Matter is what owners decide on: ordinary matters, or special ones, which are
// items 6 to 8 of article 278 of the Civil Code.
type Matter string

// The matters.
const (
	Ordinary Matter = "ordinary"
	Special  Matter = "special"
)

// ThreeQuarters is 四分之三以上.
var ThreeQuarters = Bar{Num: 3, Den: 4}

// Bar is what has to agree, of the persons and of the area that took part.
func (m Matter) Bar() Bar {
	if m == Special {
		return ThreeQuarters
	}
	return Half
}

// Passed and Failed are what a vote on one proposal comes to, beside NoQuorum.
const (
	Passed Decision = "passed"
	Failed Decision = "failed"
)

// Weight is persons with the area they own, in 0.001 m².
type Weight struct {
	Persons int   `json:"persons"`
	Area    int64 `json:"area"`
}

func (w Weight) plus(o Weight) Weight { return Weight{w.Persons + o.Persons, w.Area + o.Area} }

// reaches says whether both the persons and the area reach a bar.
func (w Weight) reaches(b Bar, of Weight) bool {
	return b.Reached(w.Persons, of.Persons) && b.Reached(int(w.Area), int(of.Area))
}

// over says whether both the persons and the area are more.
func (w Weight) over(o Weight) bool { return w.Persons > o.Persons && w.Area > o.Area }

// Owners is the count of an owners' vote under article 278 of the Civil Code.
// The area follows the parts whose ballots came. A person took part when one of
// their ballots came; they agree when all of their valid ballots agree; whose
// ballots contradict each other is in Mixed and agrees with nobody.
type Owners struct {
	Matter       Matter   `json:"matter"`
	All          Weight   `json:"all"`
	Took         Weight   `json:"took"`
	Yes          Weight   `json:"yes"`
	No           Weight   `json:"no"`
	Abstain      Weight   `json:"abstain"`
	Invalid      Weight   `json:"invalid"`
	Mixed        int      `json:"mixed"` // persons; their areas are with the choices
	Silent       Weight   `json:"silent"`
	NotDelivered Weight   `json:"notDelivered"`
	Majority     Choice   `json:"majority,omitempty"` // what silence was counted with, if anything
	Decision     Decision `json:"decision"`
}

// Count counts the choices, one for each part of the register in its order.
func (w *Weights) Count(m Matter, made []Choice) Owners {
	var area [choices]int64
	said := make([]uint8, w.all.Persons) // by person, a bit for each choice
	for i, c := range made {
		if p := w.person[i]; p != notCounted {
			area[c] += w.area[i]
			said[p] |= 1 << c
		}
	}
	var persons [choices]int
	mixed := 0
	for _, s := range said {
		if c, one := stand(s); one {
			persons[c]++
		} else {
			mixed++
		}
	}
	of := func(c Choice) Weight { return Weight{persons[c], area[c]} }
	o := Owners{
		Matter: m, All: w.all, Yes: of(Yes), No: of(No), Abstain: of(Abstain), Invalid: of(Invalid),
		Mixed: mixed, Silent: of(Silent), NotDelivered: of(NotDelivered),
	}
	o.Took = o.Yes.plus(o.No).plus(o.Abstain).plus(o.Invalid).plus(Weight{Persons: mixed})
	o.Decision = o.decide()
	return o
}

// stand is where a person stands who made these choices: what their valid
// ballots say, else that they were invalid, else the kind of their silence.
// There is none where valid ballots say different things.
func stand(said uint8) (Choice, bool) {
	const valid = 1<<Yes | 1<<No | 1<<Abstain
	switch {
	case said&valid != 0:
		return Choice(bits.TrailingZeros8(said & valid)), bits.OnesCount8(said&valid) == 1
	case said&(1<<Invalid) != 0:
		return Invalid, true
	case said&(1<<Silent) != 0:
		return Silent, true
	}
	return NotDelivered, true
}

func (o Owners) decide() Decision {
	switch {
	case !o.Took.reaches(TwoThirds, o.All):
		return NoQuorum
	case o.Yes.reaches(o.Matter.Bar(), o.Took):
		return Passed
	}
	return Failed
}

// Lacking is what has yet to take part for the vote to be one.
func (o Owners) Lacking() Weight {
	return Weight{
		Persons: max(0, TwoThirds.Least(o.All.Persons)-o.Took.Persons),
		Area:    max(0, int64(TwoThirds.Least(int(o.All.Area)))-o.Took.Area),
	}
}

// WithSilence is the count again under a by-law that lets delivered silence take
// part and go with the majority of the ballots that came: with the choice that
// more persons and more area made than any other. Where no choice leads in both,
// silence takes part and goes with none.
func (o Owners) WithSilence() Owners {
	o.Majority = o.leading()
	switch o.Majority {
	case Yes:
		o.Yes = o.Yes.plus(o.Silent)
	case No:
		o.No = o.No.plus(o.Silent)
	case Abstain:
		o.Abstain = o.Abstain.plus(o.Silent)
	}
	o.Took = o.Took.plus(o.Silent)
	o.Decision = o.decide()
	return o
}

func (o Owners) leading() Choice {
	switch {
	case o.Yes.over(o.No) && o.Yes.over(o.Abstain):
		return Yes
	case o.No.over(o.Yes) && o.No.over(o.Abstain):
		return No
	case o.Abstain.over(o.Yes) && o.Abstain.over(o.No):
		return Abstain
	}
	return NotDelivered
}
