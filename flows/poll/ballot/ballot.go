// Package ballot knows what a ballot says: what its voter is asked for, which marks are
// an answer, what they say in words, how they are counted and how the list has them.
// All of it hangs on the kind of the poll, and on whose ballot it is not at all: that is
// flows/poll/voice's.
package ballot

import (
	"fmt"

	"yishi/flows/poll"
)

// none is the label of the option that wants none of the others; "" if there is none.
func none(p poll.Poll) string {
	for _, o := range p.Options {
		if poll.SaysNone(o.Label) {
			return o.Label
		}
	}
	return ""
}

// picksNone says whether marks choose that.
func picksNone(p poll.Poll, m poll.Marks) bool {
	at := p.Index(p.Key(none(p)))
	return at >= 0 && m[at] > 0
}

// Fewest is how many options a ballot must have at least: none of them is said by one.
func Fewest(p poll.Poll) int {
	if none(p) != "" {
		return min(p.Min, 1)
	}
	return p.Min
}

// HowMany says how many options are to be chosen.
func HowMany(p poll.Poll) string {
	if p.Min == p.Max && Fewest(p) == p.Min {
		return fmt.Sprintf("%d项", p.Max)
	}
	words := fmt.Sprintf("%d到%d项", p.Min, p.Max)
	if Fewest(p) < p.Min {
		words += "，或者只选「" + none(p) + "」"
	}
	return words
}

// Spoilt says whether marks are those of a paper that nobody can read.
func Spoilt(p poll.Poll, m poll.Marks) bool { return p.Proposes() && len(p.Keys(m)) == 0 }

// Withdrew says whether marks are those of who signed up and took it all back.
func Withdrew(p poll.Poll, m poll.Marks) bool {
	return p.Info().Shape == poll.Queue && len(p.Keys(m)) == 0
}

// TakesWords says whether ballots of a poll may bear words of their voters: where a list
// of them will be published, and it is known anyway who voted what.
func TakesWords(p poll.Poll) bool { return !p.Secret && !Queues(p) && p.Seed == "" }
