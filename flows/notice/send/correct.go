package send

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/notice"
	"yishi/flows/notice/activity"
	"yishi/store"
)

// Correct changes what a notice says, by who wrote it or the staff of its place.
// What has not gone out goes out right; where it stands and can be changed it is
// changed; and everybody whom it reached, or who has signed up, is told.
func (s Sender) Correct(tx store.Tx, by directory.Person, id string, to notice.Notice) (told int, err error) {
	was, err := notice.Managed(tx, by, id)
	if err != nil {
		return 0, err
	}
	n := was
	n.Title, n.Text, n.At, n.Where = to.Title, to.Text, to.At, to.Where
	switch err := check(tx, by, n); {
	case err != nil:
		return 0, err
	case n.Kind == notice.Activity && n.State == notice.Draft && !n.Send.Before(n.At):
		return 0, bot.Refuse("这条通知%s才发，那时活动已经开始了。", bot.Moment(n.Send))
	case len(changes(was, n)) == 0:
		return 0, bot.Refuse("没有改动。")
	}
	n.Ends = notice.Ends(n, tx.Now())
	if n.State != notice.Draft {
		n = activity.Replan(tx, was, n, corrected)
	}
	notice.Put(tx, n)
	audit.Log(tx, by.ID, "correct notice", n.To.Place, n.ID())
	if n.State == notice.Draft {
		return 0, nil
	}
	outbox.Recall(tx, n.OfFix(), corrected)
	outbox.Revise(tx, n.Of(), corrected, s.Photo.Letter(tx, n), n.Until())
	activity.Refresh(tx, n)
	return tellReached(tx, n, s.Photo.Letter(tx, n), bot.Out{Text: correction(tx, was, n), Title: n.Title, Fields: notice.Letter(tx, n).Fields}), nil
}

const corrected = "通知改过了，没有再发"

// changes says, a line each, what is not as it was.
func changes(was, n notice.Notice) []string {
	var lines []string
	add := func(what, from, to string) {
		if from != to {
			lines = append(lines, fmt.Sprintf("%s改成%s（原来是%s）", what, notice.OrNone(to), notice.OrNone(from)))
		}
	}
	add("标题", was.Title, n.Title)
	if n.Kind == notice.Activity {
		add("时间", bot.Moment(was.At), bot.Moment(n.At))
		add("地点", was.Where, n.Where)
	}
	if was.Text != n.Text {
		lines = append(lines, "现在是：\n"+notice.OrNone(n.Text))
	}
	return lines
}

// correction is what those hear who may have read what was wrong.
func correction(tx store.Reader, was, n notice.Notice) string {
	text := fmt.Sprintf("【更正】%s\n%s的通知有不对的地方，请以这一条为准。\n%s", was.Title, notice.MonthDay(n.Send), strings.Join(changes(was, n), "\n"))
	if n.Kind == notice.Activity {
		text += "\n\n报了名的不用再报。去不了的话，回复「取消报名」。"
	}
	return text + "\n\n" + notice.From(tx, n.By, n.To.Place) + "\n" + notice.Safety
}

// FixPreview is what those will read who have read what was wrong, and how many.
func FixPreview(tx store.Reader, was, to notice.Notice) string {
	if was.State == notice.Draft {
		return "到时候发的是这样：\n\n" + notice.Letter(tx, to).Text + "\n\n改吗？"
	}
	r := outbox.ReportOf(tx, was.Of())
	text := fmt.Sprintf("收到过的%d人会看到：\n\n%s\n\n", r.Sent+r.Unknown, correction(tx, was, to))
	if waiting := r.Queued + r.Waiting; waiting > 0 {
		text += fmt.Sprintf("还没收到的%d人，直接收到改好的。\n", waiting)
	}
	return text + "改吗？"
}
