package poll

import (
	"errors"
	"io"

	"yishi/bot"
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

// Stretch is how many people come onto a register in one transaction: few
// enough that people in conversation do not notice.
const Stretch = 1000

// Kinds of agenda entries; each refers to the poll's id.
const (
	DueEnrol   = "poll.enrol"
	DueOpen    = "poll.open"
	DueInvite  = "poll.invite"
	DueRemind  = "poll.remind"
	DueClose   = "poll.close"
	DueCount   = "poll.count"
	DuePublish = "poll.publish"
	DueSeats   = "poll.seats"
	DueArchive = "poll.archive"
	DueLive    = "poll.live"
	DueNumber  = "poll.number"
	DueHead    = "poll.head"
)

// Names of silent and invited in the outbox.
const (
	FilterSilent  = "poll.silent"
	FilterInvited = "poll.invited"
)

// LineRecorded is the name of recorded in the outbox.
const LineRecorded = "poll.recorded"

// What the program has to tell of a refusal: the poll has not begun; what helps is
// said to us in a chat of one's own.
var (
	ErrNotYet = errors.New("poll: not begun")
	ErrReply  = errors.New("poll: to be said in private")
)

// Reply is a refusal that asks for some words.
func Reply(format string, args ...any) error { return bot.Because(ErrReply, format, args...) }
