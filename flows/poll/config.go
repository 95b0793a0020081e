package poll

import (
	"io"

	"yishi/flows/poll/proof"
	"yishi/store"
)

// Config is what polls, and those who talk of them, need of the house they are in.
type Config struct {
	Codes   Codes                    // of receipts
	Blinds  Codes                    // of what heads are blinded with; nil: RandomCodes
	Picture Picture                  // nil: results have none
	Page    func(code string) string // the address of the page of a result; nil: there are no pages
	Print   func(code string) string // the address of something to print; nil: nothing is printed
}

// Picture draws the result of a poll, in type that can be read when it is passed on.
// There is no list of sign-ups.
type Picture func(w io.Writer, tx store.Reader, p Poll, l *proof.List) error
