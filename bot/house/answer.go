package house

import (
	"yishi/bot/directory"
	"yishi/store"
)

// Answer is what a capability has for a question, and how well that fits (meaning.Fit). Its
// flow is given the id as talk.Of, and the question as "text".
type Answer struct {
	Fit  float64 `json:"fit"`
	Flow string  `json:"flow,omitempty"`
	Of   string  `json:"of,omitempty"`
}

// Answers finds the answer of a capability that fits a question best.
type Answers func(tx store.Reader, who directory.Person, question string) Answer

// BestAnswer is the best of all kits.
func BestAnswer(tx store.Reader, kits []Kit, who directory.Person, question string) (best Answer) {
	for _, k := range kits {
		if k.Answers == nil {
			continue
		}
		if a := k.Answers(tx, who, question); a.Fit > best.Fit {
			best = a
		}
	}
	return best
}
