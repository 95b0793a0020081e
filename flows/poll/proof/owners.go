package proof

import (
	"slices"

	"yishi/flows/tally"
	"yishi/flows/tally/estate"
)

var choices = map[string]tally.Choice{
	"yes": tally.Yes, "no": tally.No, "abstain": tally.Abstain, "invalid": tally.Invalid,
	"silent": tally.Silent, "undelivered": tally.NotDelivered,
}

// Word is how a ballot of an assembly or of owners says a choice.
func Word(c tally.Choice) string {
	for word, choice := range choices {
		if choice == c {
			return word
		}
	}
	return ""
}

func countAssembly(h Header, ballots []Ballot) (Result, error) {
	answers := map[string][]tally.Choice{}
	for i, b := range ballots {
		c, ok := choices[b.Ballot]
		if !ok || c == tally.Silent || c == tally.NotDelivered {
			return Result{}, lineError(i)
		}
		answers[b.Receipt] = append(answers[b.Receipt], c)
	}
	rule := tally.Assembly{Attend: h.Rule.Quorum, Agree: h.Rule.Line, Clause: h.Rule.Clause}
	show := tally.Show{Entitled: h.Electorate, Attended: h.Rule.Came}.Count(answers)
	return Result{Decision: rule.Decide(show), Figures: show, Lines: rule.Explain(show)}, nil
}

// Item is the count of one item of an owners' vote. Where the owners' own rules let
// silence go with the majority there is a second.
type Item struct {
	Owners  estate.Owners  `json:"owners"`
	Silence *estate.Owners `json:"silence,omitempty"`
}

// Count counts one item: a choice for each part of the register.
func Count(w *estate.Weights, m estate.Matter, made []tally.Choice, silence bool) Item {
	i := Item{Owners: w.Count(m, made)}
	if silence {
		with := i.Owners.WithSilence()
		i.Silence = &with
	}
	return i
}

// Holds is the count that decides.
func (i Item) Holds() estate.Owners {
	if i.Silence != nil {
		return *i.Silence
	}
	return i.Owners
}

// Explain says in Chinese how an item was counted, with the words before the clause
// that tell what it was to this count.
func (i Item) Explain(basis string) []string {
	lines := i.Owners.ExplainBy(basis)
	if i.Silence != nil {
		lines = slices.Concat(lines, []string{"", "按议事规则，把未表决的算进去：", i.Silence.ExplainSilence()}, i.Silence.ExplainBy(basis))
	}
	return lines
}

func countOwners(h Header, ballots []Ballot) (Result, error) {
	if len(ballots) > estate.MaxParts {
		return Result{}, lineError(estate.MaxParts)
	}
	weights := &estate.Weights{}
	made := make([][]tally.Choice, len(h.Options))
	persons := map[string]int{}
	next := 0
	for i, b := range ballots {
		said, ok := stances(b.Ballot, len(h.Options))
		if !ok || b.Part == nil || b.Part.Area <= 0 || b.Part.Area > estate.MaxArea {
			return Result{}, lineError(i)
		}
		person, known := persons[b.Part.Owner]
		if !known || b.Part.Owner == "" {
			person, next = next, next+1
			persons[b.Part.Owner] = person
		}
		weights.Add(b.Part.Area, person)
		for item, choice := range said {
			made[item] = append(made[item], choice)
		}
	}
	return ofItems(h, weights, made), nil
}

func ofItems(h Header, weights *estate.Weights, made [][]tally.Choice) Result {
	var r Result
	items := []Item{}
	for n, o := range h.Options {
		item := Count(weights, o.Matter, made[n], h.Rule.Silence)
		items = append(items, item)
		r.Lines = append(r.Lines, "「"+o.Label+"」")
		r.Lines = append(r.Lines, item.Explain(estate.Basis)...)
	}
	if len(items) == 1 {
		r.Decision = items[0].Holds().Decision
	}
	r.Figures = items
	return r
}

// stances reads what a part's ballot says of each of n items.
func stances(ballot string, n int) ([]tally.Choice, bool) {
	said := make([]tally.Choice, n)
	words := split(ballot)
	if c, ok := choices[ballot]; ok && (c == tally.Silent || c == tally.NotDelivered) {
		for i := range said {
			said[i] = c
		}
		return said, true
	}
	if len(words) != n {
		return nil, false
	}
	for i, word := range words {
		c, ok := choices[word]
		if said[i] = c; !ok || c == tally.Silent || c == tally.NotDelivered {
			return nil, false
		}
	}
	return said, true
}
