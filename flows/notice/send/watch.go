package send

import (
	"fmt"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/flows/notice"
	"yishi/store"
)

// watchEvery is how often a notice that is being sent is looked after.
const watchEvery = time.Minute

// watchDue finds out whether a notice is through, and tells its sender.
func watchDue(tx store.Tx, e agenda.Entry) error {
	n, ok := notice.Get(tx, e.Ref)
	if !ok || n.State != notice.Sending {
		return nil
	}
	r := outbox.ReportOf(tx, n.Of())
	if e.Missed && (r.Spreading || r.Queued > 0) {
		askMissed(tx, n)
		return nil
	}
	if r.Spreading || r.Queued > 0 {
		agenda.Set(tx, tx.Now().Add(watchEvery), dueWatch, n.ID())
		return nil
	}
	n.State = notice.Sent
	notice.Put(tx, n)
	outbox.Tell(tx, n.By, bot.Out{Text: fmt.Sprintf("%d号通知「%s」发完了。\n%s\n\n要看详细的，回复「通知进度」。写错了，回复「改通知 %d」或者「撤回通知 %d」。",
		n.No, n.Title, strings.Join(Delivered(r), "\n"), n.No, n.No)})
	return nil
}

// Delivered says, a line each, what became of a notice. Sent is what platforms
// have taken; whether it was read nobody knows.
func Delivered(r outbox.Report) []string {
	lines := []string{fmt.Sprintf("已发出：%d人（看没看不知道）", r.Sent)}
	for _, part := range []struct {
		label string
		n     int
	}{
		{"还在发", r.Queued}, {"等对方来信再发", r.Waiting}, {"没发成", r.Failed},
		{"不知道到没到", r.Unknown}, {"联系不上", r.Unreachable},
	} {
		if part.n > 0 {
			lines = append(lines, fmt.Sprintf("%s：%d人", part.label, part.n))
		}
	}
	return lines
}

// figures are what is watched of the notices of the last week. Whoever they have not
// reached is visited, or it is told them once they write.
var figures = []house.Figure{
	{Name: "notices_waiting", Help: "Messages of the notices of the last seven days that wait until their people write.", Read: func(tx store.Reader) int {
		waiting, _ := notReached(tx)
		return waiting
	}},
	{Name: "notices_unreachable", Help: "Messages of the notices of the last seven days that no channel brings to their people.", Read: func(tx store.Reader) int {
		_, unreachable := notReached(tx)
		return unreachable
	}},
}

func notReached(tx store.Reader) (waiting, unreachable int) {
	const lately = 7 * 24 * time.Hour
	for n := range notice.Latest(tx) {
		if n.Made.Before(tx.Now().Add(-4 * lately)) {
			break // nothing older is sent in this week
		}
		if n.State == notice.Sending || n.State == notice.Sent && n.Send.After(tx.Now().Add(-lately)) {
			w, u := outbox.Held(tx, n.Of())
			waiting, unreachable = waiting+w, unreachable+u
		}
	}
	return waiting, unreachable
}
