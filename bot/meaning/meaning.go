// Package meaning finds out what a sentence said out of the blue wants, and about
// what. What can be wanted at all is handed to it: every capability brings its
// intents with their words (Intent), and none is named here. What a sentence says as
// an answer is read in answer and when, below.
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

// None is the intent of what is not understood.
const None = "none"

// Understanding is what a sentence means.
type Understanding struct {
	Intent     string     `json:"intent"`
	Confidence float64    `json:"confidence"`         // 0 to 1
	What       string     `json:"what,omitempty"`     // the matter in the person's own words
	Where      string     `json:"where,omitempty"`    // the words of the sentence that name a place
	Category   string     `json:"category,omitempty"` // the key of a Kind, of what is sorted into kinds
	Subject    string     `json:"subject,omitempty"`  // what it is about: "太极"
	Match      string     `json:"match,omitempty"`    // the id of the open thing it is about
	When       *time.Time `json:"when,omitempty"`
	Urgent     bool       `json:"urgent,omitempty"`  // cannot wait for an ordinary answer
	Call       string     `json:"call,omitempty"`    // the number to call first: "119", "110", "120"
	Why        []string   `json:"why,omitempty"`     // the words that decided it
	Offered    bool       `json:"offered,omitempty"` // a machine's word alone, for what is done at once: ask first
}

// Context is what the person can mean at this moment.
type Context struct {
	Now   time.Time // with its location; zero: no dates are looked for
	Staff bool      // may mean the work of staff
	Open  []Titled  // what is open to them
	Names []string  `json:",omitempty"` // of people they speak of: nobody else is to know them
}

// Titled is something open that a sentence can be about.
type Titled struct {
	ID    string
	Title string
	Words []string // what else it goes by: options, nicknames
	Pool  Pool
	Of    string // the intent it belongs to
	Flow  string // the conversation that shows it
	Name  string // what that conversation knows it by
	Only  string `json:",omitempty"` // what who asks to be signed up is told, where that cannot be
}

// Pool parts what is open by what one can do about it.
type Pool string

// The pools.
const (
	Joined Pool = "joined" // one signs up for it
	Voted  Pool = "voted"  // one votes in it
)

// Model is a machine that understands and listens. It may fail, be slow, or
// answer nonsense: only Reader calls it.
type Model interface {
	Understand(ctx context.Context, text string, c Context) (Understanding, error)
	Transcribe(ctx context.Context, voice io.Reader, ext string) (string, error)
}

//go:embed words
var files embed.FS

var lists = wording.Lists{FS: files}
