package send

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/notice"
	"yishi/flows/notice/activity"
	"yishi/store"
)

const recalled = "已经取消，没有再发"

// Cancel takes a notice back: what has not gone out does not, and everybody who
// has signed up is told.
func Cancel(tx store.Tx, by directory.Person, id, why string) (told int, err error) {
	n, err := notice.Managed(tx, by, id)
	if err != nil {
		return 0, err
	}
	n = end(tx, by, n, why)
	if n.Kind == notice.Activity { // in its place it disturbs nobody
		retell(tx, n, activity.GroupPost(tx, n), outbox.Message{})
	}
	for _, in := range []activity.Standing{activity.Coming, activity.Waiting} {
		for _, s := range activity.Line(tx, n, in) {
			outbox.Recall(tx, n.OfOne(s.Person), recalled)
			outbox.Tell(tx, s.Person, activity.CancelledWord(n))
			told++
		}
	}
	return told, nil
}

// end has nothing more of a notice go out, and its posts say so.
func end(tx store.Tx, by directory.Person, n notice.Notice, why string) notice.Notice {
	if n.State == notice.Draft {
		agenda.Unset(tx, n.Send, dueSend, n.ID())
	}
	activity.Unplan(tx, n)
	n.State, n.Why = notice.Cancelled, why
	notice.Put(tx, n)
	for _, of := range []string{n.Of(), n.Of() + "/group", n.OfFix()} {
		outbox.Recall(tx, of, recalled)
	}
	activity.Refresh(tx, n)
	audit.Log(tx, by.ID, "cancel notice", n.To.Place, n.ID())
	return n
}

// Withdraw takes back plain news that should not have been sent: what has not gone
// out never will, and whom it reached is told.
func Withdraw(tx store.Tx, by directory.Person, id, why string) (told int, err error) {
	n, err := notice.Managed(tx, by, id)
	switch {
	case err != nil:
		return 0, err
	case n.Kind == notice.Activity:
		return Cancel(tx, by, id, why)
	}
	n.Withdrawn = true
	n = end(tx, by, n, why)
	return tellReached(tx, n, activity.GroupPost(tx, n), withdrawn(tx, n)), nil
}

// withdrawn is what those hear who may have read what should not have been sent.
func withdrawn(tx store.Reader, n notice.Notice) bot.Out {
	from := notice.From(tx, n.By, n.To.Place)
	return bot.Out{
		Text:  fmt.Sprintf("%s的通知【%s】撤回了，请不要照着做。\n原因：%s\n\n给您添麻烦了。\n%s", notice.MonthDay(n.Send), n.Title, n.Why, from),
		Title: "通知撤回", Fields: []bot.Field{{Name: "通知", Value: n.Title}, {Name: "说明", Value: "撤回了，请不要照着做"}, {Name: "发布", Value: from}},
	}
}

// WithdrawPreview is what those will read who have got it, and how many.
func WithdrawPreview(tx store.Reader, id, why string) string {
	n, _ := notice.Get(tx, id)
	n.Why = why
	r := outbox.ReportOf(tx, n.Of())
	return fmt.Sprintf("收到过的%d人会看到：\n\n%s\n\n没发出去的不再发。撤回吗？", r.Sent+r.Unknown, withdrawn(tx, n).Text)
}
