package course

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/store"
)

// Reschedule changes the dates of a term that takes sign-ups or is held, there
// and back, and tells everybody concerned. What is zero in to stays as it is.
func Reschedule(tx store.Tx, term string, to Plan, by directory.Person) (Term, error) {
	t, err := run(tx, term, by, Enrolling, Settling, Running)
	if err != nil {
		return t, err
	}
	switch {
	case t.State == Running:
		err = t.shift(tx, to)
	case t.State == Settling && to.Deadline.IsZero():
		err = t.putOffStart(tx, to)
	default:
		err = t.enrolUntil(tx, to)
	}
	if err != nil {
		return t, err
	}
	directory.Log(tx, by.ID, "change dates", t.For.Place, t.ID())
	t, _ = GetTerm(tx, term)
	return t, nil
}

// orElse are the dates of a term, but for those that are to be changed.
func (t Term) orElse(to Plan) Plan {
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
func (t Term) enrolUntil(tx store.Tx, to Plan) error {
	plan := t.orElse(to)
	if err := plan.CheckDates(tx.Now()); err != nil {
		return err
	}
	agenda.Unset(tx, t.Deadline, dueDeadline, t.ID())
	agenda.Unset(tx, t.Settle, dueSettle, t.ID())
	for _, c := range Of(tx, t, Merged) {
		if len(Line(tx, c, Asked)) > 0 { // nobody waits for their answers any more
			reopen(tx, c)
		}
	}
	t.Changed = t.changes(plan)
	t.State, t.Deadline, t.Starts, t.Weeks = Enrolling, plan.Deadline, plan.Starts, plan.Weeks
	terms.Put(tx, t)
	agenda.Set(tx, t.Deadline, dueDeadline, t.ID())
	agenda.Set(tx, bot.Awake(tx.Now()), dueTell, t.ID())
	return nil
}

// changes says what is not as it was.
func (t Term) changes(to Plan) string {
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
func (t Term) putOffStart(tx store.Tx, to Plan) error {
	plan := t.orElse(to)
	if plan.Starts.Before(bot.Midnight(t.Settle).AddDate(0, 0, 1)) {
		return bot.Refuse("最早%s开课：课费要等人不够的课定下来。", bot.Day(t.Settle.AddDate(0, 0, 1)))
	}
	text := t.changes(plan)
	t.Starts, t.Weeks = plan.Starts, plan.Weeks
	terms.Put(tx, t)
	for _, c := range Of(tx, t, Open) {
		for _, p := range Line(tx, c, In) {
			tellPupil(tx, c, p, bot.Out{Text: "【改时间】您报的" + title(tx, c) + "，" + text, Title: "开课时间变动", Fields: fields(c)})
		}
	}
	return nil
}

// shift changes the courses of a term that is held: the first day of those that
// have not begun, the number of classes of those that are not over.
func (t Term) shift(tx store.Tx, to Plan) error {
	plan := t.orElse(to)
	var list []Course
	for _, c := range Of(tx, t, Confirmed) {
		changed, err := c.shifted(tx, t, plan)
		if err != nil {
			return err
		}
		list = append(list, changed)
	}
	if len(list) == 0 {
		return bot.Refuse("%s没有在上的课。", t.Name)
	}
	t.Starts, t.Weeks = plan.Starts, plan.Weeks
	terms.Put(tx, t)
	for _, c := range list {
		first := c.Classes()[0]
		text := fmt.Sprintf("【改时间】%s第一次课是%s，一共%d次，最后一次课是%s。", title(tx, c), bot.Moment(first.At), c.Weeks, bot.Moment(c.last().At))
		if tx.Now().After(first.At) {
			text = fmt.Sprintf("【改时间】%s改成一共%d次，最后一次课是%s。", title(tx, c), c.Weeks, bot.Moment(c.last().At))
		}
		next, _ := c.Next(tx.Now())
		c.tellClass(tx, next, text)
	}
	return nil
}

// shifted is a course with other dates, if it can still have them.
func (c Course) shifted(tx store.Tx, t Term, plan Plan) (Course, error) {
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
		boards.Delete(tx, store.Key(c.No, 0))
		c.First, c.Moved, c.Skips = c.Slot.after(plan.Starts), nil, nil
	}
	if plan.Weeks <= held || plan.Weeks > mostWeeks {
		return c, bot.Refuse("「%s」已经上了%d次，一共的次数要在%d到%d之间。", c.Name, held, held+1, mostWeeks)
	}
	c.Weeks = plan.Weeks
	return c, nil
}

// Stop gives up a course that takes sign-ups, or that has not begun. What was
// paid is to be given back.
func Stop(tx store.Tx, id, why string, by directory.Person) (Course, error) {
	c, t, err := live(tx, id, by)
	if err != nil {
		return c, err
	}
	if c.State == Confirmed && !tx.Now().Before(c.Classes()[0].At) {
		return c, bot.Refuse("「%s」已经开始上了，不能整门停办。要少上几次，回复「改日期」，改上课次数。", c.Name)
	}
	c.State = Cancelled
	courses.Put(tx, c)
	for _, p := range slices.Concat(Line(tx, c, In), Line(tx, c, Waiting)) {
		p = p.charge(0)
		pupils.Put(tx, p)
		money := "您不用交费。"
		if p.Owes() < 0 {
			money = moneyWords(p)
		}
		tellPupil(tx, c, p, bot.Out{
			Text:  fmt.Sprintf("【停办】%s这一期不办了。\n原因：%s\n%s", title(tx, c), why, money),
			Title: "课程取消", Fields: fields(c),
		})
	}
	directory.Log(tx, by.ID, "stop course", t.For.Place, id)
	return c, t.goOn(tx)
}

// goOn settles a term that waited for a course alone, or ends it with its last one.
func (t Term) goOn(tx store.Tx) error {
	switch {
	case t.State == Settling:
		return settleIfDone(tx, t)
	case t.State == Running && len(Of(tx, t, Confirmed)) == 0:
		t.State = TermOver
		terms.Put(tx, t)
	}
	return nil
}

// Revive takes a course up again that was cancelled, merged or not chosen, as far
// as its term has come, and tells those who had signed up.
func Revive(tx store.Tx, id string, by directory.Person) (Course, error) {
	c, _ := Get(tx, id)
	t, err := run(tx, termOf(tx, c).ID(), by, Enrolling, Settling, Running, TermOver)
	if err != nil {
		return c, err
	}
	if !slices.Contains([]State{Cancelled, Merged, NotChosen}, c.State) {
		return c, bot.Refuse("「%s」正在办，不用恢复。", c.Name)
	}
	settled := t.State == Running || t.State == TermOver
	if settled && len(Line(tx, c, In)) == 0 {
		return c, bot.Refuse("「%s」没有报名的人，这一期恢复不了。", c.Name)
	}
	isNew := c.State == NotChosen
	c = reopen(tx, c)
	directory.Log(tx, by.ID, "revive course", t.For.Place, id)
	if settled {
		begin := t
		if soon := bot.Midnight(tx.Now()).AddDate(0, 0, 2); begin.Starts.Before(soon) {
			begin.Starts = soon
		}
		confirm(tx, begin, c)
		t.State = Running
		terms.Put(tx, t)
		return c, nil
	}
	if t.State == Settling {
		settleBy(tx, t)
	} else if isNew {
		t.Changed = "「" + c.Name + "」也可以报了。"
		terms.Put(tx, t)
		agenda.Set(tx, bot.Awake(tx.Now()), dueTell, t.ID())
	}
	for _, p := range slices.Concat(Line(tx, c, In), Line(tx, c, Waiting)) {
		tellPupil(tx, c, p, bot.Out{
			Text:  title(tx, c) + "说过不办，现在又办了。您的报名还在，课费定了再告诉您。\n不想上了，回复「退课」。",
			Title: "课程恢复", Fields: fields(c),
		})
	}
	return c, nil
}

// reopen has a course take sign-ups again; who was asked whether they go along
// into another is in it as before.
func reopen(tx store.Tx, c Course) Course {
	for _, p := range Line(tx, c, Asked) {
		p.State = In
		pupils.Put(tx, p)
	}
	c.State, c.Into = Open, 0
	courses.Put(tx, c)
	return c
}

// DropTerm gives up a term of which nothing but the list is there.
func DropTerm(tx store.Tx, term string, by directory.Person) (Term, error) {
	t, err := run(tx, term, by, Listing)
	if err != nil {
		return t, err
	}
	for _, c := range Of(tx, t, Candidate) {
		courses.Delete(tx, store.Key(c.No))
	}
	terms.Delete(tx, store.Key(t.No))
	directory.Log(tx, by.ID, "drop term", t.For.Place, t.ID())
	return t, nil
}

// courseRow is a course that can be given up, or taken up again.
type courseRow struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Label string `json:"label"`
	On    bool   `json:"on"`
	Money bool   `json:"money"`
}

// rowsToStop are the courses of a person's terms that can be given up or taken up.
func rowsToStop(tx store.Tx, term string, by directory.Person) ([]courseRow, error) {
	var rows []courseRow
	for _, t := range Terms(tx, by) {
		if term != "" && t.ID() != term || !slices.Contains([]TermState{Enrolling, Settling, Running, TermOver}, t.State) {
			continue
		}
		for _, c := range Of(tx, t, Open, Confirmed, Cancelled, Merged, NotChosen) {
			on := c.State == Open || c.State == Confirmed
			label := c.Name + " " + t.Name + map[State]string{Cancelled: "，取消了", Merged: "，并走了", NotChosen: "，没开"}[c.State]
			rows = append(rows, courseRow{c.ID(), c.Name, label, on, AccountOf(tx, c).Got > 0})
		}
	}
	if len(rows) == 0 {
		return nil, bot.Refuse("现在没有在报名、在上的课。回复「管课程」看看到哪一步了。")
	}
	return rows[:min(len(rows), mostCourses)], nil
}

// datesPage is what staff change the dates of a term from.
type datesPage struct {
	Term Term      `json:"term"`
	Text string    `json:"text"`
	Now  time.Time `json:"now"`
}

func datesPageOf(tx store.Tx, id string, by directory.Person) (datesPage, error) {
	t, err := run(tx, id, by, Enrolling, Settling, Running)
	if err != nil {
		return datesPage{}, err
	}
	text := fmt.Sprintf("%s，%s。\n报名截止：%s\n开课：%s\n每门上：%s次", t.Name, stateWords[t.State], bot.Moment(t.Deadline), bot.Day(t.Starts), strconv.Itoa(t.Weeks))
	return datesPage{t, text, tx.Now()}, nil
}
