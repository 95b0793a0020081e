package budget

import (
	"cmp"
	"math/big"
	"slices"

	"yishi/flows/tally"
)

// EqualShares counts by the Method of Equal Shares with cost utilities
// (https://equalshares.net/explanation): the budget is shared equally among the
// voters; a project can be funded when its backers can pay for it out of what
// they have left; of several, the one with the most effective votes is, whose
// backers give least for what it costs; of equals the cheaper, then the one with
// more points, then whom the lot draws. A project is worth to a voter the points
// they gave it times what it costs, where they approved just its cost: points
// multiply what a backer counts for and gives.
//
// Of what is then left over a Completion says what becomes.
func EqualShares(b *Budget) Funding { return equalShares(b).even(equalShares) }

func equalShares(b *Budget) Funding {
	f := Funding{Budget: b}
	if len(b.Votes) == 0 {
		return f.greedy(nil)
	}
	s := newSharing(b)
	if b.Completion != NoCompletion {
		f.Raised = s.raise()
	}
	return f.take(s).greedy(s)
}

// take runs the last time again and keeps it.
func (f Funding) take(s *sharing) Funding {
	s.explain = true
	f.Spent, _ = s.run(f.Raised)
	f.Share = new(big.Rat).SetFrac(s.money(f.Raised), big.NewInt(int64(len(s.budget.Votes))))
	for i, project := range s.funded {
		f.Outcomes = append(f.Outcomes, Outcome{
			Project: s.budget.Projects[project], Points: s.points[project], Backers: len(s.backers[project]),
			Stage: ByShares, Paid: &s.payments[i],
		})
	}
	return f
}

// sharing runs the method with one share after another.
type sharing struct {
	*purses
	budget   *Budget
	points   []int64
	cheap    []int // the place of each project among equals
	open     []bool
	least    []int64 // by project: as much, at least, is asked for a point
	funded   []int
	course   course    // of the last run that fitted
	payments []Payment // of the funded, when they are to be explained
	explain  bool
}

func newSharing(b *Budget) *sharing {
	s := &sharing{purses: newPurses(b), budget: b, cheap: make([]int, len(b.Projects)), open: make([]bool, len(b.Projects)), least: make([]int64, len(b.Projects)), course: newCourse(len(b.Votes))}
	s.points, _ = b.backing()
	lot, order := b.lot(), tally.Indexes(len(b.Projects))
	slices.SortFunc(order, func(x, y int) int {
		return cmp.Or(cmp.Compare(b.Projects[x].Cost, b.Projects[y].Cost), cmp.Compare(s.points[y], s.points[x]), lot[x]-lot[y])
	})
	for i, project := range order {
		s.cheap[project] = i
	}
	return s
}

// money is all shares together when each is raised so much.
func (s *sharing) money(raised int64) *big.Int {
	return big.NewInt(s.budget.Total + raised*int64(len(s.budget.Votes)))
}

// run funds by shares that are raised so much, and gives up when it would spend
// more than there is.
func (s *sharing) run(raised int64) (spent int64, fits bool) {
	s.start(raised)
	s.course.begin()
	s.funded, s.payments = s.funded[:0], s.payments[:0]
	for {
		best, ok := s.best()
		if !ok {
			return spent, true
		}
		if spent += s.cost(best.project); spent > s.budget.Total {
			return spent, false
		}
		if s.explain {
			s.payments = append(s.payments, s.payment(&best))
		}
		s.fund(&best, &s.course)
		s.funded = append(s.funded, best.project)
	}
}

// start gives everybody a share that is raised so much.
func (s *sharing) start(raised int64) {
	s.begin(s.money(raised).Int64())
	for i, p := range s.budget.Projects {
		s.open[i] = s.budget.eligible(s.points[i]) && p.Cost <= s.total
		if s.open[i] {
			s.least[i] = p.Cost << s.shift / s.points[i]
		}
	}
}

// best is the offer with the most effective votes. What a project asks for only
// rises while purses empty, so what it asked last says which need not be looked
// at again.
func (s *sharing) best() (best offer, ok bool) {
	looked := make([]bool, len(s.open))
	for {
		next := s.promising(looked)
		if next < 0 || ok && compare128(best.high, s.cost(next), s.least[next], s.cost(best.project)) < 0 {
			return best, ok
		}
		looked[next] = true
		o, can := s.offer(next)
		if !can {
			s.open[next] = false
			continue
		}
		s.least[next] = o.low
		if !ok || s.before(&o, &best) {
			best, ok = o, true
		}
	}
}

// promising is the open project not looked at that might ask for least for what
// it costs.
func (s *sharing) promising(looked []bool) int {
	next := -1
	for i, open := range s.open {
		if open && !looked[i] && (next < 0 || compare128(s.least[i], s.cost(next), s.least[next], s.cost(i)) < 0) {
			next = i
		}
	}
	return next
}

func (s *sharing) before(a, b *offer) bool {
	order := s.compare(a, b)
	return order < 0 || order == 0 && s.cheap[a.project] < s.cheap[b.project]
}

// done reports whether raising the shares further is no use: nothing more fits of what
// may be funded or, where only spending too much ends it, nothing more is there.
func (s *sharing) done(spent int64) bool {
	for i, p := range s.budget.Projects {
		fits := p.Cost <= s.budget.Total-spent || s.budget.Completion == Overspend
		if fits && s.budget.eligible(s.points[i]) && !slices.Contains(s.funded, i) {
			return false
		}
	}
	return true
}
