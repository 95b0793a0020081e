// Package issue keeps what residents say is wrong (诉求) and its way to the end. At every
// moment an issue that is not over has one owner and one day by which something must
// happen (Next): put, which all writing goes through, sees to it and has the agenda look
// when the day has passed. So nothing lies forgotten, whoever is silent.
//
//	received ─▶ taken ─▶ answered ─▶ on site ─▶ solved ── asked back ─▶ over
//	   │ ▲        │         │           │          │         │
//	   │ └────────┴─ handed, refused ───┤          │         └ called by the branch (回访)
//	   │            (a date passes: up) │          └ 没解决 ─▶ reopened, one level up
//	   ├▶ withdrawn   ├▶ outside: waits for a department, with its name and day
//	   └▶ the same as another, and goes its way
//
// What is not ours ends as solved does: whose it is is told, and whether that helped is
// asked. Each state has its day:
//
//	received    until somebody has taken it: minutes, hours or a working day (deadline)
//	taken       the day of the answer, by its category (deadline)
//	answered    the day that the answer promised; asked after once, then one level up
//	outside     the day that the department named; the same
//	solved      two days: asked again; two more: closed, marked as silent
//	called      5 working days, then one level up
//
// When a day passes the issue goes one level up the ladder (who.go), and at the top it is
// asked for again and again. The rules are in report.go (what reporters do), handle.go,
// answer.go and pass.go (what staff do) and late.go (what time does). They are talked with
// in flows/issue/care and flows/issue/clerk; morning.go tells each level once a day what
// it has. It leaves to others what a sentence out of the blue means (the front
// desk), how messages travel, and who people are.
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
	OnSite    State = "onsite"  // somebody is there
	Outside   State = "outside" // an outside department has it in hand (Dept)
	Foreign   State = "foreign" // not ours; whose it is was told (Dept)
	Same      State = "same"    // as another (Of), and goes its way
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
	Due      time.Time   `json:"due"`              // the day that was told to the reporter
	Limit    time.Time   `json:"limit,omitzero"`   // by which it is to be solved, as its category has it
	Next     time.Time   `json:"next,omitzero"`    // by which something must happen (when)
	Late     int         `json:"late,omitempty"`   // how many such days passed
	Missed   time.Time   `json:"missed,omitzero"`  // the first day that passed since the last answer
	Nudged   bool        `json:"nudged,omitempty"` // what was promised was asked after
	Hard     bool        `json:"hard,omitempty"`   // its handler said so, and why
	Dept     string      `json:"dept,omitempty"`   // of Outside and Foreign: who
	Of       string      `json:"of,omitempty"`     // of Same: the other
	Giver    string      `json:"giver,omitempty"`  // the role that handed it over, until somebody takes it
	Refused  int         `json:"refused,omitempty"`
	Check    Check       `json:"check,omitempty"`  // of a closed one: how it stands with the call of the branch
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
	Arrived  Act = "arrived"  // somebody is there
	Waits    Act = "waits"    // for an outside department; To is its name
	Referred Act = "referred" // not ours; To is whose
	Joined   Act = "joined"   // another; To is its number
	Refused  Act = "refused"  // what was handed over; To is the role it went back or up to
	Helped   Act = "helped"   // asked for help; To is the role above
	Extended Act = "extended"
	Nudged   Act = "nudged"  // the day that was promised passed
	Silence  Act = "silence" // nobody said whether it is solved
	Called   Act = "called"  // by the branch, after it was over
)

// Check is how it stands with the call of the branch.
type Check string

const (
	ToCall  Check = "tocall"
	WasGood Check = "good"
	WasBad  Check = "bad"
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
	store.Index[Issue]{Name: "next", Keys: func(i *Issue) []string {
		if i.Next.IsZero() {
			return nil
		}
		return []string{store.Key(i.Next)}
	}},
	store.Index[Issue]{Name: "of", Keys: func(i *Issue) []string {
		if i.Of == "" {
			return nil
		}
		return []string{store.Key(i.Of)}
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
