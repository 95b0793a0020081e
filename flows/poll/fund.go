package poll

import (
	"cmp"
	"fmt"
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
