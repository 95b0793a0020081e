package offline

import (
	"encoding/json"
	"fmt"
	"math/big"

	"yishi/flows/tally"
	"yishi/flows/tally/budget"
	"yishi/flows/tally/estate"
	"yishi/flows/tally/ranking"
)

// tallied is a count as yishi tally prints it. The keys are the same for every
// rule; what a rule has nothing to say of is empty. Numbers are exact: a
// fraction that is no decimal stands as "1/3".
type tallied struct {
	Decision      tally.Decision `json:"decision"`
	Participation object         `json:"participation"`
	Agreement     object         `json:"agreement"`
	Rounds        []object       `json:"rounds"`
	Winners       []string       `json:"winners"`
	Tied          []string       `json:"tied,omitempty"` // who are first together, whether a lot then decided or not
	Lots          [][]string     `json:"lots,omitempty"` // who were alike where a lot decided what came of it
	Spent         json.Number    `json:"spent"`
	Beside        object         `json:"beside,omitempty"` // the same files by the other rule
	Notes         []string       `json:"notes,omitempty"`  // what was read, but should be looked at
	lines         []string
}

type object map[string]any

func newTallied(won bool) tallied {
	t := tallied{Decision: tally.Failed, Participation: object{}, Agreement: object{}, Rounds: []object{}, Winners: []string{}, Spent: "0"}
	if won {
		t.Decision = tally.Passed
	}
	return t
}

// noting says first what should be looked at in a file.
func (t tallied) noting(name string, notes []string) tallied {
	if len(notes) == 0 {
		return t
	}
	t.Notes = append(t.Notes, notes...)
	head := []string{"请核对一下" + name + "："}
	for _, note := range notes {
		head = append(head, "  "+note)
	}
	t.lines = append(append(head, ""), t.lines...)
	return t
}

// number is a fraction as JSON has it: a whole number as such.
func number(r *big.Rat) any {
	if r.IsInt() {
		return json.Number(r.Num().String())
	}
	return r.RatString()
}

func metres(area int64) json.Number { return json.Number(tally.SquareMetres(area)) }

func weight(w estate.Weight) object { return object{"persons": w.Persons, "area": metres(w.Area)} }

func talliedOwners(plain estate.Owners, silence bool) tallied {
	if !silence {
		return oneOwners(plain)
	}
	with := plain.WithSilence()
	t, without := oneOwners(with), oneOwners(plain)
	t.Participation["silence"] = choiceKeys[with.Majority]
	t.Beside = object{"rule": "silence not counted", "decision": without.Decision, "participation": without.Participation, "agreement": without.Agreement}
	t.lines = append([]string{"【按议事规则计入未表决票】", with.ExplainSilence()}, t.lines...)
	t.lines = append(append(t.lines, "", "【不计入未表决票】"), without.lines...)
	return t
}

var choiceKeys = map[tally.Choice]string{tally.NotDelivered: "none", tally.Yes: "yes", tally.No: "no", tally.Abstain: "abstain"}

func oneOwners(o estate.Owners) tallied {
	t := newTallied(false)
	t.Decision, t.lines = o.Decision, o.Explain()
	t.Participation = reaching(o.Took, o.All, tally.TwoThirds)
	t.Participation["silent"], t.Participation["not_delivered"] = weight(o.Silent), weight(o.NotDelivered)
	t.Agreement = reaching(o.Yes, o.Took, o.Matter.Bar())
	t.Agreement["no"], t.Agreement["abstain"], t.Agreement["invalid"] = weight(o.No), weight(o.Abstain), weight(o.Invalid)
	t.Agreement["mixed_persons"] = o.Mixed
	return t
}

func reaching(part, of estate.Weight, b tally.Bar) object {
	needed := big.NewRat(int64(b.Num), int64(b.Den)).RatString()
	if b.Over {
		needed = "more than " + needed
	}
	return object{
		"persons": part.Persons, "persons_total": of.Persons, "persons_reached": b.Reached(part.Persons, of.Persons),
		"area": metres(part.Area), "area_total": metres(of.Area), "area_reached": b.Reached(int(part.Area), int(of.Area)),
		"needed": needed,
	}
}

// talliedRanking has the rule that was asked for, and the other beside it.
func talliedRanking(rule string, runoff ranking.Runoff, pairs ranking.Pairwise) tallied {
	a, b := talliedRunoff(runoff), talliedPairs(pairs)
	if rule == "schulze" {
		a, b = b, a
	}
	other := map[string]string{"irv": "schulze", "schulze": "irv"}[rule]
	a.Beside = object{"rule": other, "winners": b.Winners}
	a.lines = append(append(a.lines, ""), b.lines...)
	return a
}

func talliedRunoff(r ranking.Runoff) tallied {
	t := newTallied(r.Winner != "")
	t.lines = r.Explain()
	t.Participation["ballots"] = r.Ballots
	for i, round := range r.Rounds {
		votes := object{}
		for _, v := range round.Votes {
			votes[v.Option] = number(v.Votes)
			if v.Option == r.Winner {
				t.Agreement = object{"votes": number(v.Votes), "votes_total": number(round.Live), "needed": "more than 1/2"}
			}
		}
		t.Rounds = append(t.Rounds, object{
			"round": i + 1, "votes": votes, "exhausted": round.Exhausted,
			"eliminated": append([]string{}, round.Out...), "by_lot": len(round.Lot) > 0,
		})
	}
	if r.Winner != "" {
		t.Winners = []string{r.Winner}
	}
	t.drawn(r.Even)
	return t
}

// drawn says between whom a lot decided who is first; nobody where none was needed.
func (t *tallied) drawn(even []string) {
	if len(even) > 1 {
		t.Tied, t.Lots = even, append(t.Lots, even)
	}
}

func talliedPairs(p ranking.Pairwise) tallied {
	t := newTallied(p.Winner != "")
	t.lines = p.Explain()
	t.Participation["ballots"] = p.Ballots
	t.Agreement = object{"condorcet": p.Condorcet, "unbeaten": append([]string{}, p.Unbeaten...), "order": append([]string{}, p.Order...)}
	for i, a := range p.Options {
		for j, b := range p.Options {
			if i != j {
				t.Rounds = append(t.Rounds, object{"option": a, "against": b, "votes": p.Prefer[i][j], "strength": p.Strength[i][j]})
			}
		}
	}
	if p.Winner != "" {
		t.Winners = []string{p.Winner}
	}
	t.drawn(p.Even())
	return t
}

func talliedApproval(r tally.Result) tallied {
	t := newTallied(len(r.First) > 0)
	t.lines = r.ExplainApproval()
	t.Participation["ballots"] = r.Took
	for _, row := range r.Rows {
		t.Rounds = append(t.Rounds, object{"option": row.Key, "votes": row.Votes, "rank": row.Rank})
	}
	if len(r.First) > 0 {
		t.Winners = []string{r.Rows[0].Key}
		t.Agreement = object{"votes": r.Rows[0].Votes, "votes_total": r.Took, "tied": len(r.First) > 1}
	}
	t.drawn(r.First)
	return t
}

func talliedScore(list []tally.Scored, ballots []tally.Scores) tallied {
	t := newTallied(len(list) > 0 && list[0].Given > 0)
	total := 0
	for _, b := range ballots {
		total += b.Count
	}
	t.Participation["ballots"] = total
	t.lines = append(t.lines, fmt.Sprintf("打分，共 %d 张选票", total))
	t.lines = append(t.lines, tally.ExplainScore(list)...)
	for _, s := range list {
		round := object{"option": s.Option, "rank": s.Rank, "ballots": s.Given, "points": s.Points, "spread": s.Spread}
		if s.Given > 0 {
			round["mean"], round["median"] = number(s.Mean()), number(s.Median)
		}
		t.Rounds = append(t.Rounds, round)
	}
	t.Winners = append(t.Winners, tally.Highest(list)...)
	if len(t.Winners) > 1 { // no lot is drawn between marks
		t.Decision, t.Tied = tally.Tied, t.Winners
	}
	return t
}

// talliedBudget has the rule that was asked for, and the other beside it.
func talliedBudget(rule string, shares, greedy budget.Funding) tallied {
	a, b := shares, greedy
	other := "greedy"
	if rule == "greedy" {
		a, b, other = b, a, "equal-shares"
	}
	t := newTallied(len(a.Funded()) > 0)
	t.lines = append(append(a.Explain(), "", "【另一种算法，仅供对照】"), b.Explain()...)
	t.Winners = append(t.Winners, a.Funded()...)
	t.Lots = append(t.Lots, a.Lots...)
	t.Spent = json.Number(tally.Decimal(a.Spent, a.Budget.Places))
	t.Participation["ballots"] = len(a.Budget.Votes)
	t.Agreement["budget"] = json.Number(tally.Decimal(a.Budget.Total, a.Budget.Places))
	if a.Share != nil {
		t.Agreement["completion"] = a.Budget.Completion.Name()
		t.Agreement["share"] = number(a.Budget.Units(a.Share))
		t.Agreement["raised"] = json.Number(tally.Decimal(a.Raised, a.Budget.Places))
	}
	for _, o := range a.Outcomes {
		t.Rounds = append(t.Rounds, outcome(a, o))
	}
	t.Beside = object{"rule": other, "winners": append([]string{}, b.Funded()...), "spent": json.Number(tally.Decimal(b.Spent, b.Budget.Places))}
	return t
}

func outcome(f budget.Funding, o budget.Outcome) object {
	b := f.Budget
	round := object{"project": o.ID, "cost": json.Number(tally.Decimal(o.Cost, b.Places)), "backers": o.Backers, "points": o.Points, "funded_by": o.Stage}
	if f.Hangs(o.ID) {
		round["by_lot"] = true
	}
	if o.Paid != nil {
		round["each"], round["effective"] = number(b.Units(o.Paid.Each)), number(o.Paid.Effective)
	}
	return round
}
