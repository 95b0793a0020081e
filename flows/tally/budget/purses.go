package budget

import (
	"math/big"
	"math/bits"

	"yishi/flows/tally"
)

// purses is what the voters have left. It is known exactly: of those who are not
// empty, each has what they began with, less what was paid for the points they
// gave to what is funded; these few amounts are fractions with one denominator.
// Beside that it is kept as a whole number for each voter, scaled by 2^shift and
// off by less than slack, which finds quickly what is clear; wherever that leaves
// room for doubt the fractions decide. No floating point is used.
type purses struct {
	votes   [][]Support
	costs   []int64
	backers [][]backer // by project
	bits    int        // that all money together takes, scaled
	slack   int64

	total      int64 // of all purses, at the beginning
	shift      uint
	live       [][]backer // by project: those not empty; in an offer the poor come first
	left       []int64    // by voter, scaled
	empty      []bool
	start, den *big.Int   // start/den is what each began with
	paid       []*big.Int // by project: paid/den for each point; nil where it is not funded
}

// scaledBits leaves room for the slack of sums.
const scaledBits = 61

type backer struct{ voter, points int32 }

func newPurses(b *Budget) *purses {
	n := len(b.Projects)
	p := &purses{
		bits: scaledBits, votes: b.Votes, costs: make([]int64, n), backers: make([][]backer, n), live: make([][]backer, n), paid: make([]*big.Int, n),
		left: make([]int64, len(b.Votes)), empty: make([]bool, len(b.Votes)),
	}
	for i, project := range b.Projects {
		p.costs[i] = project.Cost
	}
	for voter, ballot := range b.Votes {
		given := int64(0)
		for _, s := range ballot {
			p.backers[s.Project] = append(p.backers[s.Project], backer{int32(voter), int32(s.Points)})
			given += s.Points
		}
		p.slack = max(p.slack, given+1) // an amount paid for a point is off by less than 1
	}
	return p
}

func (p *purses) cost(project int) int64 { return p.costs[project] }

// begin fills the purses with equal parts of the total.
func (p *purses) begin(total int64) {
	p.total, p.shift = total, uint(p.bits-bits.Len64(uint64(total)))
	p.start, p.den = big.NewInt(total), big.NewInt(int64(len(p.votes)))
	each := total << p.shift / int64(len(p.votes))
	for voter := range p.left {
		p.left[voter] = each
	}
	clear(p.empty)
	clear(p.paid)
	for i, backers := range p.backers {
		p.live[i] = append(p.live[i][:0], backers...)
	}
}

// offer is how the backers of a project would pay for it.
type offer struct {
	project   int
	poor      int      // of the live backers: those who give all they have
	points    int64    // of the others
	low, high int64    // what the others give for a point, scaled, is within
	exact     *big.Int // over den × points it is that exactly; nil until it is needed
}

// offer finds how the backers of a project can pay for it, if they can.
func (p *purses) offer(project int) (offer, bool) {
	have, points := p.living(project)
	o := offer{project: project, points: points}
	cost := p.costs[project] << p.shift
	live := p.live[project]
	doubt := p.slack * int64(len(live))
	if have+doubt < cost || have-doubt < cost && !p.enough(project) {
		return o, false
	}
	given := int64(0) // by the poor
	for found := true; found; {
		found = false
		p.bound(&o, cost, given)
		for i := o.poor; i < len(live); i++ {
			if b := live[i]; p.left[b.voter]+p.slack < o.low*int64(b.points) {
				live[i], live[o.poor] = live[o.poor], live[i]
				o.poor++
				o.points -= int64(b.points)
				given += p.left[b.voter]
				found = true
			}
		}
	}
	p.bound(&o, cost, given)
	p.settle(&o, cost, given)
	return o, true
}

// bound says within what an offer is, when the poor give so much.
func (p *purses) bound(o *offer, cost, given int64) {
	doubt := p.slack * int64(o.poor)
	o.low = max(0, cost-given-doubt) / o.points
	o.high = (cost-given+doubt)/o.points + 1
}

// living drops the empty from the backers of a project and adds up the others.
func (p *purses) living(project int) (have, points int64) {
	live, kept := p.live[project], 0
	for _, b := range live {
		if !p.empty[b.voter] {
			live[kept] = b
			kept++
			have += p.left[b.voter]
			points += int64(b.points)
		}
	}
	p.live[project] = live[:kept]
	return have, points
}

// settle decides exactly who else is poor, where that is not clear. Who is poor
// at a price is so at every higher one, and it only rises as more are.
func (p *purses) settle(o *offer, cost, given int64) {
	live := p.live[o.project]
	for found := true; found; {
		found = false
		for i := o.poor; i < len(live); i++ {
			b := live[i]
			if p.left[b.voter]-p.slack >= o.high*int64(b.points) || !p.poor(o, b) {
				continue
			}
			live[i], live[o.poor] = live[o.poor], live[i]
			o.exact.Sub(o.exact, p.exactly(b.voter))
			o.poor++
			o.points -= int64(b.points)
			given += p.left[b.voter]
			p.bound(o, cost, given)
			found = true
		}
	}
}

// poor says exactly whether a backer has less than the price of an offer.
func (p *purses) poor(o *offer, b backer) bool {
	have := p.exactly(b.voter)
	have.Mul(have, big.NewInt(o.points))
	price := new(big.Int).Mul(p.price(o), big.NewInt(int64(b.points)))
	return have.Cmp(price) < 0
}

// exactly is what a voter has left, over den, who is not empty.
func (p *purses) exactly(voter int32) *big.Int {
	have, part := new(big.Int).Set(p.start), new(big.Int)
	for _, s := range p.votes[voter] {
		if paid := p.paid[s.Project]; paid != nil {
			have.Sub(have, part.Mul(paid, big.NewInt(s.Points)))
		}
	}
	return have
}

// sum is what several backers have left together, over den.
func (p *purses) sum(of []backer) *big.Int {
	points := make([]int64, len(p.paid))
	for _, b := range of {
		for _, s := range p.votes[b.voter] {
			points[s.Project] += s.Points
		}
	}
	have, part := new(big.Int).Mul(p.start, big.NewInt(int64(len(of)))), new(big.Int)
	for project, n := range points {
		if paid := p.paid[project]; paid != nil && n > 0 {
			have.Sub(have, part.Mul(paid, big.NewInt(n)))
		}
	}
	return have
}

// enough says exactly whether the live backers of a project can pay for it.
func (p *purses) enough(project int) bool {
	cost := new(big.Int).Mul(p.den, big.NewInt(p.costs[project]))
	return p.sum(p.live[project]).Cmp(cost) >= 0
}

// price is what an offer asks for a point, over den × its points.
func (p *purses) price(o *offer) *big.Int {
	if o.exact == nil {
		o.exact = new(big.Int).Mul(p.den, big.NewInt(p.costs[o.project]))
		o.exact.Sub(o.exact, p.sum(p.live[o.project][:o.poor]))
	}
	return o.exact
}

// compare tells which of two offers asks for less for what it costs.
func (p *purses) compare(a, b *offer) int {
	costA, costB := p.costs[a.project], p.costs[b.project]
	switch {
	case compare128(a.high, costB, b.low, costA) < 0:
		return -1
	case compare128(b.high, costA, a.low, costB) < 0:
		return 1
	}
	left := new(big.Int).Mul(p.price(a), big.NewInt(int64(b.points)))
	right := new(big.Int).Mul(p.price(b), big.NewInt(a.points))
	return left.Mul(left, big.NewInt(costB)).Cmp(right.Mul(right, big.NewInt(costA)))
}

// compare128 compares a*b with c*d, none of them negative.
func compare128(a, b, c, d int64) int { return tally.Compare(int(a), int(b), int(c), int(d)) }

// pay takes the money of an offer out of the purses.
func (p *purses) pay(o *offer) {
	price := p.price(o)
	points := big.NewInt(o.points)
	common := new(big.Int).GCD(nil, nil, price, points)
	paid, times := new(big.Int).Quo(price, common), points.Quo(points, common)
	p.den.Mul(p.den, times)
	p.start.Mul(p.start, times)
	for _, before := range p.paid {
		if before != nil {
			before.Mul(before, times)
		}
	}
	scaled := new(big.Int).Lsh(paid, p.shift)
	each := scaled.Quo(scaled, p.den).Int64()
	for i, b := range p.live[o.project] {
		if i < o.poor {
			p.left[b.voter], p.empty[b.voter] = 0, true
		} else {
			p.left[b.voter] -= each * int64(b.points)
		}
	}
	p.paid[o.project] = paid
}

// payment says how an offer is paid.
func (p *purses) payment(o *offer) Payment {
	each := new(big.Rat).SetFrac(p.price(o), new(big.Int).Mul(p.den, big.NewInt(o.points)))
	cost := new(big.Rat).SetInt64(p.costs[o.project])
	pay := Payment{Each: each, Effective: cost.Quo(cost, each), Spent: len(p.backers[o.project]) - len(p.live[o.project])}
	for _, b := range p.live[o.project][:o.poor] {
		if p.exactly(b.voter).Sign() == 0 {
			pay.Spent++
		} else {
			pay.Poor++
		}
	}
	return pay
}

// purse is what the backers of a project have left together.
func (p *purses) purse(project int) *big.Rat {
	_, _ = p.living(project)
	return new(big.Rat).SetFrac(p.sum(p.live[project]), p.den)
}
