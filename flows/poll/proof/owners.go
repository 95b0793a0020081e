package proof

import (
	"slices"

	"yishi/flows/poll/tally"
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

func countOwners(h Header, ballots []Ballot) (Result, error) {
	var parts []tally.Part
	var made []tally.Choice
	for i, b := range ballots {
		c, ok := choices[b.Ballot]
		if !ok || b.Part == nil {
			return Result{}, lineError(i)
		}
		owner := "mark " + b.Part.Owner
		if b.Part.Owner == "" {
			owner = "only " + b.Receipt
		}
		parts = append(parts, tally.Part{Unit: b.Receipt, Owner: owner, Area: b.Part.Area, Kind: b.Part.Kind})
		made = append(made, c)
	}
	register, err := tally.NewRegister(parts, h.Rule.Parking)
	if err != nil {
		return Result{}, err
	}
	o := register.Count(h.Rule.Matter, made)
	lines := o.Explain()
	if h.Rule.Silence {
		lines = slices.Concat([]string{"不计未表决的："}, lines, []string{o.ExplainSilence()})
		o = o.WithSilence()
		lines = append(lines, o.Explain()...)
	}
	return Result{Decision: o.Decision, Figures: o, Lines: lines}, nil
}
