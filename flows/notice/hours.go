package notice

import (
	"fmt"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/outbox"
	"yishi/store"
)

// Kinds of agenda entries.
const (
	dueSend   = "notice.send"
	dueWatch  = "notice.watch"
	dueRemind = "notice.remind"
	dueOver   = "notice.over"
	dueRetell = "notice.retell"
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

func planReminder(tx store.Tx, n *Notice) {
	if n.Kind != Activity {
		return
	}
	if n.Remind = remindAt(tx.Now(), n.At); !n.Remind.IsZero() {
		agenda.Set(tx, n.Remind, dueRemind, n.ID())
	}
}

// remindDue reminds everybody who is coming.
func remindDue(tx store.Tx, e agenda.Entry) error {
	n, ok := Get(tx, e.Ref)
	if !ok || over(tx, n) || n.State == Cancelled {
		return nil
	}
	for s := range line(tx, n, Coming) {
		outbox.Add(tx, outbox.Message{
			Person: s.Person, Out: reminder(tx, n), Priority: outbox.Reminder, Of: n.ofOne(s.Person), Expires: n.At,
		})
	}
	return nil
}

// overDue brings the posts in groups to the end: the activity has begun.
func overDue(tx store.Tx, e agenda.Entry) error {
	if n, ok := Get(tx, e.Ref); ok && n.State != Cancelled && over(tx, n) {
		refresh(tx, n)
	}
	return nil
}

// watchEvery is how often a notice that is being sent is looked after.
const watchEvery = time.Minute

// watchDue finds out whether a notice is through, and tells its sender.
func watchDue(tx store.Tx, e agenda.Entry) error {
	n, ok := Get(tx, e.Ref)
	if !ok || n.State != Sending {
		return nil
	}
	r := outbox.ReportOf(tx, n.of())
	if e.Missed && (r.Spreading || r.Queued > 0) {
		askMissed(tx, n)
		return nil
	}
	if r.Spreading || r.Queued > 0 {
		agenda.Set(tx, tx.Now().Add(watchEvery), dueWatch, n.ID())
		return nil
	}
	n.State = Sent
	notices.Put(tx, n)
	outbox.Tell(tx, n.By, bot.Out{Text: fmt.Sprintf("%d号通知「%s」发完了。\n%s\n\n要看详细的，回复「通知进度」。写错了，回复「改通知 %d」或者「撤回通知 %d」。",
		n.No, n.Title, strings.Join(delivered(r), "\n"), n.No, n.No)})
	return nil
}

// over: the activity has begun.
func over(tx store.Tx, n Notice) bool { return n.Kind == Activity && !tx.Now().Before(n.At) }
