package tell

import (
	"time"

	"yishi/flows/poll/proof"
	"yishi/store"
)

// While a poll is open it is told every hour how many ballots there are, with a root of
// them that says nothing else, and once more when it closes. All of it stands in the
// list, so that ballots cannot be added afterwards to hours that are over.
//
// What the roots are blinded with is forgotten at the closing. With it, who has the list
// of a small poll could find out in which hour a ballot came.

// Chain is where the heads of a poll stand.
type Chain struct {
	Poll   string     `json:"poll"`
	Secret string     `json:"secret,omitempty"` // that the keys of the heads are made of; forgotten at the closing
	Key    string     `json:"key,omitempty"`    // opens the head of the closing, once it is made
	Struck int        `json:"struck,omitempty"` // ballots that were taken out
	Heads  int        `json:"heads,omitempty"`
	Last   proof.Head `json:"last,omitzero"`
	Before string     `json:"before,omitempty"` // mark of the head before the last
	Shown  Shown      `json:"shown,omitzero"`
	Page   string     `json:"page,omitempty"` // address of the page where they stand
}

// Shown is what the groups are shown of the heads: the first of those that have the
// same number. Their line changes when somebody votes, not when somebody changes their
// ballot, and not every hour.
type Shown struct {
	At          time.Time `json:"at"`
	Ballots     int       `json:"ballots"`
	Fingerprint string    `json:"mark"`
}

// Link is one head of a poll.
type Link struct {
	Poll string     `json:"poll"`
	No   int        `json:"no"`
	Head proof.Head `json:"head"`
}

var (
	Chains = store.NewTable("pollchain", func(c *Chain) string { return store.Key(c.Poll) })
	Links  = store.NewTable("pollhead", func(l *Link) string { return store.Key(l.Poll, l.No) })
)

// ChainOf is where the heads of a poll stand.
func ChainOf(tx store.Reader, poll string) Chain {
	c, _ := Chains.Get(tx, store.Key(poll))
	c.Poll = poll
	return c
}

// Struck notes that a ballot was taken out.
func Struck(tx store.Tx, poll string) {
	c := ChainOf(tx, poll)
	c.Struck++
	Chains.Put(tx, c)
}
