package tally

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Approvals is one ballot that approves options, or Count ballots that are
// alike. A ballot that approves none took part and approves none.
type Approvals struct {
	Picks []int
	Count int
}

// Approve counts approvals: the most first, the equal in the order of the lot.
// A pick that comes twice on a ballot is one.
func Approve(options []string, ballots []Approvals, seed string) Result {
	votes := make(map[string]int, len(options))
	r := Result{}
	for _, b := range ballots {
		r.Took += b.Count
		for _, o := range slices.Compact(slices.Sorted(slices.Values(b.Picks))) {
			votes[options[o]] += b.Count
		}
	}
	r.Valid, r.Electorate = r.Took, r.Took
	place := Places(seed, options)
	order := make([]int, len(options))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(place[a], place[b]) })
	r.Rows = rank(Names(options, order), votes)
	r.First, r.Decision = Question{}.decide(r)
	return r
}

// ExplainApproval says in Chinese how many approved each option.
func (r Result) ExplainApproval() []string {
	lines := []string{fmt.Sprintf("赞成投票，共 %d 张选票", r.Took)}
	for _, row := range r.Rows {
		lines = append(lines, fmt.Sprintf("第 %d 名 %s：%s", row.Rank, row.Key, Share(row.Votes, r.Took)))
	}
	switch len(r.First) {
	case 0:
		return append(lines, "没有人赞成任何一项，没有结果")
	case 1:
		return append(lines, "胜出："+r.First[0])
	}
	return append(lines, strings.Join(r.First, "、")+" 并列第一，按种子抽签，抽签抽到："+r.Rows[0].Key)
}
