package outbox

import (
	"time"

	"yishi/bot"
	"yishi/store"
)

// settle turns the outcome of a call into the message's next state.
func (m *Message) settle(tx store.Tx, limits bot.Limits, ref string, err error) {
	if err == nil {
		m.State, m.Ref = Sent, ref
		m.Pieces++
		m.note(tx, "ok", "")
		if !m.Form { // which shows no choices
			offered(tx, *m)
		}
		return
	}
	e, known := bot.AsSendError(err)
	switch {
	case known && e.Photo && m.bare(tx, e):
	case !known && (limits.Again || m.isEdit() || m.formAgain(tx)):
		m.retry(tx, "unknown", "没有收到平台的回音")
	case !known:
		m.State = Unknown
		m.note(tx, "unknown", "没有收到平台的回音，不知道送到没有")
	case e.Verdict == bot.Retry:
		m.retry(tx, string(e.Verdict), e.Why)
	case e.Verdict == bot.Slow || e.Verdict == bot.Quota:
		m.note(tx, string(e.Verdict), e.Why)
		m.State, m.Next = Queued, tx.Now().Add(rest(e, tx.Now()))
	default: // gone, closed, bad, moved: the lane may know better
		m.State = Failed
		m.note(tx, string(e.Verdict), e.Why)
	}
}

// place is where a message that went out stands among those of its chat: an answer
// where it was given, since answers go out in that order; anything else where it
// was called, not where the outcome was written. People are quicker than we are:
// what somebody says to a message that they see may be taken in before that.
func (m *Message) place() time.Time {
	if m.Priority == Reply {
		return m.Created
	}
	return m.Called
}

// photoTries is how often a picture is tried. The words wait for it meanwhile.
const photoTries = 3

// bare gives up a picture that the channel does not take, and goes on with the words.
func (m *Message) bare(tx store.Reader, e *bot.SendError) bool {
	if m.Bare || e.Verdict != bot.Bad && (e.Verdict != bot.Retry || m.Attempts < photoTries-1) {
		return false
	}
	m.note(tx, string(e.Verdict), e.Why)
	if m.Pieces > 0 { // they are out
		m.Out, m.Body = bot.Out{Photo: "-"}, ""
	}
	m.Bare, m.Pieces, m.Attempts = true, 0, 0
	m.State, m.Next = Queued, tx.Now()
	return true
}

// NoPhoto stands where a picture was to be.
const NoPhoto = "（有一张照片，这里发不出来。）"

func bared(out bot.Out) bot.Out {
	if out.Photo == "" {
		return out
	}
	out.Photo = ""
	for _, text := range []*string{&out.Text, &out.Typed} {
		if *text != "" {
			*text += "\n"
		}
	}
	if out.Text += NoPhoto; out.Typed != "" {
		out.Typed += NoPhoto
	}
	return out
}

// sameForm is how long a form asked for twice is delivered once (bot.Former), less
// what a call takes.
const sameForm = 9 * time.Minute

// formAgain reports whether a form of unknown outcome can be asked for again.
func (m *Message) formAgain(tx store.Reader) bool {
	return m.Form && tx.Now().Add(backoff(m.Attempts+1)).Before(m.FormAt.Add(sameForm))
}

// maxAttempts of one piece; with the waits below about three hours.
const maxAttempts = 10

// retry queues the message again, later each time; at last it has failed.
func (m *Message) retry(tx store.Reader, result, why string) {
	m.Attempts++
	m.note(tx, result, why)
	if m.Attempts >= maxAttempts {
		m.State = Failed
		return
	}
	m.State, m.Next = Queued, tx.Now().Add(backoff(m.Attempts))
}

// backoff is the wait before the nth new attempt: 2 s, 6 s, 18 s … at most an hour.
func backoff(attempts int) time.Duration {
	wait := 2 * time.Second
	for range attempts - 1 {
		wait *= 3
	}
	return min(wait, time.Hour)
}
