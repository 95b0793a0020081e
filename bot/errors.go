package bot

import (
	"errors"
	"fmt"
	"time"
)

// Refusal is an error for the person: its text is a sentence they can act on.
// Every other error is ours: logged, never shown.
type Refusal string

func (r Refusal) Error() string { return string(r) }

// Refuse makes a Refusal.
func Refuse(format string, args ...any) error { return Refusal(fmt.Sprintf(format, args...)) }

// ErrFull is an error of Files: there is no room for another photo or voice. Words
// need none.
var ErrFull = errors.New("there is no room for another photo or voice")

// Lost is an error: why a photo or voice that somebody sent can never be had.
// Whoever sent it is told.
type Lost string

const (
	TooLarge   Lost = "too large"
	Unreadable Lost = "unreadable" // in a form that hardly anything shows
	NotThere   Lost = "not there"  // the platform does not have it, or not any more
)

func (l Lost) Error() string { return "the file is " + string(l) }

// Because makes a Refusal that the program, too, has to tell from others: by
// errors.Is(err, reason), never by its words.
func Because(reason error, format string, args ...any) error {
	return because{Refusal(fmt.Sprintf(format, args...)), reason}
}

type because struct {
	Refusal
	reason error
}

func (b because) Unwrap() []error { return []error{b.Refusal, b.reason} }

// Verdict tells the outbox what to do after a failed Send.
type Verdict string

const (
	Retry   Verdict = "retry"  // it did not go out and may later
	Slow    Verdict = "slow"   // too fast: not before SendError.After, for the whole channel
	Gone    Verdict = "gone"   // the person left or blocked us
	Closed  Verdict = "closed" // the window or its quota is used up
	Quota   Verdict = "quota"  // the channel's quota for today or this month is used up
	Bad     Verdict = "bad"    // this message can never be sent so
	NewChat Verdict = "moved"  // the chat has a new id: SendError.Chat
)

// SendError is a Send that certainly did not reach the person.
type SendError struct {
	Verdict Verdict
	After   time.Duration // with Slow
	Chat    string        // with NewChat
	Why     string        // for staff, in Chinese, without secrets or names
	Photo   bool          // it is the picture that was not taken: the words may go without it
}

func (e *SendError) Error() string { return string(e.Verdict) + ": " + e.Why }

// AsSendError finds the SendError in err.
func AsSendError(err error) (*SendError, bool) { return errors.AsType[*SendError](err) }
