// Package poll puts questions to the people of a place and counts their answers:
// staff open a poll, everybody it is for is told and votes by a press or a
// digit, may change it until closing, and is told the result.
//
//	draft ──Open──▶ open ──its time comes──▶ closed ──by day──▶ published
//	                  └──Cancel, with a reason──▶ cancelled
//
// Rules only tighten: an opened poll is not edited, a secret one stays secret,
// and nobody sees how it stands before it is closed.
//
// Who has voted (the roll) and what was voted (the ballots) are kept apart. In an
// open poll the ballot names its voter and the roll the ballot. In a secret one
// neither knows of the other: the ballot lies under the receipt, a random code
// that only the voter holds, without a time and in no order.
//
// Counting is left to poll/tally, sending to the outbox, who lives where to the
// directory.
package poll

import (
	"slices"
	"strconv"
	"time"

	"yishi/bot/directory"
	"yishi/flows/poll/tally"
	"yishi/store"
)

// State is where a poll is in its life.
type State string

const (
	Draft     State = "draft"     // shown to its maker, kept nowhere
	Opened    State = "open"      // ballots are taken
	Closed    State = "closed"    // counted, not yet told
	Published State = "published" // told
	Cancelled State = "cancelled"
)

// Poll is one question to the people of a place.
type Poll struct {
	ID       string             `json:"id"`
	No       int                `json:"no"` // what people call it
	Question string             `json:"question"`
	Note     string             `json:"note,omitempty"`
	Options  []Option           `json:"options"`
	Min      int                `json:"min"`
	Max      int                `json:"max"`
	Secret   bool               `json:"secret,omitempty"`
	For      directory.Audience `json:"for"`
	Quorum   tally.Bar          `json:"quorum,omitzero"`
	Line     tally.Bar          `json:"line,omitzero"` // of votes for the first

	State      State         `json:"state"`
	By         string        `json:"by,omitempty"`
	Opens      time.Time     `json:"opens,omitzero"`
	Closes     time.Time     `json:"closes"`
	Reminds    time.Time     `json:"reminds,omitzero"`    // zero: nobody is reminded
	Electorate int           `json:"electorate"`          // who could vote when it opened, or when it closed
	Result     *tally.Result `json:"result,omitempty"`    // from closing on
	Cancelled  string        `json:"cancelled,omitempty"` // why
}

// Option is one thing to choose. Keys are letters in the order of the list.
type Option struct {
	Key   string `json:"key"`
	Label string `json:"label"`
}

var polls = store.NewTable("poll", func(p *Poll) string { return store.Key(p.ID) },
	store.Index[Poll]{Name: "state", Keys: func(p *Poll) []string { return []string{store.Key(string(p.State), p.Closes)} }},
	store.Index[Poll]{Name: "closes", Keys: func(p *Poll) []string { return []string{store.Key(p.Closes)} }},
)

// Get returns a poll.
func Get(tx store.Tx, id string) (Poll, bool) { return polls.Get(tx, store.Key(id)) }

// Current are the polls that take ballots, the first to close first.
func Current(tx store.Tx) []Poll {
	return slices.DeleteFunc(slices.Collect(polls.By(tx, "state", string(Opened))), func(p Poll) bool { return !p.Takes(tx.Now()) })
}

// Recent are the polls that closed within a span before now, the last first.
func Recent(tx store.Tx, within time.Duration) []Poll {
	var past []Poll
	for id := range polls.Between(tx, "closes", store.Key(tx.Now().Add(-within)), store.Key(tx.Now())) {
		if p, ok := polls.Get(tx, id); ok && p.State == Published {
			past = append(past, p)
		}
	}
	slices.Reverse(past)
	return past
}

// Takes says whether ballots are taken at a moment: the agenda may be a little
// late with closing.
func (p *Poll) Takes(now time.Time) bool { return p.State == Opened && now.Before(p.Closes) }

// Label is what an option is called.
func (p *Poll) Label(key string) string {
	for _, o := range p.Options {
		if o.Key == key {
			return o.Label
		}
	}
	return ""
}

func (p *Poll) labels() []string {
	var labels []string
	for _, o := range p.Options {
		labels = append(labels, o.Label)
	}
	return labels
}

// question is the poll as something to count.
func (p *Poll) question() tally.Question {
	q := tally.Question{Min: p.Min, Max: p.Max, Electorate: p.Electorate, Quorum: p.Quorum, Threshold: p.Line}
	for _, o := range p.Options {
		q.Options = append(q.Options, o.Key)
	}
	return q
}

func (p *Poll) no() string { return "第" + strconv.Itoa(p.No) + "号投票" }

// rule is what the organiser chose of what it takes to decide.
func rule(choice string) (quorum, line tally.Bar) {
	switch choice {
	case "half":
		return tally.Half, tally.Bar{}
	case "third":
		return tally.TwoThirds, tally.Bar{}
	case "line":
		return tally.Half, tally.Half
	}
	return quorum, line
}
