package activity

import (
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/notice"
	"yishi/store"
)

// Kinds of agenda entries.
const (
	dueRemind = "notice.remind"
	dueOver   = "notice.over"
)

// remindAt is when those coming are reminded: at 18:00 on the day before, or two
// hours before if it is too late for that. Zero: it would be no use.
func remindAt(now, start time.Time) time.Time {
	at := bot.Midnight(start).Add(-6 * time.Hour)
	if !at.After(now) {
		at = bot.Awake(start.Add(-2 * time.Hour))
	}
	if !at.After(now) || start.Sub(at) < 30*time.Minute {
		return time.Time{}
	}
	return at
}

// Plan notes what falls due of an activity that is being told.
func Plan(tx store.Tx, n *notice.Notice) {
	if n.Kind != notice.Activity {
		return
	}
	agenda.Set(tx, n.At, dueOver, n.ID())
	if n.Remind = remindAt(tx.Now(), n.At); !n.Remind.IsZero() {
		agenda.Set(tx, n.Remind, dueRemind, n.ID())
	}
}

// Unplan has nothing fall due of it any more.
func Unplan(tx store.Tx, n notice.Notice) {
	if !n.Remind.IsZero() {
		agenda.Unset(tx, n.Remind, dueRemind, n.ID())
	}
	if n.Kind == notice.Activity {
		agenda.Unset(tx, n.At, dueOver, n.ID())
	}
}

// Replan sets anew what falls due, where the activity is at another time; what waits
// to be said to those who come is said anew, and why.
func Replan(tx store.Tx, was, n notice.Notice, why string) notice.Notice {
	if n.Kind != notice.Activity {
		return n
	}
	Unplan(tx, was)
	for _, in := range []Standing{Coming, Waiting} {
		for _, s := range Line(tx, n, in) {
			if outbox.Recall(tx, n.OfOne(s.Person), why) > 0 { // with what it said else
				outbox.Add(tx, outbox.Via(tx, outbox.Message{
					Person: s.Person, Out: receipt(tx, n, s, true, directory.Person{}), Priority: outbox.Reminder, Of: n.OfOne(s.Person),
					Next: notice.Kindly(tx, n), Expires: n.At,
				}, s.By))
			}
		}
	}
	Plan(tx, &n)
	return n
}

// remindDue reminds everybody who is coming.
func remindDue(tx store.Tx, e agenda.Entry) error {
	n, ok := notice.Get(tx, e.Ref)
	if !ok || notice.Over(tx, n) || n.State == notice.Cancelled {
		return nil
	}
	for _, s := range Line(tx, n, Coming) {
		outbox.Add(tx, outbox.Via(tx, outbox.Message{
			Person: s.Person, Out: reminder(tx, n), Priority: outbox.Reminder, Of: n.OfOne(s.Person), Expires: n.At,
		}, s.By))
	}
	return nil
}

// overDue brings the posts in groups to the end: the activity has begun.
func overDue(tx store.Tx, e agenda.Entry) error {
	if n, ok := notice.Get(tx, e.Ref); ok && n.State != notice.Cancelled && notice.Over(tx, n) {
		Refresh(tx, n)
	}
	return nil
}
