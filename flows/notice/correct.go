package notice

import (
	"fmt"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/meaning/when"
	"yishi/bot/outbox"
	"yishi/store"
)

// ofFix is what the word about a correction belongs to.
func (n Notice) ofFix() string { return n.of() + "/corrected" }

// until is when a notice is of no use any more: when the activity begins, or the
// last day that it names is over. Zero: it does not say.
func (n Notice) until() time.Time {
	if n.Kind == Activity {
		return n.At
	}
	return n.Ends
}

// ends is the end of the last day to come that plain news name.
func ends(n Notice, now time.Time) time.Time {
	if last, ok := when.LastDay(n.Title+"\n"+n.Text, now.In(bot.Zone)); ok {
		return last.AddDate(0, 0, 1)
	}
	return time.Time{}
}

// Correct changes what a notice says, by who wrote it or the staff of its place.
// What has not gone out goes out right; where it stands and can be changed it is
// changed; and everybody whom it reached, or who has signed up, is told.
func (k kit) Correct(tx store.Tx, by directory.Person, id string, to Notice) (told int, err error) {
	was, err := managed(tx, by, id)
	if err != nil {
		return 0, err
	}
	n := was
	n.Title, n.Text, n.At, n.Where = to.Title, to.Text, to.At, to.Where
	switch err := check(tx, by, n); {
	case err != nil:
		return 0, err
	case n.Kind == Activity && n.State == Draft && !n.Send.Before(n.At):
		return 0, bot.Refuse("这条通知%s才发，那时活动已经开始了。", bot.Moment(n.Send))
	case len(changes(was, n)) == 0:
		return 0, bot.Refuse("没有改动。")
	}
	n.Ends = ends(n, tx.Now())
	if n.State != Draft {
		n = replan(tx, was, n)
	}
	notices.Put(tx, n)
	directory.Log(tx, by.ID, "correct notice", n.To.Place, n.ID())
	if n.State == Draft {
		return 0, nil
	}
	outbox.Recall(tx, n.ofFix(), corrected)
	outbox.Revise(tx, n.of(), corrected, k.letter(tx, n), n.until())
	refresh(tx, n)
	return tellReached(tx, n, k.letter(tx, n), bot.Out{Text: correction(tx, was, n), Title: n.Title, Fields: letter(tx, n).Fields}), nil
}

const corrected = "通知改过了，没有再发"

// replan sets anew what falls due, where the activity is at another time.
func replan(tx store.Tx, was, n Notice) Notice {
	if n.Kind != Activity {
		return n
	}
	if !was.Remind.IsZero() {
		agenda.Unset(tx, was.Remind, dueRemind, n.ID())
	}
	agenda.Unset(tx, was.At, dueOver, n.ID())
	agenda.Set(tx, n.At, dueOver, n.ID())
	for _, in := range []Standing{Coming, Waiting} {
		for s := range line(tx, n, in) {
			if outbox.Recall(tx, n.ofOne(s.Person), corrected) > 0 { // with what it said else
				outbox.Add(tx, outbox.Message{Person: s.Person, Out: receipt(tx, n, s, true), Priority: outbox.Reminder, Of: n.ofOne(s.Person), Next: kindly(tx, n), Expires: n.At})
			}
		}
	}
	planReminder(tx, &n)
	return n
}

// Withdraw takes back plain news that should not have been sent: what has not gone
// out never will, and whom it reached is told.
func Withdraw(tx store.Tx, by directory.Person, id, why string) (told int, err error) {
	n, err := managed(tx, by, id)
	switch {
	case err != nil:
		return 0, err
	case n.Kind == Activity:
		return Cancel(tx, by, id, why)
	}
	n.Withdrawn = true
	n = end(tx, by, n, why)
	return tellReached(tx, n, groupPost(tx, n), withdrawn(tx, n)), nil
}

// tellReached tells everybody whom a notice reached, or may have, and who has
// signed up: one message each, behind what stands in the place of the notice.
func tellReached(tx store.Tx, n Notice, stands, out bot.Out) (told int) {
	more := outbox.Message{Out: out, Priority: outbox.Broadcast, Of: n.ofFix(), Expires: n.until(), Next: kindly(tx, n)}
	if n.Urgent {
		more.Priority, more.Next = outbox.Urgent, tx.Now()
	}
	if n.State == Cancelled {
		more.Expires = time.Time{}
	}
	for _, id := range n.Posts {
		if m, ok := outbox.Get(tx, id); ok && m.Ref != "" {
			post := more
			post.To = m.To
			outbox.Add(tx, post)
		}
	}
	knows := map[string]bool{}
	for m := range outbox.Reached(tx, n.of()) {
		knows[directory.Resolve(tx, m.Person)] = true
	}
	told = retell(tx, n, stands, more)
	for _, in := range []Standing{Coming, Waiting} {
		for s := range line(tx, n, in) {
			if person := directory.Resolve(tx, s.Person); !knows[person] {
				one := more
				one.Person = person
				outbox.Add(tx, one)
				told++
			}
		}
	}
	return told
}

// changes says, a line each, what is not as it was.
func changes(was, n Notice) []string {
	var lines []string
	add := func(what, from, to string) {
		if from != to {
			lines = append(lines, fmt.Sprintf("%s改成%s（原来是%s）", what, orNone(to), orNone(from)))
		}
	}
	add("标题", was.Title, n.Title)
	if n.Kind == Activity {
		add("时间", bot.Moment(was.At), bot.Moment(n.At))
		add("地点", was.Where, n.Where)
	}
	if was.Text != n.Text {
		lines = append(lines, "现在是：\n"+orNone(n.Text))
	}
	return lines
}

// correction is what those hear who may have read what was wrong.
func correction(tx store.Tx, was, n Notice) string {
	text := fmt.Sprintf("【更正】%s\n%s的通知有不对的地方，请以这一条为准。\n%s", was.Title, monthDay(n.Send), strings.Join(changes(was, n), "\n"))
	if n.Kind == Activity {
		text += "\n\n报了名的不用再报。去不了的话，回复「取消报名」。"
	}
	return text + "\n\n" + sender(tx, n.By, n.To.Place) + "\n" + safety
}

// withdrawn is what those hear who may have read what should not have been sent.
func withdrawn(tx store.Tx, n Notice) bot.Out {
	from := sender(tx, n.By, n.To.Place)
	return bot.Out{
		Text:  fmt.Sprintf("%s的通知【%s】撤回了，请不要照着做。\n原因：%s\n\n给您添麻烦了。\n%s", monthDay(n.Send), n.Title, n.Why, from),
		Title: "通知撤回", Fields: []bot.Field{{Name: "通知", Value: n.Title}, {Name: "说明", Value: "撤回了，请不要照着做"}, {Name: "发布", Value: from}},
	}
}

func monthDay(t time.Time) string { return t.In(bot.Zone).Format("1月2日") }

// fixPreview is what those will read who have read what was wrong, and how many.
func fixPreview(tx store.Tx, was, to Notice) string {
	if was.State == Draft {
		return "到时候发的是这样：\n\n" + letter(tx, to).Text + "\n\n改吗？"
	}
	r := outbox.ReportOf(tx, was.of())
	text := fmt.Sprintf("收到过的%d人会看到：\n\n%s\n\n", r.Sent+r.Unknown, correction(tx, was, to))
	if waiting := r.Queued + r.Waiting; waiting > 0 {
		text += fmt.Sprintf("还没收到的%d人，直接收到改好的。\n", waiting)
	}
	return text + "改吗？"
}

// withdrawPreview is what those will read who have got it, and how many.
func withdrawPreview(tx store.Tx, id, why string) string {
	n, _ := Get(tx, id)
	n.Why = why
	r := outbox.ReportOf(tx, n.of())
	return fmt.Sprintf("收到过的%d人会看到：\n\n%s\n\n没发出去的不再发。撤回吗？", r.Sent+r.Unknown, withdrawn(tx, n).Text)
}
