package proof

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yishi/flows/tally"
	"yishi/flows/tally/ranking"
)

// Result is what the ballots of a file come to.
type Result struct {
	Decision tally.Decision `json:"decision,omitempty"`
	Figures  any            `json:"figures"`
	Lines    []string       `json:"lines"`          // in Chinese, every number with what it is a part of
	Lots     [][]string     `json:"lots,omitempty"` // the keys of options between which a lot has to decide, or has
}

// counters count by kind. An error is a lineError: of the ballot that says
// nothing its kind can say.
var counters = map[Kind]func(Header, []Ballot) (Result, error){
	Choice: countChoice, Approval: countApproval, Ranking: countRanking,
	Score: countScore, Budget: countBudget, Assembly: countAssembly, Owners: countOwners, Lottery: countLottery,
}

// lineError is the place of a ballot that cannot be read.
type lineError int

func (e lineError) Error() string {
	return fmt.Sprintf("ballot %d of the list cannot be counted", int(e)+1)
}

func countChoice(h Header, ballots []Ballot) (Result, error) {
	q := tally.Question{
		Options: h.keys(), Min: h.Rule.Min, Max: h.Rule.Max, Electorate: h.Electorate,
		Quorum: h.Rule.Quorum, Threshold: h.Rule.Line,
	}
	r := tally.Count(q, func(yield func(tally.Ballot) bool) {
		for _, b := range ballots {
			if !yield(tally.Ballot{ID: b.Receipt, Picks: split(b.Ballot)}) {
				return
			}
		}
	})
	return Result{Decision: r.Decision, Figures: r, Lines: h.explain(r, q)}, nil
}

func countApproval(h Header, ballots []Ballot) (Result, error) {
	var read []tally.Approvals
	for i, b := range ballots {
		picks, ok := h.places(split(b.Ballot))
		if !ok {
			return Result{}, lineError(i)
		}
		read = append(read, tally.Approvals{Picks: picks, Count: 1})
	}
	r := tally.Approve(h.labels(), read, h.Rule.Seed)
	r.Electorate = h.Electorate
	for i := range r.Rows {
		r.Rows[i].Key = h.key(r.Rows[i].Key)
	}
	for i := range r.First {
		r.First[i] = h.key(r.First[i])
	}
	return Result{Decision: r.Decision, Figures: r, Lines: h.explain(r, tally.Question{})}, nil
}

// Ranked is a ranking counted both ways.
type Ranked struct {
	Runoff  ranking.Runoff   `json:"runoff"`
	Schulze ranking.Pairwise `json:"schulze"`
}

func countRanking(h Header, ballots []Ballot) (Result, error) {
	var read []ranking.Ballot
	for i, b := range ballots {
		rank := make([]uint16, len(h.Options))
		for n, class := range strings.FieldsFunc(b.Ballot, is('>')) {
			places, ok := h.places(strings.Split(class, "="))
			for _, p := range places {
				ok = ok && rank[p] == 0
				rank[p] = uint16(n + 1)
			}
			if !ok {
				return Result{}, lineError(i)
			}
		}
		read = append(read, ranking.Ballot{Rank: rank, Count: 1})
	}
	r := Ranked{ranking.InstantRunoff(h.labels(), read, h.Rule.Seed), ranking.Schulze(h.labels(), read, h.Rule.Seed)}
	lines := append(r.Runoff.Explain(), r.Schulze.Explain()...)
	if h.Format == FirstFormat && r.Schulze.Winner == "" && len(h.Options) > 0 {
		r.Schulze.Winner = r.Schulze.Order[0] // it named a winner even where nobody ranked anything
		r.Schulze.Condorcet = len(h.Options) == 1
	}
	return Result{Figures: r, Lines: lines, Lots: h.lots(r.Runoff.Even, r.Schulze.Even())}, nil
}

func countScore(h Header, ballots []Ballot) (Result, error) {
	if h.Rule.Most < 1 {
		return Result{}, fmt.Errorf("the header does not say how many points there are")
	}
	var read []tally.Scores
	for i, b := range ballots {
		points, ok := h.points(b.Ballot)
		if !ok || slices.Max(append(points, 0)) > h.Rule.Most {
			return Result{}, lineError(i)
		}
		read = append(read, tally.Scores{Points: points, Count: 1})
	}
	r := tally.Score(h.labels(), h.Rule.Most, read, h.Rule.Seed)
	return Result{Figures: r, Lines: tally.ExplainScore(r)}, nil
}

// points reads "a:5,b", which is one point for b, into the order of the options.
func (h *Header) points(ballot string) ([]int, bool) {
	points := make([]int, len(h.Options))
	for _, item := range split(ballot) {
		key, figure, given := strings.Cut(item, ":")
		at, n := slices.Index(h.keys(), key), 1
		if given {
			n = number(figure)
		}
		if at < 0 || n < 1 || points[at] > 0 {
			return nil, false
		}
		points[at] = n
	}
	return points, true
}

func is(sep rune) func(rune) bool { return func(r rune) bool { return r == sep } }

// split takes "a,c" apart.
func split(list string) []string { return strings.FieldsFunc(list, is(',')) }

// number is a figure as we write it, or -1.
func number(figure string) int {
	n, err := strconv.Atoi(figure)
	if err != nil || strconv.Itoa(n) != figure {
		return -1
	}
	return n
}
