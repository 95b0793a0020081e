package school

import (
	"fmt"
	"slices"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/flows/course"
	"yishi/store"
)

// Stop gives up a course that takes sign-ups, or that has not begun. What was
// paid is to be given back.
func Stop(tx store.Tx, id, why string, by directory.Person) (course.Course, error) {
	c, t, err := Live(tx, id, by)
	if err != nil {
		return c, err
	}
	if c.State == course.Confirmed && !tx.Now().Before(c.Classes()[0].At) {
		return c, bot.Refuse("「%s」已经开始上了，不能整门停办。要少上几次，回复「改日期」，改上课次数。", c.Name)
	}
	c.State = course.Cancelled
	course.Put(tx, c)
	for _, p := range slices.Concat(course.Line(tx, c, course.In), course.Line(tx, c, course.Waiting)) {
		p = p.Charge(0)
		course.Pupils.Put(tx, p)
		money := "您不用交费。"
		if p.Owes() < 0 {
			money = course.MoneyWords(p)
		}
		course.TellPupil(tx, c, p, bot.Out{
			Text:  fmt.Sprintf("【停办】%s这一期不办了。\n原因：%s\n%s", course.Title(tx, c), why, money),
			Title: "课程取消", Fields: course.Fields(c),
		})
	}
	audit.Log(tx, by.ID, "stop course", t.For.Place, id)
	tellGroups(tx, t, fmt.Sprintf("【停办】%s这一期不办了。\n原因：%s", course.Title(tx, c), why))
	follow(tx, t)
	return c, goOn(tx, t)
}

// goOn settles a term that waited for a course alone, or ends it with its last one.
func goOn(tx store.Tx, t course.Term) error {
	switch {
	case t.State == course.Settling:
		return settleIfDone(tx, t)
	case t.State == course.Running && len(course.Of(tx, t, course.Confirmed)) == 0:
		t.State = course.TermOver
		course.PutTerm(tx, t)
	}
	return nil
}

// Revive takes a course up again that was cancelled, merged or not chosen, as far
// as its term has come, and tells those who had signed up.
func Revive(tx store.Tx, id string, by directory.Person) (course.Course, error) {
	c, _ := course.Get(tx, id)
	t, err := course.TermFor(tx, course.TermOf(tx, c).ID(), by, course.Enrolling, course.Settling, course.Running, course.TermOver)
	if err != nil {
		return c, err
	}
	if !slices.Contains([]course.State{course.Cancelled, course.Merged, course.NotChosen}, c.State) {
		return c, bot.Refuse("「%s」正在办，不用恢复。", c.Name)
	}
	settled := t.State == course.Running || t.State == course.TermOver
	if settled && len(course.Line(tx, c, course.In)) == 0 {
		return c, bot.Refuse("「%s」没有报名的人，这一期恢复不了。", c.Name)
	}
	isNew := c.State == course.NotChosen
	c = reopen(tx, c)
	audit.Log(tx, by.ID, "revive course", t.For.Place, id)
	if !isNew {
		tellGroups(tx, t, course.Title(tx, c)+"说过不办，现在又办了。")
	}
	if settled {
		begin := t
		if soon := bot.Midnight(tx.Now()).AddDate(0, 0, 2); begin.Starts.Before(soon) {
			begin.Starts = soon
		}
		confirm(tx, begin, c)
		t.State = course.Running
		course.PutTerm(tx, t)
		follow(tx, t)
		return c, nil
	}
	if t.State == course.Settling {
		settleBy(tx, t)
	} else if isNew {
		t.Changed = "「" + c.Name + "」也可以报了。"
		course.PutTerm(tx, t)
		agenda.Set(tx, setting.Awake(tx, t.For.Place, tx.Now()), dueTell, t.ID())
	}
	follow(tx, t)
	for _, p := range slices.Concat(course.Line(tx, c, course.In), course.Line(tx, c, course.Waiting)) {
		course.TellPupil(tx, c, p, bot.Out{
			Text:  course.Title(tx, c) + "说过不办，现在又办了。您的报名还在，课费定了再告诉您。\n不想上了，回复「退课」。",
			Title: "课程恢复", Fields: course.Fields(c),
		})
	}
	return c, nil
}

// reopen has a course take sign-ups again; who was asked whether they go along
// into another is in it as before.
func reopen(tx store.Tx, c course.Course) course.Course {
	for _, p := range course.Line(tx, c, course.Asked) {
		p.State = course.In
		course.Pupils.Put(tx, p)
	}
	c.State, c.Into = course.Open, 0
	course.Put(tx, c)
	return c
}
