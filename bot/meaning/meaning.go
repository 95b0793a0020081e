// Package meaning finds out what a sentence said out of the blue wants, and about
// what. What it says as an answer is read in answer and when, below.
//
// Everything here is a pure function of the words; the word lists are text files,
// made to be extended by people who do not program. Nothing is guessed: what could
// mean two things is not understood, and the caller asks.
//
// A language model may do it better. Model is what such a machine has to offer and
// Reader is the policy for using one: its answer is checked, and on any failure the
// rules answer instead. Talking to an endpoint is left to adapters/openai,
// conversations to bot/talk and the flows, places that really exist to bot/directory.
package meaning

import (
	"context"
	"embed"
	"io"
	"time"

	"yishi/bot/meaning/wording"
)

// What a person can want.
const (
	Issue       = "issue"        // report something that is wrong
	Poll        = "poll"         // vote, or know about a vote
	Notice      = "notice"       // know about an activity
	SignUp      = "signup"       // take part in an activity
	Withdraw    = "withdraw"     // no longer take part
	Course      = "course"       // learn something at the elder university
	Mine        = "mine"         // see how their own matters stand
	Join        = "join"         // tell where they live
	Human       = "human"        // speak with a person
	Proxy       = "proxy"        // have somebody else vote for them
	Paper       = "paper"        // vote on paper
	Help        = "help"         // know what the bot can do; a greeting
	StaffIssues = "staff-issues" // staff: see and answer issues
	StaffPoll   = "staff-poll"   // staff: open a poll
	StaffNotice = "staff-notice" // staff: send a notice
	None        = "none"         // not understood
)

// Intents are all that Understanding.Intent may hold, those of staff last.
func Intents(staff bool) []string {
	all := []string{
		Issue, Poll, Notice, SignUp, Withdraw, Course, Mine, Join, Human, Proxy, Paper, Help, None,
		StaffIssues, StaffPoll, StaffNotice,
	}
	if staff {
		return all
	}
	return all[:len(all)-3]
}

// Understanding is what a sentence means.
type Understanding struct {
	Intent     string     `json:"intent"`
	Confidence float64    `json:"confidence"`         // 0 to 1
	What       string     `json:"what,omitempty"`     // the matter in the person's own words
	Where      string     `json:"where,omitempty"`    // the words of the sentence that name a place
	Category   string     `json:"category,omitempty"` // of an issue: the key of a Category
	Subject    string     `json:"subject,omitempty"`  // the course or activity it is about: "太极"
	Match      string     `json:"match,omitempty"`    // the id of the open poll or notice it is about
	When       *time.Time `json:"when,omitempty"`
	Urgent     bool       `json:"urgent,omitempty"` // cannot wait for an ordinary answer
	Call       string     `json:"call,omitempty"`   // the number to call first: "119", "110", "120"
	Why        []string   `json:"why,omitempty"`    // the words that decided it
}

// Context is what the person can mean at this moment.
type Context struct {
	Now     time.Time // with its location; zero: no dates are looked for
	Staff   bool      // may mean the work of staff
	Polls   []Titled  // open, and theirs to vote in
	Notices []Titled  // activities they can see
}

// Titled is something open that a sentence can be about.
type Titled struct {
	ID    string
	Title string
	Words []string // what else it goes by: options, nicknames
	Signs bool     // of a poll: choosing in it signs up
}

// Model is a machine that understands and listens. It may fail, be slow, or
// answer nonsense: only Reader calls it.
type Model interface {
	Understand(ctx context.Context, text string, c Context) (Understanding, error)
	Transcribe(ctx context.Context, voice io.Reader, ext string) (string, error)
}

//go:embed words
var files embed.FS

var lists = wording.Lists{FS: files}
