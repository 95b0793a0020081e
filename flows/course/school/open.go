package school

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/bot/outbox"
	"yishi/flows/course"
	"yishi/store"
)

// Plan is how a term goes on from its list.
type Plan struct {
	Open     []string  // ids of courses
	Deadline time.Time // of signing up
	Starts   time.Time
	Weeks    int
}

// LeastDays is what it takes between the deadline and the first class: time to
// decide about courses with too few pupils, and for these to answer.
const LeastDays = 5

// Soonest is the first day on which classes can begin after a deadline.
func (p Plan) Soonest() time.Time { return bot.Midnight(p.Deadline).AddDate(0, 0, LeastDays) }

// CheckDates refuses dates that leave people no time.
func (p Plan) CheckDates(now time.Time) error {
	switch {
	case p.Deadline.Before(now.Add(time.Hour)):
		return bot.Refuse("报名截止离现在太近了，至少要留一个小时。")
	case p.Deadline.After(now.AddDate(0, 3, 0)):
		return bot.Refuse("报名截止太远了，最多三个月。")
	case p.Starts.Before(p.Soonest()):
		return bot.Refuse("报名截止到开课，至少要隔%d天：人不够的课要处理，也要让大家有时间交费。", LeastDays)
	}
	return nil
}

// Enrolment opens the chosen courses for signing up and tells everybody who
// could vote.
func Enrolment(tx store.Tx, term string, plan Plan, by directory.Person) (course.Term, error) {
	t, err := enrolment(tx, term, plan, by)
	if err == nil {
		agenda.Set(tx, setting.Awake(tx, t.For.Place, tx.Now()), dueTell, t.ID())
	}
	return t, err
}

func enrolment(tx store.Tx, term string, plan Plan, by directory.Person) (course.Term, error) {
	t, err := course.TermFor(tx, term, by, course.Listing, course.Voted)
	if err != nil {
		return t, err
	}
	if err := plan.CheckDates(tx.Now()); err != nil {
		return t, err
	}
	if len(plan.Open) == 0 || plan.Weeks < 1 || plan.Weeks > course.MostWeeks {
		return t, bot.Refuse("至少要开一门课，上1到%d次。", course.MostWeeks)
	}
	for _, c := range course.Of(tx, t, course.Candidate) {
		c.State = course.NotChosen
		if slices.Contains(plan.Open, c.ID()) {
			c.State = course.Open
		}
		course.Put(tx, c)
	}
	t.State, t.Deadline, t.Starts, t.Weeks = course.Enrolling, plan.Deadline, bot.Midnight(plan.Starts), plan.Weeks
	course.PutTerm(tx, t)
	agenda.Set(tx, t.Deadline, dueDeadline, t.ID())
	audit.Log(tx, by.ID, "open courses", t.For.Place, t.ID())
	return t, nil
}

// tellDue tells everybody who could vote which courses are open, and again when
// that has changed.
func tellDue(tx store.Tx, e agenda.Entry) error {
	t, ok := course.GetTerm(tx, e.Ref)
	if !ok || t.State != course.Enrolling || !tx.Now().Before(t.Deadline) { // staff hear of the deadline
		return nil
	}
	of := "term/" + t.ID() + "/open"
	outbox.Recall(tx, of, "时间改了，发了新的")
	outbox.TellAll(tx, outbox.Broadcast{
		Of: of, Out: openOut(tx, t), To: t.For, Topic: course.Topic, Priority: outbox.Bulk, Expires: t.Deadline,
	})
	post(tx, t)
	return nil
}

// openOut tells everybody which courses are open, and later what has changed.
func openOut(tx store.Reader, t course.Term) bot.Out {
	out := invitation(tx, t)
	if t.Changed != "" {
		out.Text = fmt.Sprintf("【老年大学报名有变动】%s\n\n%s\n\n报过名的不用再报。想看课程、报名，回复「课程」。", t.Name, t.Changed)
	}
	return out
}

func invitation(tx store.Reader, t course.Term) bot.Out {
	var lines []string
	for _, c := range course.Of(tx, t, course.Open) {
		line := c.Brief() + "，" + c.Span()
		if full(tx, c) {
			line += "，报满了，可以排队"
		}
		lines = append(lines, line)
	}
	return bot.Out{
		Text: fmt.Sprintf("【老年大学报名】%s\n\n这几门课现在可以报名：\n%s\n\n报的人越多，每人交得越少。\n%s开课，每门上%d次。\n%s报名截止。\n\n%s",
			t.Name, strings.Join(lines, "\n"), bot.Day(t.Starts), t.Weeks, bot.Moment(t.Deadline), neverAsked),
		Buttons: []bot.Button{{Label: "看课程、报名", Token: course.Token("show", ""), Wide: true}},
		Title:   "老年大学报名", Fields: []bot.Field{{Name: "学期", Value: t.Name}, {Name: "截止时间", Value: bot.Moment(t.Deadline)}},
	}
}

const neverAsked = "我们不会向您要验证码、密码，也不会让您转账。"
