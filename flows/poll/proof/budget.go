package proof

import "yishi/flows/tally/budget"

// Funded is a budget counted both ways: the keys of the projects that are funded.
type Funded struct {
	Funded      []string `json:"funded"` // by the Method of Equal Shares
	Spent       int64    `json:"spent"`
	Greedy      []string `json:"greedy"`
	GreedySpent int64    `json:"greedySpent"`
}

func countBudget(h Header, ballots []Ballot) (Result, error) {
	b := &budget.Budget{
		Total: h.Rule.Total, Places: h.Rule.Places, Unit: h.Rule.Unit, Least: h.Rule.Least, Seed: h.Rule.Seed,
		Completion: h.Rule.Completion,
	}
	for _, o := range h.Options {
		b.Projects = append(b.Projects, budget.Project{ID: o.Label, Cost: o.Cost})
	}
	for i, ballot := range ballots {
		points, ok := h.points(ballot.Ballot)
		if !ok {
			return Result{}, lineError(i)
		}
		left := h.Rule.Purse
		var vote []budget.Support
		for project, n := range points {
			left -= n
			if n > 0 {
				vote = append(vote, budget.Support{Project: project, Points: int64(n)})
			}
		}
		if h.Rule.Purse > 0 && left < 0 {
			return Result{}, lineError(i)
		}
		b.Votes = append(b.Votes, vote)
	}
	if err := b.Check(); err != nil {
		return Result{}, err
	}
	shares, greedy := budget.EqualShares(b), budget.Greedy(b)
	figures := Funded{h.keysOf(shares.Funded()), shares.Spent, h.keysOf(greedy.Funded()), greedy.Spent}
	return Result{Figures: figures, Lines: append(shares.Explain(), greedy.Explain()...), Lots: h.lots(shares.Lots...)}, nil
}
