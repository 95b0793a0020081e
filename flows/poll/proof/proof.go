// Package proof makes the result of a poll something that anyone can check with
// nothing from the server but one file: the list of its ballots, anonymised, with
// what was asked and the rule in front and the root of a Merkle tree (RFC 6962)
// at the end. Changing any byte of it changes the root, which was published with
// the result; and the file can be counted again.
//
// The list stands in the order of the receipts, which are random, so its order
// tells nothing of who came when. It holds the receipts themselves and not hashes
// of them: voters look theirs up by eye; a code of eight characters is found
// behind its hash in minutes, so the hash would protect nobody; and somebody who
// is made to show how they voted can point at any line of a list of codes, while
// only the true voter could show the code behind a hash. After closing a receipt
// gives no power over its ballot.
//
// Package proof has no store and no clock. Who may have a file, and where roots
// are published, is left to package poll.
package proof

import (
	"encoding/json"
	"time"

	"yishi/flows/tally"
	"yishi/flows/tally/budget"
	"yishi/flows/tally/estate"
)

// Kind says what a ballot of a poll says and how the ballots are counted.
type Kind string

const (
	Choice   Kind = "choice"   // "a,c": the options chosen; "" for none of them
	Ranking  Kind = "ranking"  // "b>a=d": options in order, equals with =
	Score    Kind = "score"    // "a:5,b:3": points
	Approval Kind = "approval" // "a,c", any number of them
	Assembly Kind = "assembly" // "yes", "no", "abstain" or "invalid"
	Budget   Kind = "budget"   // "a,c", or with points as of a score; the options have costs
	Lottery  Kind = "lottery"  // "a,c": the options signed up for, that have seats
	Owners   Kind = "owners"   // "yes,no,abstain": each option is an item; or "silent", "undelivered"; with a Part
)

// Header is what stands in front of the ballots: all that decides, beside them.
type Header struct {
	Format     string          `json:"format"`
	Poll       string          `json:"poll"`
	No         int             `json:"no"`
	Question   string          `json:"question"`
	Kind       Kind            `json:"kind"`
	Options    []Option        `json:"options,omitempty"`
	Secret     bool            `json:"secret,omitempty"`
	Closed     time.Time       `json:"closed"`
	Electorate int             `json:"electorate"`         // persons who could vote
	Register   string          `json:"register,omitempty"` // hash of the frozen register
	Homes      string          `json:"homes,omitempty"`    // SHA-256 of the roll of the homes that voted, in hexadecimal
	Heads      []Head          `json:"heads,omitempty"`    // that were told before; the last is of the closing
	HeadKey    string          `json:"headKey,omitempty"`  // opens the last head
	Rule       Rule            `json:"rule"`
	Counted    json.RawMessage `json:"counted,omitempty"` // the result, filled in by New
}

// Format is the first thing in a file. In the first format the seed of the lot was
// told before anybody voted and stands in the rule; since the second the lot is drawn
// from a number that nobody knows until the list is closed and its root told: see
// Drawn. Since the third a ballot may bear words of its voter.
const (
	Format       = "yishi ballots 3"
	SecondFormat = "yishi ballots 2"
	FirstFormat  = "yishi ballots 1"
)

// Option is one thing to choose.
type Option struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Cost  int64  `json:"cost,omitempty"`  // of a project, in the smallest coin of the rule
	Seats int    `json:"seats,omitempty"` // that are drawn for

	Matter estate.Matter `json:"matter,omitempty"` // of an item that owners decide on
}

// Rule is what a poll was to be decided by. Each kind reads what is of its kind.
type Rule struct {
	Min        int               `json:"min,omitempty"`
	Max        int               `json:"max,omitempty"`
	Quorum     tally.Bar         `json:"quorum,omitzero"`
	Line       tally.Bar         `json:"line,omitzero"`
	Most       int               `json:"most,omitempty"`       // points a score may be
	Seed       string            `json:"seed,omitempty"`       // of the lot, in the first format
	Draw       string            `json:"draw,omitempty"`       // 2026-12-05: whose number the lot is made of, where one is needed
	Total      int64             `json:"total,omitempty"`      // of a budget
	Places     int               `json:"places,omitempty"`     // a coin is 10^-Places of the unit
	Unit       string            `json:"unit,omitempty"`       // 元 when empty
	Least      int64             `json:"least,omitempty"`      // points a project needs
	Purse      int               `json:"purse,omitempty"`      // points a voter had to share; 0: no matter
	Completion budget.Completion `json:"completion,omitempty"` // what becomes of money that the shares leave over
	Came       int               `json:"came,omitempty"`       // who attended an assembly
	Silence    bool              `json:"silence,omitempty"`    // delivered silence goes with the majority
	Clause     string            `json:"clause,omitempty"`
}

// Ballot is one line of the list. Words are the voter's own: whoever makes a list can
// give two who vote alike the same receipt, and so one line, but not the same words.
type Ballot struct {
	Receipt string `json:"receipt"`
	Ballot  string `json:"ballot"`
	Part    *Part  `json:"part,omitempty"`
	Words   string `json:"words,omitempty"`
}

// Part is the weight of an owner's ballot. Every part with a vote has a line, under
// a receipt made at closing where no ballot came. Owner is a mark, drawn at
// closing, that the parts of one owner share; "" where there is only this one.
type Part struct {
	Area  int64  `json:"area"` // in 0.001 m²
	Owner string `json:"owner,omitempty"`
}

// foot is the last line.
type foot struct {
	Ballots int    `json:"ballots"`
	Header  string `json:"header"` // hash of the first line
	Root    string `json:"root"`
	Drawn   *Drawn `json:"drawn,omitempty"`
	Key     string `json:"key,omitempty"` // under which it is signed; in the first format it is not there
	Signed  string `json:"signed,omitempty"`

	line string // as it stands there
}
