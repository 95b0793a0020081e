package school

import (
	"fmt"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/flows/course"
	"yishi/store"
)

// payWithin is how long after they were told their fee pupils are left in peace.
const payWithin = 7 * 24 * time.Hour

// MarkPaid notes with whom the money is even now: they have paid, or were given
// back. Without paid it was noted by mistake. Each is told.
func MarkPaid(tx store.Tx, id string, who []string, paid bool, by directory.Person) (course.Course, error) {
	c, t, err := course.Taught(tx, id, by)
	if err != nil {
		return c, err
	}
	for _, p := range course.EverIn(tx, c) {
		if !slices.Contains(who, p.Person) || paid == (p.Owes() == 0) {
			continue
		}
		was := p.Owes()
		p.Got, p.Paid, p.Had = p.Had, false, p.Received()
		if paid {
			p.Got = p.Share
		}
		course.Pupils.Put(tx, p)
		course.TellPupil(tx, c, p, paidOut(tx, c, p, was, by))
	}
	audit.Log(tx, by.ID, "mark paid", t.For.Place, id)
	return c, nil
}

// paidOut is the receipt, or that the last one was a mistake. was is what was open before.
func paidOut(tx store.Reader, c course.Course, p course.Pupil, was int, by directory.Person) bot.Out {
	var text string
	switch now := p.Owes(); {
	case now > 0:
		text = fmt.Sprintf("刚才记错了：您%s的课费还有%s没有交。%s", course.Title(tx, c), course.Yuan(now), course.PayWords)
	case now < 0:
		text = fmt.Sprintf("刚才记错了：您%s的课费要退给您%s，还没有退。", course.Title(tx, c), course.Yuan(-now))
	case was > 0:
		text = fmt.Sprintf("收到您%s的课费%s，交清了。\n经手：%s，%s。", course.Title(tx, c), course.Yuan(was), by.Name, bot.Day(tx.Now()))
	default:
		text = fmt.Sprintf("%s的课费，退给您%s了。\n经手：%s，%s。没有拿到的话，回复「人工」。", course.Title(tx, c), course.Yuan(-was), by.Name, bot.Day(tx.Now()))
	}
	return bot.Out{Text: text, Title: "课费", Fields: append(course.Fields(c), bot.Field{Name: "课费", Value: course.Yuan(p.Share)})}
}

// feeDue reminds who has not paid. Nobody is reminded twice.
func feeDue(tx store.Tx, e agenda.Entry) error {
	c, ok := course.Get(tx, e.Ref)
	if !ok {
		return nil
	}
	for _, p := range course.Unpaid(tx, c) {
		if p.Nudged || tx.Now().Before(p.Told.Add(payWithin)) {
			continue
		}
		p.Nudged = true
		course.Pupils.Put(tx, p)
		course.TellPupil(tx, c, p, bot.Out{
			Text:  fmt.Sprintf("提醒您：%s的课费%s，还没有交。%s\n交过了，请告诉工作人员，给您补记。", course.Title(tx, c), course.Yuan(p.Owes()), course.PayWords),
			Title: "课费", Fields: append(course.Fields(c), bot.Field{Name: "课费", Value: course.Yuan(p.Owes())}),
		})
	}
	return nil
}

// remindToPay sets the one reminder of a fee that a pupil is told now.
func remindToPay(tx store.Tx, c course.Course, p course.Pupil) course.Pupil {
	p.Told = tx.Now()
	if p.Owes() > 0 {
		agenda.Set(tx, bot.Awake(p.Told.Add(payWithin)), dueFee, c.ID())
	}
	return p
}
