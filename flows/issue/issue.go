// Package issue keeps what residents say is wrong (诉求) and its way to the end:
// reported, taken, answered, closed, rated, with a number people are told and a
// day by which there is an answer. Who receives an issue first stays with it
// until it is handed over or closed; what gets no answer in time goes one level
// up; nothing is closed in silence.
//
//	open ──▶ taken ──▶ answered ──▶ closed ──▶ (rated, or nobody said)
//	  │        │          │           │
//	  └────────┴──────────┴▶ withdrawn└─ 没解决 ─▶ reopened ──▶ taken …
//
// The rules are in report.go (what reporters do), handle.go (what staff do) and
// late.go (what time does). Both are talked with in flows/issue/care. It leaves
// to others what a sentence out of the blue means (the front desk), how messages
// travel, and who people are.
package issue

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/store"
)

// State is how far an issue has come.
type State string

// States of an issue.
const (
	Open      State = "open"
	Taken     State = "taken"
	Answered  State = "answered"
	Closed    State = "closed"
	Reopened  State = "reopened" // closed, but the reporter says it is not solved
	Withdrawn State = "withdrawn"
)

// Issue is something that is wrong.
type Issue struct {
	No       string      `json:"no"` // what people are told: 26-0007
	Reporter string      `json:"reporter"`
	By       string      `json:"by,omitempty"` // who reported it for them
	Chat     bot.Address `json:"chat"`         // where it was reported: answers go there
	What     string      `json:"what"`
	Photos   []string    `json:"photos,omitempty"` // media ids
	Spot     talk.Spot   `json:"spot"`
	Building string      `json:"building"` // or what is nearest to one around the spot
	Category string      `json:"category"`
	Urgent   bool        `json:"urgent,omitempty"`
	State    State       `json:"state"`
	Role     string      `json:"role"`              // whose turn it is: a role of the directory
	Handler  string      `json:"handler,omitempty"` // who has taken it
	Filed    time.Time   `json:"filed"`
	Due      time.Time   `json:"due"`              // the day of the answer, as it was told
	Late     int         `json:"late,omitempty"`   // how many such days passed without an answer
	Ended    time.Time   `json:"ended,omitzero"`   // closed or withdrawn
	Cost     int         `json:"cost,omitempty"`   // of putting it right, in fen
	Asked    int         `json:"asked,omitempty"`  // how often it was asked whether it is solved
	Solved   bool        `json:"solved,omitempty"` // as its reporter says
	Rating   int         `json:"rating,omitempty"`
	Said     string      `json:"said,omitempty"` // what the last words to the reporter belong to, in the outbox
	Events   []Event     `json:"events"`
}

// Act says what an Event is.
type Act string

// Acts in the life of an issue.
const (
	Filed    Act = "filed"
	Added    Act = "added"
	Took     Act = "took"
	Answer   Act = "answer"
	Handed   Act = "handed"
	Sorted   Act = "sorted" // into another category
	Close    Act = "close"
	Agreed   Act = "agreed" // the reporter: it is solved
	Rated    Act = "rated"
	Reopen   Act = "reopen"
	Withdrew Act = "withdrew"
	Unsaid   Act = "unsaid" // within a minute; To is what
	Gave     Act = "gave"   // back, for others to take
	Overdue  Act = "overdue"
)

// Event is one line of an issue's history.
type Event struct {
	At    time.Time `json:"at"`
	By    string    `json:"by,omitempty"` // a person; nobody for what time does
	As    string    `json:"as,omitempty"` // the role in which staff did it
	Act   Act       `json:"act"`
	Text  string    `json:"text,omitempty"`
	Photo string    `json:"photo,omitempty"`
	More  []string  `json:"more,omitempty"` // photos beside it
	To    string    `json:"to,omitempty"`   // of Handed and Overdue: a role; of Sorted: a category
}

// Shots are all photos of an issue, the oldest first.
func (i Issue) Shots() []string {
	shots := slices.Clone(i.Photos)
	for _, e := range i.Events {
		if e.Photo != "" {
			shots = append(append(shots, e.Photo), e.More...)
		}
	}
	return shots
}

var issues = store.NewTable("issue",
	func(i *Issue) string { return store.Key(i.No) },
	store.Index[Issue]{Name: "reporter", Keys: func(i *Issue) []string {
		if i.By != "" {
			return []string{store.Key(i.Reporter, i.Filed), store.Key(i.By, i.Filed)}
		}
		return []string{store.Key(i.Reporter, i.Filed)}
	}},
	store.Index[Issue]{Name: "place", Keys: func(i *Issue) []string {
		return []string{store.Key(i.Spot.Place+"/", string(i.State), i.answerBy())}
	}},
	store.Index[Issue]{Name: "live", Keys: func(i *Issue) []string {
		if !i.Live() {
			return nil
		}
		return []string{store.Key(i.Spot.Place+"/", i.Filed)}
	}},
).Copied(Issue.clone)

// clone is an issue whose parts nobody else has.
func (i Issue) clone() Issue {
	i.Photos, i.Events = slices.Clone(i.Photos), slices.Clone(i.Events)
	if i.Spot.Pin != nil {
		pin := *i.Spot.Pin
		i.Spot.Pin = &pin
	}
	return i
}

// Get returns the issue with this number.
func Get(tx store.Reader, no string) (Issue, bool) { return issues.Get(tx, store.Key(no)) }

func put(tx store.Tx, i Issue) { issues.Put(tx, i) }

// Live reports whether there is still something to do about it.
func (i *Issue) Live() bool { return i.State != Closed && i.State != Withdrawn }

// Waits reports whether the reporter still waits for the answer that was promised.
func (i *Issue) Waits() bool { return i.Live() && i.State != Answered }

// Overdue reports whether a day on which an answer was promised has passed without one.
func (i *Issue) Overdue(now time.Time) bool {
	return i.Waits() && (i.Late > 0 || now.After(i.Due))
}

// Silent reports whether the reporter was asked twice and never said if it is solved.
func (i *Issue) Silent() bool { return i.State == Closed && i.Rating == 0 && !i.Solved && i.Asked > 1 }

// answerBy is Due while it matters and nothing later; a missed day stays missed.
func (i *Issue) answerBy() time.Time {
	switch {
	case !i.Waits():
		return time.Time{}
	case i.Late > 0:
		return i.Filed
	}
	return i.Due
}

func (i *Issue) note(e Event) { i.Events = append(i.Events, e) }

// Hands is the chain of those who had the issue: who took it, to whom it went.
func (i *Issue) Hands() []Event {
	var chain []Event
	for _, e := range i.Events {
		if e.Act == Took || e.Act == Handed || e.Act == Overdue && e.To != "" {
			chain = append(chain, e)
		}
	}
	return chain
}

// nextNumber is the number people are told: the year, and a count within it.
func nextNumber(tx store.Tx) string {
	year := tx.Now().In(bot.Zone).Year() % 100
	return fmt.Sprintf("%02d-%04d", year, store.Next(tx, fmt.Sprintf("issue/%02d", year)))
}

// IsReporter reports whether somebody is the reporter, perhaps as a guest of former days,
// or reported it for them and may still act for them.
func IsReporter(tx store.Reader, who directory.Person, i Issue) bool {
	return directory.Resolve(tx, i.Reporter) == directory.Resolve(tx, who.ID) || reportedFor(tx, who, i)
}

func reportedFor(tx store.Reader, who directory.Person, i Issue) bool {
	return i.By != "" && directory.Resolve(tx, i.By) == directory.Resolve(tx, who.ID) && directory.ActsFor(tx, who, i.Reporter)
}

// Title is the beginning of what was said, short enough for a button.
func (i *Issue) Title() string {
	const most = 12
	words := strings.Join(strings.Fields(i.What), " ")
	if n := strings.IndexAny(words, "，。！？；,;!?"); n >= 12 {
		words = words[:n]
	}
	if runes := []rune(words); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return words
}
