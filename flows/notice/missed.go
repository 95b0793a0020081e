package notice

import (
	"fmt"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/store"
)

// sendWithin is how late a notice may still go out without asking: later than that,
// or on another day, what it says may be wrong.
const sendWithin = 6 * time.Hour

// askMissed asks who wrote a notice whether it is still to go out: its time has passed
// while nothing ran. Nothing of it goes out meanwhile.
func askMissed(tx store.Tx, n Notice) {
	planned := bot.Moment(n.Send)
	text := fmt.Sprintf("%d号通知「%s」%s没有发出去，那时系统停着。", n.No, n.Title, planned)
	if n.State == Sending {
		r := outbox.ReportOf(tx, n.of())
		text = fmt.Sprintf("%d号通知「%s」%s开始发，发到一半系统停了。已发出%d人，还有人没发到。", n.No, n.Title, planned, r.Sent)
	}
	n.State = Missed
	notices.Put(tx, n)
	outbox.Hold(tx, n.of(), held(tx))
	outbox.Hold(tx, n.of()+"/group", held(tx))
	outbox.Tell(tx, n.By, bot.Out{
		Text:    text + "\n\n" + head(n) + "\n" + n.Text + "\n\n现在还发吗？",
		Buttons: []bot.Button{{Label: "现在发", Token: missedPrefix + ":" + n.ID() + ":go"}, {Label: "不发了", Token: missedPrefix + ":" + n.ID() + ":drop"}},
	})
}

// held is until when a notice waits for its word: for good, that is.
func held(tx store.Tx) time.Time { return tx.Now().AddDate(10, 0, 0) }

const missedPrefix = "missednotice"

// decide is the answer to that question: "12:go", "12:drop".
func (k kit) decide(call *talk.Call, rest string) error {
	id, what, _ := strings.Cut(rest, ":")
	if what == "drop" {
		if n, _ := Get(call.Tx, id); n.State != Missed {
			return bot.Refuse("这条通知已经定过了。")
		}
		if _, err := Cancel(call.Tx, call.Who, id, "错过了时间"); err != nil {
			return err
		}
		call.Say(bot.Out{Text: "好的，不发了。"})
		return nil
	}
	n, err := k.SendMissed(call.Tx, call.Who, id)
	if err != nil {
		return err
	}
	call.Say(bot.Out{Text: "好的，" + sentWhen(n)})
	return nil
}

func sentWhen(n Notice) string {
	if n.State == Draft {
		return "居民在休息，" + bot.Moment(n.Send) + "自动发出。"
	}
	return "开始发了，发完告诉您。"
}

// SendMissed sends a notice that missed its time, or the rest of it: by day.
func (k kit) SendMissed(tx store.Tx, by directory.Person, id string) (Notice, error) {
	n, err := managed(tx, by, id)
	switch {
	case err != nil:
		return n, err
	case n.State != Missed:
		return n, bot.Refuse("这条通知已经定过了。")
	}
	directory.Log(tx, by.ID, "send missed notice", n.To.Place, n.ID())
	at := bot.Awake(tx.Now())
	if n.Urgent {
		at = tx.Now()
	}
	if !outbox.ReportOf(tx, n.of()).Begun() {
		n.State = Draft
		return k.sendAt(tx, n, at)
	}
	n.State = Sending
	notices.Put(tx, n)
	outbox.Hold(tx, n.of(), at)
	outbox.Hold(tx, n.of()+"/group", at)
	agenda.Set(tx, at.Add(watchEvery), dueWatch, n.ID())
	return n, nil
}
