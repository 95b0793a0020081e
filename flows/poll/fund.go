package poll

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"yishi/flows/poll/tally/budget"
)

// pointLines says how many points each project was given, the most first.
func (p *Poll) pointLines(f budget.Funding) []string {
	list := slices.Clone(f.Outcomes)
	slices.SortStableFunc(list, func(a, b budget.Outcome) int { return cmp.Compare(b.Points, a.Points) })
	var lines []string
	for _, o := range list {
		lines = append(lines, fmt.Sprintf("%s　%d分，%s给的\n%s", o.ID, o.Points, p.Voices(o.Backers), bar(int(o.Points), int(list[0].Points))))
	}
	return lines
}

// choose says what is funded. What hangs on a lot that is still to be drawn is not.
func (p *Poll) choose(r *Result, f budget.Funding) {
	r.First = nil
	spent := 0
	for _, o := range p.Options {
		if slices.Contains(f.Funded(), o.Label) && (p.seed() != "" || !f.Hangs(o.Label)) {
			r.First = append(r.First, o.Key)
			spent += o.Cost
		}
	}
	r.Verdict = "没有一个项目选上。"
	if len(r.First) > 0 {
		r.Verdict = "选上的项目是" + p.Labels(r.First) + "，用去" + Money(spent) + "，一共" + Money(p.Fund) + "。"
	}
	if p.seed() != "" {
		return
	}
	if len(f.Lots) > 0 && len(r.First) == 0 {
		r.Verdict = ""
	}
	for _, lot := range f.Lots {
		r.Verdict += quoted(lot) + "得的" + p.pointWord() + "和要的钱都一样，要抽签定先后。"
	}
	if len(f.Hang) > 0 {
		r.Verdict += quoted(f.Hang) + "选不选得上，也要看抽签。"
	}
}

func (p *Poll) pointWord() string {
	if p.Purse > 0 {
		return "分"
	}
	return "票"
}

// unfundedLines says of each project that was not chosen why not, and whom the lot drew.
func (p *Poll) unfundedLines(f budget.Funding) (lines []string) {
	for _, o := range f.Outcomes {
		lot := f.LotOf(o.ID)
		switch {
		case p.seed() == "" && f.Hangs(o.ID):
		case lot != nil && f.AllFunded(lot):
		case lot != nil && o.Stage != budget.NotFunded:
			lines = append(lines, "「"+o.ID+"」选上了：和"+quoted(others(lot, o.ID))+"一样多，抽签抽到的。")
		case o.Stage == budget.NotFunded:
			lines = append(lines, "「"+o.ID+"」没选上："+p.unfunded(o, lot))
		}
	}
	return lines
}

func others(lot []string, id string) []string {
	return slices.DeleteFunc(slices.Clone(lot), func(o string) bool { return o == id })
}

func (p *Poll) unfunded(o budget.Outcome, lot []string) string {
	cost := "要" + Money(int(o.Cost)) + "，"
	switch {
	case lot != nil:
		return cost + "和" + quoted(others(lot, o.ID)) + "一样多，抽签没有抽到。"
	case o.Points == 0:
		return "没有人选。"
	case o.Purse != nil && o.Purse.Cmp(new(big.Rat).SetInt64(o.Cost)) < 0:
		return cost + "选它的人凑不够。"
	}
	return cost + "剩下的钱不够。"
}
