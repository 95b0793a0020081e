package budget

import (
	"math"
	"math/big"
)

// raise finds by how much the shares are raised: one step after the other, until
// that is no use, or the next step would spend too much.
//
// Among thousands of steps what is funded, and in what order, changes a few dozen
// times. So stretches of steps are passed over at once, where it is certain that
// each of them would come to what the first did; in doubt they are made shorter,
// down to a single step.
func (s *sharing) raise() (raised int64) {
	step := s.budget.step()
	most := max(1, s.costsTogether()/step) // by then everybody can pay for everything
	spent, _ := s.run(0)
	for steps := int64(1); !s.done(spent); steps *= 4 {
		steps = s.pass(raised, max(1, min(steps, most-raised/step)))
		if steps == 1 {
			now, fits := s.run(raised + step)
			if !fits {
				return raised
			}
			spent = now
		}
		raised += steps * step
	}
	return raised
}

// pass goes over as many steps as it can at once, and says how many: so many, or
// fewer. One step it leaves to be made.
func (s *sharing) pass(raised, steps int64) int64 {
	step := s.budget.step()
	for steps > 1 {
		width, same := s.same(raised, raised+steps*step)
		if same {
			return steps
		}
		if width /= step; width < 1 || width > steps*7/8 {
			width = steps / 8
		}
		steps = max(1, width)
	}
	return 1
}

func (s *sharing) costsTogether() (sum int64) {
	for _, p := range s.budget.Projects {
		sum += p.Cost
	}
	return sum
}

// course is how a run went.
type course struct {
	stages []stage
	empty  []int // by voter: the stage at which the purse was emptied; never is large
}

// stage is one project funded in a run, and what its backers gave for a point.
type stage struct {
	project   int
	high      int64 // at most this, scaled
	shift     uint
	paid, den *big.Int // paid/den exactly
}

func newCourse(voters int) course {
	c := course{empty: make([]int, voters)}
	c.begin()
	return c
}

func (c *course) begin() {
	c.stages = c.stages[:0]
	for voter := range c.empty {
		c.empty[voter] = math.MaxInt
	}
}

// fund has the backers pay what they offer, and notes it in the course of a run.
func (s *sharing) fund(o *offer, c *course) {
	for _, b := range s.live[o.project][:o.poor] {
		c.empty[b.voter] = len(c.stages)
	}
	s.pay(o)
	s.open[o.project] = false
	c.stages = append(c.stages, stage{o.project, o.high, s.shift, new(big.Int).Set(s.paid[o.project]), new(big.Int).Set(s.den)})
}
