// Package budget shares money among projects by what voters want of them, fairly
// among the voters: by the Method of Equal Shares, or from the most points down.
//
// A project is worth to a voter what it costs, times the points they gave it where
// points were given; EqualShares says what follows from that. It is as pure as
// package tally, and as exact.
package budget

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"

	"yishi/flows/tally"
)

// Project is something that money is asked for.
type Project struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
	Cost int64  `json:"cost"`
}

// Support is the points a voter gives a project: 1 for approving it.
type Support struct {
	Project int
	Points  int64
}

// Budget is money to share among projects, and what the voters want of them.
// Money is counted in the smallest coin that occurs, 10^-Places of the unit.
type Budget struct {
	Total    int64
	Places   int
	Unit     string // 元 when empty
	Projects []Project
	Votes    [][]Support // by voter, each project at most once
	Least    int64       // points a project needs to be considered at all
	Seed     string      // for the lot that breaks what is a tie to the end

	Completion Completion // what EqualShares does with what is left

	order []int // in place of the lot: to see whether another would decide otherwise
}

// most is the bound on money, voters and points together that keeps every sum in
// 64 bits.
const most = 1 << 60

// Check reports whether the budget can be counted.
func (b *Budget) Check() error {
	if b.Total < 0 {
		return errors.New("the budget is less than nothing")
	}
	if !slices.Contains(Completions, b.Completion) {
		return fmt.Errorf("there is no completion %q", b.Completion)
	}
	points := int64(1)
	for _, p := range b.Projects {
		if p.Cost <= 0 {
			return fmt.Errorf("project %q costs nothing or less", p.ID)
		}
	}
	for voter, ballot := range b.Votes {
		seen := map[int]bool{}
		for _, s := range ballot {
			if s.Project < 0 || s.Project >= len(b.Projects) || s.Points <= 0 || s.Points > math.MaxInt32 || seen[s.Project] {
				return fmt.Errorf("ballot %d supports something twice, with impossible points, or that is not there", voter+1)
			}
			seen[s.Project] = true
			points = max(points, s.Points)
		}
	}
	if !b.Fits(len(b.Votes), points) {
		return errors.New("the sums are too large to be counted")
	}
	return nil
}

// Fits reports whether so many voters, each with so many points for a project at most,
// can share the money: every sum keeps within its bounds.
func (b *Budget) Fits(voters int, points int64) bool {
	sum := big.NewInt(b.Total)
	for _, p := range b.Projects {
		sum.Add(sum, big.NewInt(p.Cost))
	}
	sum.Mul(sum, big.NewInt(int64(voters)+1))
	return sum.Mul(sum, big.NewInt(points)).Cmp(big.NewInt(most)) <= 0
}

// step is one unit of money, by which shares are raised.
func (b *Budget) step() int64 {
	step := int64(1)
	for range b.Places {
		step *= 10
	}
	return step
}

// backing is the points and the voters behind each project.
func (b *Budget) backing() (points []int64, backers []int) {
	points, backers = make([]int64, len(b.Projects)), make([]int, len(b.Projects))
	for _, ballot := range b.Votes {
		for _, s := range ballot {
			points[s.Project] += s.Points
			backers[s.Project]++
		}
	}
	return points, backers
}

// Stage is how a project was funded, if it was.
type Stage string

// The stages.
const (
	NotFunded Stage = ""
	ByShares  Stage = "equal-shares"
	ByVotes   Stage = "greedy"
)

// Outcome is what became of a project.
type Outcome struct {
	Project
	Points  int64
	Backers int
	Stage   Stage
	Paid    *Payment // where it was funded by shares
	Purse   *big.Rat // what its backers had left at the end of the shares, where it was not
}

// Payment is how the cost of a project was shared among its backers. Whoever has
// not enough gives all they have left; the others give Each for each of their
// points, so that they give as equally as can be.
type Payment struct {
	Each      *big.Rat
	Poor      int      // who gave all they had left
	Spent     int      // who had nothing left to give
	Effective *big.Rat // the cost over Each: the points behind it, those of the poor in part
}

// Funding is the count of a budget. Outcomes has what was funded, in order, then
// the others from the most points down.
type Funding struct {
	Budget   *Budget
	Share    *big.Rat // what each voter started with
	Raised   int64    // how much of that was added to use up the budget
	Spent    int64
	Outcomes []Outcome
	Lots     [][]string // projects that are alike, and among which the lot decided
	Hang     []string   // other projects that would have another fate if it had decided otherwise
}

// Funded is the projects that are funded, in order.
func (f Funding) Funded() (ids []string) {
	for _, o := range f.Outcomes {
		if o.Stage != NotFunded {
			ids = append(ids, o.ID)
		}
	}
	return ids
}

// Greedy funds the projects from the most points down and passes over what does
// not fit any more. Of equals the cheaper comes first, then whom the lot draws.
func Greedy(b *Budget) Funding { return greedy(b).even(greedy) }

func greedy(b *Budget) Funding { return Funding{Budget: b}.greedy(nil) }

// greedy goes on with what is left of the budget after the shares, if there were
// and it is to be completed so; else it only says what the others lacked.
func (f Funding) greedy(s *sharing) Funding {
	b := f.Budget
	points, backers := b.backing()
	done := map[string]bool{}
	for _, o := range f.Outcomes {
		done[o.ID] = true
	}
	var passed []Outcome
	for _, p := range b.byPoints(points) {
		o := Outcome{Project: b.Projects[p], Points: points[p], Backers: backers[p]}
		if s != nil && !done[o.ID] {
			o.Purse = s.purse(p)
		}
		switch {
		case done[o.ID]:
		case (s == nil || b.Completion == Exhaust) && b.eligible(points[p]) && o.Cost <= b.Total-f.Spent:
			o.Stage = ByVotes
			f.Spent += o.Cost
			f.Outcomes = append(f.Outcomes, o)
		default:
			passed = append(passed, o)
		}
	}
	f.Outcomes = append(f.Outcomes, passed...)
	return f
}

// eligible reports whether a project may be funded: what nobody wants never is.
func (b *Budget) eligible(points int64) bool { return points > 0 && points >= b.Least }

func (b *Budget) byPoints(points []int64) []int {
	place := b.lot()
	order := tally.Indexes(len(b.Projects))
	slices.SortFunc(order, func(x, y int) int {
		return cmp.Or(cmp.Compare(points[y], points[x]), cmp.Compare(b.Projects[x].Cost, b.Projects[y].Cost), place[x]-place[y])
	})
	return order
}

// lot is the place of each project in the lot of the seed.
func (b *Budget) lot() []int {
	if b.order != nil {
		return b.order
	}
	return tally.Places(b.Seed, b.ids(tally.Indexes(len(b.Projects))))
}
