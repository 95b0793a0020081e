// Package tally counts ballots. It is pure: no store, no clock, no input or
// output; whole numbers only, so that no rounding decides anything. The same
// ballots give the same result in whatever order they come and however often
// one of them comes.
//
// Here is what every count needs, and what is counted by adding up: choices,
// approvals, points, seats and assemblies. Methods that do more have rooms of their
// own: budgets (tally/budget), orders (tally/ranking), and owners, who are counted
// by person and by area at once (tally/estate).
//
// A count explains itself in Chinese. It leaves to others who may vote, where
// ballots are kept, and whom a result is told.
package tally

import (
	"iter"
	"slices"
)

// Passed and Failed are what a vote on one proposal comes to, beside NoQuorum.
const (
	Passed Decision = "passed"
	Failed Decision = "failed"
)

// Ballot is one answer. Two ballots of one ID are one ballot, come twice.
type Ballot struct {
	ID    string
	Picks []string // keys of options; their order says nothing
}

// Question is what is counted: the options by their keys, how many may be
// chosen, out of how many voters, and what it takes to decide.
type Question struct {
	Options    []string
	Min, Max   int
	Electorate int
	Quorum     Bar // of those who took part, among the electorate
	Threshold  Bar // of votes for the first, among the valid ballots
}

// Decision says what a count has decided.
type Decision string

const (
	Decided  Decision = "decided"   // there is a first option
	Tied     Decision = "tied"      // several have the most votes, and as many
	Short    Decision = "short"     // the first does not reach the threshold
	NoQuorum Decision = "no-quorum" // too few took part
	Nobody   Decision = "nobody"    // there is no valid ballot
)

// Result is a count.
type Result struct {
	Electorate int      `json:"electorate"`
	Took       int      `json:"took"` // ballots given, valid or not
	Valid      int      `json:"valid"`
	Rows       []Row    `json:"rows"`            // most votes first, equals in the order of the question
	First      []string `json:"first,omitempty"` // who have the most votes: several in a tie
	Decision   Decision `json:"decision"`
}

// Invalid is how many ballots took part without saying anything that counts.
func (r Result) Invalid() int { return r.Took - r.Valid }

// Row is what one option got. Equal votes are equal ranks: 1, 2, 2, 4.
type Row struct {
	Key   string `json:"key"`
	Votes int    `json:"votes"`
	Rank  int    `json:"rank"`
}

// Count counts by plurality: who has the most votes is first.
func Count(q Question, ballots iter.Seq[Ballot]) Result {
	r := Result{Electorate: q.Electorate}
	votes := make(map[string]int, len(q.Options))
	for _, picks := range distinct(ballots) {
		r.Took++
		if picks = q.valid(picks); picks == nil {
			continue
		}
		r.Valid++
		for _, key := range picks {
			votes[key]++
		}
	}
	r.Rows = rank(q.Options, votes)
	r.First, r.Decision = q.decide(r)
	return r
}

// contradicted stands for the picks of ballots that share an ID and differ:
// which came later is not for a count to say.
const contradicted = "\x00"

// distinct is each ballot once.
func distinct(ballots iter.Seq[Ballot]) map[string][]string {
	once := map[string][]string{}
	for b := range ballots {
		picks := slices.Compact(slices.Sorted(slices.Values(b.Picks)))
		if was, ok := once[b.ID]; ok && !slices.Equal(was, picks) {
			picks = []string{contradicted}
		}
		once[b.ID] = picks
	}
	return once
}

// valid returns the picks if they are an answer to the question, else nil.
func (q Question) valid(picks []string) []string {
	if len(picks) < q.Min || len(picks) > q.Max {
		return nil
	}
	for _, key := range picks {
		if !slices.Contains(q.Options, key) {
			return nil
		}
	}
	if picks == nil { // a blank ballot, where none need be chosen
		picks = []string{}
	}
	return picks
}

func rank(options []string, votes map[string]int) []Row {
	rows := make([]Row, len(options))
	for i, key := range options {
		rows[i] = Row{Key: key, Votes: votes[key]}
	}
	slices.SortStableFunc(rows, func(a, b Row) int { return b.Votes - a.Votes })
	for i := range rows {
		rows[i].Rank = i + 1
		if i > 0 && rows[i].Votes == rows[i-1].Votes {
			rows[i].Rank = rows[i-1].Rank
		}
	}
	return rows
}

// decide names the first and reports whether that decides.
func (q Question) decide(r Result) ([]string, Decision) {
	var first []string
	for _, row := range r.Rows {
		if row.Rank == 1 && row.Votes > 0 {
			first = append(first, row.Key)
		}
	}
	switch {
	case r.Valid == 0 || len(first) == 0:
		return nil, Nobody
	case !q.Quorum.Reached(r.Took, r.Electorate):
		return first, NoQuorum
	case !q.Threshold.Reached(r.Rows[0].Votes, r.Valid):
		return first, Short
	case len(first) > 1:
		return first, Tied
	}
	return first, Decided
}
