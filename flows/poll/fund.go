package poll

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"yishi/flows/poll/tally"
)

// pointLines says how many points each project was given, the most first.
func (p *Poll) pointLines(f tally.Funding) []string {
	list := slices.Clone(f.Outcomes)
	slices.SortStableFunc(list, func(a, b tally.Outcome) int { return cmp.Compare(b.Points, a.Points) })
	var lines []string
	for _, o := range list {
		lines = append(lines, fmt.Sprintf("%s　%d分，%s给的\n%s", o.ID, o.Points, p.Voices(o.Backers), bar(int(o.Points), int(list[0].Points))))
	}
	return lines
}

// unfundedLines says of each project that was not chosen why not.
func (p *Poll) unfundedLines(f tally.Funding) (lines []string) {
	for _, o := range f.Outcomes {
		if o.Stage == tally.NotFunded {
			lines = append(lines, "「"+o.ID+"」没选上："+p.unfunded(o))
		}
	}
	return lines
}

func (p *Poll) unfunded(o tally.Outcome) string {
	cost := "要" + Money(int(o.Cost)) + "，"
	switch {
	case o.Points == 0:
		return "没有人选。"
	case o.Purse != nil && o.Purse.Cmp(new(big.Rat).SetInt64(o.Cost)) < 0:
		return cost + "选它的人凑不够。"
	}
	return cost + "剩下的钱不够。"
}
