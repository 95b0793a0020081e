package ballot

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"yishi/flows/poll"
	"yishi/flows/poll/tally"
	"yishi/flows/poll/tally/budget"
)

// Budget is the money of a poll and what it may go to.
func Budget(p poll.Poll) *budget.Budget {
	b := &budget.Budget{Total: int64(p.Fund), Places: 2, Seed: p.LotSeed(), Completion: p.Left}
	for _, o := range p.Options {
		b.Projects = append(b.Projects, budget.Project{ID: o.Label, Cost: int64(o.Cost)})
	}
	return b
}

// Share gives the money of a budget to projects, fairly among the voters; what
// the most votes alone would have given is told beside it.
func Share(p poll.Poll, r *poll.Result, all []pile) {
	b := Budget(p)
	for _, pile := range all {
		var supports []budget.Support
		for i, mark := range pile.marks {
			if mark > 0 {
				supports = append(supports, budget.Support{Project: i, Points: int64(mark)})
			}
		}
		b.Votes = append(b.Votes, slices.Repeat([][]budget.Support{supports}, pile.count)...)
	}
	if r.Took == 0 {
		r.Decision = tally.Nobody
		return
	}
	shared := budget.EqualShares(b)
	r.Lots = lots(p, shared.Lots...)
	choose(p, r, shared)
	if p.Purse > 0 {
		r.Lines = pointLines(p, shared)
	}
	r.Lines = append(append(r.Lines, unfundedLines(p, shared)...), "算法：钱平均分，"+LeftWords(p))
	r.How = slices.Concat(shared.Explain(), []string{"", "要是不分担，只从多到少选，会是这样："}, budget.Greedy(b).Explain())
	tellLot(p, r, "每个项目的名字")
}

// pointLines says how many points each project was given, the most first.
func pointLines(p poll.Poll, f budget.Funding) []string {
	list := slices.Clone(f.Outcomes)
	slices.SortStableFunc(list, func(a, b budget.Outcome) int { return cmp.Compare(b.Points, a.Points) })
	var lines []string
	for _, o := range list {
		lines = append(lines, fmt.Sprintf("%s　%d分，%s给的\n%s", o.ID, o.Points, p.Voices(o.Backers), poll.Bar(int(o.Points), int(list[0].Points))))
	}
	return lines
}

// choose says what is funded. What hangs on a lot that is still to be drawn is not.
func choose(p poll.Poll, r *poll.Result, f budget.Funding) {
	r.First = nil
	spent := 0
	for _, o := range p.Options {
		if slices.Contains(f.Funded(), o.Label) && (p.LotSeed() != "" || !f.Hangs(o.Label)) {
			r.First = append(r.First, o.Key)
			spent += o.Cost
		}
	}
	r.Verdict = "没有一个项目选上。"
	if len(r.First) > 0 {
		r.Verdict = "选上的项目是" + p.Labels(r.First) + "，用去" + poll.Money(spent) + "，一共" + poll.Money(p.Fund) + "。"
	}
	if p.LotSeed() != "" {
		return
	}
	if len(f.Lots) > 0 && len(r.First) == 0 {
		r.Verdict = ""
	}
	for _, lot := range f.Lots {
		r.Verdict += poll.Quoted(lot) + "得的" + pointWord(p) + "和要的钱都一样，要抽签定先后。"
	}
	if len(f.Hang) > 0 {
		r.Verdict += poll.Quoted(f.Hang) + "选不选得上，也要看抽签。"
	}
}

func pointWord(p poll.Poll) string {
	if p.Purse > 0 {
		return "分"
	}
	return "票"
}

// unfundedLines says of each project that was not chosen why not, and whom the lot drew.
func unfundedLines(p poll.Poll, f budget.Funding) (lines []string) {
	for _, o := range f.Outcomes {
		lot := f.LotOf(o.ID)
		switch {
		case p.LotSeed() == "" && f.Hangs(o.ID):
		case lot != nil && f.AllFunded(lot):
		case lot != nil && o.Stage != budget.NotFunded:
			lines = append(lines, "「"+o.ID+"」选上了：和"+poll.Quoted(others(lot, o.ID))+"一样多，抽签抽到的。")
		case o.Stage == budget.NotFunded:
			lines = append(lines, "「"+o.ID+"」没选上："+unfunded(p, o, lot))
		}
	}
	return lines
}

func others(lot []string, id string) []string {
	return slices.DeleteFunc(slices.Clone(lot), func(o string) bool { return o == id })
}

func unfunded(p poll.Poll, o budget.Outcome, lot []string) string {
	cost := "要" + poll.Money(int(o.Cost)) + "，"
	switch {
	case lot != nil:
		return cost + "和" + poll.Quoted(others(lot, o.ID)) + "一样多，抽签没有抽到。"
	case o.Points == 0:
		return "没有人选。"
	case o.Purse != nil && o.Purse.Cmp(new(big.Rat).SetInt64(o.Cost)) < 0:
		return cost + "选它的人凑不够。"
	}
	return cost + "剩下的钱不够。"
}
