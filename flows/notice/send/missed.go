package send

import (
	"fmt"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/bot/outbox"
	"yishi/flows/notice"
	"yishi/store"
)

// sendWithin is how late a notice may still go out without asking: later than that,
// or on another day, what it says may be wrong.
const sendWithin = 6 * time.Hour

// askMissed asks who wrote a notice whether it is still to go out: its time has passed
// while nothing ran. Nothing of it goes out meanwhile.
func askMissed(tx store.Tx, n notice.Notice) {
	planned := bot.Moment(n.Send)
	text := fmt.Sprintf("%d号通知「%s」%s没有发出去，那时系统停着。", n.No, n.Title, planned)
	if n.State == notice.Sending {
		r := outbox.ReportOf(tx, n.Of())
		text = fmt.Sprintf("%d号通知「%s」%s开始发，发到一半系统停了。已发出%d人，还有人没发到。", n.No, n.Title, planned, r.Sent)
	}
	n.State = notice.Missed
	notice.Put(tx, n)
	outbox.Hold(tx, n.Of(), held(tx))
	outbox.Hold(tx, n.Of()+"/group", held(tx))
	outbox.Tell(tx, n.By, bot.Out{
		Text:    text + "\n\n" + notice.Head(n) + "\n" + n.Text + "\n\n现在还发吗？",
		Buttons: []bot.Button{{Label: "现在发", Token: MissedPrefix + ":" + n.ID() + ":go"}, {Label: "不发了", Token: MissedPrefix + ":" + n.ID() + ":drop"}},
	})
}

// held is until when a notice waits for its word: for good, that is.
func held(tx store.Reader) time.Time { return tx.Now().AddDate(10, 0, 0) }

// MissedPrefix leads to the answer whether it is still to go out.
const MissedPrefix = "missednotice"

// SentWhen says when a notice goes out that missed its time.
func SentWhen(n notice.Notice) string {
	if n.State == notice.Draft {
		return "居民在休息，" + bot.Moment(n.Send) + "自动发出。"
	}
	return "开始发了，发完告诉您。"
}

// SendMissed sends a notice that missed its time, or the rest of it: by day.
func (s Sender) SendMissed(tx store.Tx, by directory.Person, id string) (notice.Notice, error) {
	n, err := notice.Managed(tx, by, id)
	switch {
	case err != nil:
		return n, err
	case n.State != notice.Missed:
		return n, bot.Refuse("这条通知已经定过了。")
	}
	audit.Log(tx, by.ID, "send missed notice", n.To.Place, n.ID())
	at := setting.Awake(tx, n.To.Place, tx.Now())
	if n.Urgent {
		at = tx.Now()
	}
	if !outbox.ReportOf(tx, n.Of()).Begun() {
		n.State = notice.Draft
		return s.SendAt(tx, n, at)
	}
	n.State = notice.Sending
	notice.Put(tx, n)
	outbox.Hold(tx, n.Of(), at)
	outbox.Hold(tx, n.Of()+"/group", at)
	agenda.Set(tx, at.Add(watchEvery), dueWatch, n.ID())
	return n, nil
}
