package poll

import (
	"yishi/flows/poll/proof"
	"yishi/flows/tally"
)

// Result is a count: for most kinds the rows say it all; the rest is how the
// kind counts, in words that anybody can follow.
type Result struct {
	tally.Result
	Trusted Trusted  `json:"trusted,omitzero"`  // how well they are known who voted
	Late    int      `json:"late,omitempty"`    // of the electorate came onto the register later
	Verdict string   `json:"verdict,omitempty"` // where the rows do not give it
	Lines   []string `json:"lines,omitempty"`   // what came of each option, where votes do not say it
	How     []string `json:"how,omitempty"`     // how it was counted, step by step, for who asks

	Lots [][]string `json:"lots,omitempty"` // the keys of options between which the lot decides, or has decided

	Items    []ItemCount `json:"items,omitempty"`    // of an owners' vote, in the order of its options
	Asides   []string    `json:"asides,omitempty"`   // the ballots that were put aside, and papers that did not come back
	Came     int         `json:"came,omitempty"`     // who attended an assembly, voting or not
	Admitted int         `json:"admitted,omitempty"` // of them were signed in by staff
}

// ItemCount is the count of one item of an owners' vote. Where the owners' own
// rules let silence go with the majority there is a second.
type ItemCount = proof.Item
