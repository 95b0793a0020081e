// Package notice is what is kept of what many people are told: plain news, or an
// activity that one signs up for.
//
//	draft ── sent now, or at eight ──▶ sending ── all settled ──▶ sent
//	  └──────────── cancelled ◀───────────┴────────────────────────┘
//
// A draft, or the rest of one being sent, whose time passes while nothing runs is
// missed: its sender is asked whether it still holds.
//
// How a notice goes out, is corrected and taken back is flows/notice/send's; who comes
// to an activity flows/notice/activity's. Staff are talked with in flows/notice/write.
//
// Who belongs to an audience is known to bot/directory; how messages travel and
// what became of each to bot/outbox. Nothing here claims that anybody has read
// anything: no platform tells.
package notice

import (
	"iter"
	"strconv"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/when"
	"yishi/store"
)

// Kinds of notices.
const (
	Plain    = "plain"
	Activity = "activity"
)

// State is where a notice is on its way.
type State string

const (
	Draft     State = "draft"  // to be sent at Notice.Send
	Missed    State = "missed" // the time to send it passed while nothing ran; its sender is asked
	Sending   State = "sending"
	Sent      State = "sent"
	Cancelled State = "cancelled"
)

// Notice is one message to many.
type Notice struct {
	No     uint64 `json:"no"`
	Kind   string `json:"kind"`
	Urgent bool   `json:"urgent,omitempty"` // goes out at night too
	Title  string `json:"title"`
	Text   string `json:"text,omitempty"`
	Photo  string `json:"photo,omitempty"` // id of a photo somebody sent

	// Of an activity:
	At       time.Time `json:"at,omitzero"` // when it begins
	Where    string    `json:"where,omitempty"`
	Capacity int       `json:"capacity,omitempty"` // 0: no limit

	To        directory.Audience `json:"to"`
	By        string             `json:"by"`
	State     State              `json:"state"`
	Why       string             `json:"why,omitempty"`       // it was cancelled
	Withdrawn bool               `json:"withdrawn,omitempty"` // it was cancelled because it should not have been sent
	Made      time.Time          `json:"made"`
	Ends      time.Time          `json:"ends,omitzero"`   // of no use after
	Send      time.Time          `json:"send"`            // when it went out, or is to
	Remind    time.Time          `json:"remind,omitzero"` // when those coming are reminded
	Posts     []string           `json:"posts,omitempty"` // messages of the outbox to groups
}

// ID is the notice's number as text, for buttons and references.
func (n Notice) ID() string { return strconv.FormatUint(n.No, 10) }

// Of is what the notice's messages belong to in the outbox.
func (n Notice) Of() string { return "notice/" + n.ID() }

// OfOne is what messages to one who signed up belong to.
func (n Notice) OfOne(person string) string { return n.Of() + "/" + person }

// OfFix is what the word about a correction belongs to.
func (n Notice) OfFix() string { return n.Of() + "/corrected" }

// Until is when a notice is of no use any more: when the activity begins, or the
// last day that it names is over. Zero: it does not say.
func (n Notice) Until() time.Time {
	if n.Kind == Activity {
		return n.At
	}
	return n.Ends
}

var notices = store.NewTable("notice", func(n *Notice) string { return store.Key(n.No) },
	store.Index[Notice]{Name: "at", Keys: func(n *Notice) []string {
		if n.Kind != Activity || n.State == Draft || n.State == Cancelled {
			return nil
		}
		return []string{store.Key(n.At)}
	}},
)

// Get returns the notice with this id.
func Get(tx store.Reader, id string) (Notice, bool) {
	no, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return Notice{}, false
	}
	return notices.Get(tx, store.Key(no))
}

// Put keeps a notice.
func Put(tx store.Tx, n Notice) { notices.Put(tx, n) }

// Latest are all notices, the newest first.
func Latest(tx store.Reader) iter.Seq[Notice] { return notices.Back(tx, "", "") }

// Upcoming are the activities one can sign up for, the next first.
func Upcoming(tx store.Reader) []Notice {
	var all []Notice
	from, _ := store.Prefix(store.Key(tx.Now()))
	for key := range notices.Between(tx, "at", from, "") {
		if n, ok := notices.Get(tx, key); ok && !Over(tx, n) {
			all = append(all, n)
		}
	}
	return all
}

// Over: the activity has begun.
func Over(tx store.Reader, n Notice) bool { return n.Kind == Activity && !tx.Now().Before(n.At) }

// Ends is the end of the last day to come that plain news name.
func Ends(n Notice, now time.Time) time.Time {
	if last, ok := when.LastDay(n.Title+"\n"+n.Text, now.In(bot.Zone)); ok {
		return last.AddDate(0, 0, 1)
	}
	return time.Time{}
}

// Photos gives the file name of a photo that somebody sent, "" while it is not there yet.
type Photos func(tx store.Reader, id string) string
