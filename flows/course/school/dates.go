package school

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/flows/course"
	"yishi/flows/course/class"
	"yishi/store"
)

// Reschedule changes the dates of a term that takes sign-ups or is held, there
// and back, and tells everybody concerned. What is zero in to stays as it is.
func Reschedule(tx store.Tx, term string, to Plan, by directory.Person) (course.Term, error) {
	t, err := course.TermFor(tx, term, by, course.Enrolling, course.Settling, course.Running)
	if err != nil {
		return t, err
	}
	switch {
	case t.State == course.Running:
		err = shift(tx, t, to)
	case t.State == course.Settling && to.Deadline.IsZero():
		err = putOffStart(tx, t, to)
	default:
		err = enrolUntil(tx, t, to)
	}
	if err != nil {
		return t, err
	}
	audit.Log(tx, by.ID, "change dates", t.For.Place, t.ID())
	t, _ = course.GetTerm(tx, term)
	return t, nil
}

// orElse are the dates of a term, but for those that are to be changed.
func orElse(t course.Term, to Plan) Plan {
	was := Plan{Deadline: t.Deadline, Starts: t.Starts, Weeks: t.Weeks}
	if !to.Deadline.IsZero() {
		was.Deadline = to.Deadline
	}
	if !to.Starts.IsZero() {
		was.Starts = bot.Midnight(to.Starts)
	}
	if to.Weeks > 0 {
		was.Weeks = to.Weeks
	}
	return was
}

// enrolUntil changes what was told when signing up began; everybody who was told
// is told again. A deadline that has passed can be given anew.
func enrolUntil(tx store.Tx, t course.Term, to Plan) error {
	plan := orElse(t, to)
	if err := plan.CheckDates(tx.Now()); err != nil {
		return err
	}
	agenda.Unset(tx, t.Deadline, dueDeadline, t.ID())
	agenda.Unset(tx, t.Settle, dueSettle, t.ID())
	for _, c := range course.Of(tx, t, course.Merged) {
		if len(course.Line(tx, c, course.Asked)) > 0 { // nobody waits for their answers any more
			reopen(tx, c)
		}
	}
	t.Changed = changes(t, plan)
	t.State, t.Deadline, t.Starts, t.Weeks = course.Enrolling, plan.Deadline, plan.Starts, plan.Weeks
	course.PutTerm(tx, t)
	follow(tx, t)
	agenda.Set(tx, t.Deadline, dueDeadline, t.ID())
	agenda.Set(tx, setting.Awake(tx, t.For.Place, tx.Now()), dueTell, t.ID())
	return nil
}

// changes says what is not as it was.
func changes(t course.Term, to Plan) string {
	var parts []string
	if !to.Deadline.Equal(t.Deadline) {
		parts = append(parts, fmt.Sprintf("报名截止改到%s（原来是%s）。", bot.Moment(to.Deadline), bot.Moment(t.Deadline)))
	}
	if !to.Starts.Equal(t.Starts) {
		parts = append(parts, fmt.Sprintf("开课改到%s（原来是%s）。", bot.Day(to.Starts), bot.Day(t.Starts)))
	}
	if to.Weeks != t.Weeks {
		parts = append(parts, fmt.Sprintf("每门上%d次（原来是%d次）。", to.Weeks, t.Weeks))
	}
	return strings.Join(parts, "\n")
}

// putOffStart changes when classes begin while courses with too few are decided.
func putOffStart(tx store.Tx, t course.Term, to Plan) error {
	plan := orElse(t, to)
	if plan.Starts.Before(bot.Midnight(t.Settle).AddDate(0, 0, 1)) {
		return bot.Refuse("最早%s开课：课费要等人不够的课定下来。", bot.Day(t.Settle.AddDate(0, 0, 1)))
	}
	text := changes(t, plan)
	t.Starts, t.Weeks = plan.Starts, plan.Weeks
	course.PutTerm(tx, t)
	for _, c := range course.Of(tx, t, course.Open) {
		for _, p := range course.Line(tx, c, course.In) {
			course.TellPupil(tx, c, p, bot.Out{Text: "【改时间】您报的" + course.Title(tx, c) + "，" + text, Title: "开课时间变动", Fields: course.Fields(c)})
		}
	}
	return nil
}

// shift changes the courses of a term that is held: the first day of those that
// have not begun, the number of classes of those that are not over.
func shift(tx store.Tx, t course.Term, to Plan) error {
	plan := orElse(t, to)
	var list []course.Course
	for _, c := range course.Of(tx, t, course.Confirmed) {
		changed, err := shifted(tx, c, t, plan)
		if err != nil {
			return err
		}
		list = append(list, changed)
	}
	if len(list) == 0 {
		return bot.Refuse("%s没有在上的课。", t.Name)
	}
	t.Starts, t.Weeks = plan.Starts, plan.Weeks
	course.PutTerm(tx, t)
	for _, c := range list {
		first := c.Classes()[0]
		text := fmt.Sprintf("【改时间】%s第一次课是%s，一共%d次，最后一次课是%s。", course.Title(tx, c), bot.Moment(first.At), c.Weeks, bot.Moment(c.Last().At))
		if tx.Now().After(first.At) {
			text = fmt.Sprintf("【改时间】%s改成一共%d次，最后一次课是%s。", course.Title(tx, c), c.Weeks, bot.Moment(c.Last().At))
		}
		next, _ := c.Next(tx.Now())
		class.Tell(tx, c, next, text)
	}
	return nil
}

// shifted is a course with other dates, if it can still have them.
func shifted(tx store.Tx, c course.Course, t course.Term, plan Plan) (course.Course, error) {
	held := 0
	for _, k := range c.Classes() {
		if !tx.Now().Before(k.At) {
			held++
		}
	}
	if !plan.Starts.Equal(t.Starts) {
		switch {
		case held > 0:
			return c, bot.Refuse("「%s」已经开始上了，开课日不能改了。要改哪一次课，回复「调课」。", c.Name)
		case plan.Starts.Before(bot.Midnight(tx.Now()).AddDate(0, 0, 1)) || plan.Starts.After(tx.Now().AddDate(1, 0, 0)):
			return c, bot.Refuse("开课日要在明天以后、一年以内。")
		}
		class.Redraw(tx, c, 0)
		c.First, c.Moved, c.Skips = c.Slot.After(plan.Starts), nil, nil
	}
	if plan.Weeks <= held || plan.Weeks > course.MostWeeks {
		return c, bot.Refuse("「%s」已经上了%d次，一共的次数要在%d到%d之间。", c.Name, held, held+1, course.MostWeeks)
	}
	c.Weeks = plan.Weeks
	return c, nil
}
