package budget

import (
	"math"
	"math/big"
	"math/bits"
)

// stretch looks from its far end, where the shares are raised by width more, to its
// near end, the last run made.
//
// With more money nothing gets dearer. As long as the same is funded in the same
// order, larger shares leave every voter at each stage as much or more, so what a
// project asks for a point only falls, and whoever is not poor stays so. Hence who
// is poor at the far end was poor all along and gave more and more, which is how
// fast, at least, the price fell; and the purses of the others gained as much
// faster. Where even so no other project can have asked for less than the chosen
// one, at any stage, none did in between. All is rounded to the side of doubt.
type stretch struct {
	*sharing
	width  int64
	near   *course
	far    course
	slopes []int64 // by voter: what a purse not empty gains, at least, for each unit that the shares are raised; scaled by 2^slopeBits
	guess  int64   // where it fails: how wide it might have been
}

const slopeBits = 24

// same reports whether it is certain that the same is funded in the same order when
// the shares are raised from as in the last run to so much, and at every amount in
// between. If so this was the last run; else width is a guess of what would do.
func (s *sharing) same(from, to int64) (width int64, same bool) {
	s.start(to)
	t := stretch{sharing: s, width: to - from, near: &s.course, far: newCourse(len(s.votes)), slopes: make([]int64, len(s.votes))}
	for voter := range t.slopes {
		t.slopes[voter] = 1 << slopeBits
	}
	for i := range t.near.stages {
		if !t.goes(&t.near.stages[i]) {
			return t.guess, false
		}
	}
	if t.goesOn() {
		return t.guess, false
	}
	s.course = t.far
	return 0, true
}

// goes funds at the far end what was funded at a stage of the near one, if it is
// certain that this was so in between.
func (t *stretch) goes(before *stage) bool {
	o, _ := t.offer(before.project) // what could be paid with less can be with more
	falls := t.falls(&o)
	t.open[o.project] = false
	if t.rivalled(before, falls) {
		return false
	}
	for _, b := range t.live[o.project][o.poor:] {
		t.slopes[b.voter] += falls * int64(b.points)
	}
	t.fund(&o, &t.far)
	return true
}

// goesOn reports whether at the far end something more can be funded.
func (t *stretch) goesOn() bool {
	for project, open := range t.open {
		if !open {
			continue
		}
		if _, can := t.offer(project); can {
			t.guess = t.affordable(project)
			return true
		}
	}
	return false
}

// falls is how fast the price of an offer falls, at least, all along the stretch.
func (t *stretch) falls(o *offer) int64 { return t.gain(t.live[o.project][:o.poor]) / o.points }

// gain is what the purses gain together, at least, that are not empty at the near end.
func (t *stretch) gain(of []backer) (gain int64) {
	for _, b := range of {
		if t.near.empty[b.voter] >= len(t.far.stages) {
			gain += t.slopes[b.voter]
		}
	}
	return gain
}

// over is what a slope comes to over the width of the stretch, scaled as purses are.
func (t *stretch) over(slope int64) int64 {
	high, low := bits.Mul64(uint64(t.width)<<t.shift, uint64(slope))
	return int64(high<<(64-slopeBits) | low>>slopeBits)
}

// rivalled reports whether another project might have been funded at a stage, the price
// of whose own fell so fast.
func (t *stretch) rivalled(before *stage, falls int64) bool {
	high := before.high>>(before.shift-t.shift) + 1
	cost := t.cost(before.project)
	for i, open := range t.open {
		if !open || compare128(high, t.cost(i), t.least[i], cost) < 0 {
			continue
		}
		o, can := t.offer(i)
		if !can {
			t.open[i] = false
			continue
		}
		t.least[i] = o.low
		if !t.dearer(&o, high, falls, cost) && !t.behind(&o, before) {
			t.guess = t.meet(&o, high, falls, cost)
			return true
		}
	}
	return false
}

// dearer reports whether an offer asked for more at both ends than the chosen did,
// whose price was high and fell, by what both fell at least.
func (t *stretch) dearer(o *offer, high, falls, cost int64) bool {
	return compare128(high, t.cost(o.project), o.low+t.over(t.falls(o)), cost) < 0 &&
		compare128(high-t.over(falls), t.cost(o.project), o.low, cost) < 0
}

// behind says exactly whether an offer at the far end is not chosen before what was
// chosen at the near one.
func (t *stretch) behind(o *offer, before *stage) bool {
	asks := new(big.Int).Mul(t.price(o), before.den)
	asks.Mul(asks, big.NewInt(t.cost(before.project)))
	asked := new(big.Int).Mul(before.paid, t.den)
	asked.Mul(asked, big.NewInt(o.points))
	asked.Mul(asked, big.NewInt(t.cost(o.project)))
	order := asks.Cmp(asked)
	return order > 0 || order == 0 && t.cheap[o.project] > t.cheap[before.project]
}

// meet guesses where in the stretch an offer came to ask for as little as the chosen.
func (t *stretch) meet(o *offer, high, falls, cost int64) int64 {
	apart := difference(o.low+t.over(t.falls(o)), cost, high, t.cost(o.project))
	closing := difference(t.falls(o), cost, falls, t.cost(o.project))
	if apart.Sign() <= 0 || closing.Sign() <= 0 {
		return 0
	}
	return t.until(apart, closing)
}

// affordable guesses where in the stretch a project came to be affordable.
func (t *stretch) affordable(project int) int64 {
	have, _ := t.living(project)
	gain := t.gain(t.live[project])
	if gain == 0 {
		return 0
	}
	return t.width - t.until(big.NewInt(have-t.cost(project)<<t.shift), big.NewInt(gain))
}

// until is how much the shares are raised until an amount is gained at a slope.
func (t *stretch) until(amount, slope *big.Int) int64 {
	w := amount.Quo(amount.Lsh(amount, slopeBits), slope.Lsh(slope, t.shift))
	if !w.IsInt64() {
		return math.MaxInt64
	}
	return w.Int64()
}

// difference is a*b - c*d.
func difference(a, b, c, d int64) *big.Int {
	first, second := big.NewInt(a), big.NewInt(c)
	return first.Sub(first.Mul(first, big.NewInt(b)), second.Mul(second, big.NewInt(d)))
}
