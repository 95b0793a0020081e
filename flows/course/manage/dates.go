package manage

import (
	"fmt"
	"strconv"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/flows/course/school"
	"yishi/store"
)

// changeDates has a member of staff change when signing up ends, when classes
// begin, or how many there are.
func changeDates(c *talk.Conv) error {
	term, err := whichTerm(c, course.Enrolling, course.Settling, course.Running)
	if err != nil {
		return err
	}
	v, err := talk.Look(c, "page", func(tx store.Tx) (datesPage, error) { return datesPageOf(tx, term, c.Who()) })
	if err != nil {
		return err
	}
	opts := []talk.Opt{{Key: "starts", Label: "改开课日"}, {Key: "weeks", Label: "改上课次数"}, {Key: "no", Label: "不改了"}}
	if v.Term.State != course.Running {
		opts = append([]talk.Opt{{Key: "deadline", Label: "改报名截止"}}, opts...)
	}
	to, said := school.Plan{}, ""
	switch c.Choice("what", v.Text+"\n\n改哪一样？", opts...) {
	case "deadline":
		to.Deadline = c.Time("deadline", "报名改到什么时候截止？到开课（%s）至少隔%d天。要连开课一起改，先改开课日。", bot.Day(v.Term.Starts), school.LeastDays)
		said = "报名截止改到" + bot.Moment(to.Deadline)
	case "starts":
		to.Starts = c.Date("starts", "改到哪天开课？")
		said = "开课改到" + bot.Day(to.Starts)
	case "weeks":
		to.Weeks = c.Number("weeks", 1, course.MostWeeks, "改成一共上几次？")
		said = fmt.Sprintf("改成每门上%d次", to.Weeks)
	case "no":
		return c.End("好的，没有改。")
	}
	if !c.Confirm("sure", "%s的%s，会告诉大家。对吗？", v.Term.Name, said) {
		return c.End("好的，没有改。")
	}
	_, err = talk.Step(c, "change", func(tx store.Tx) (course.Term, error) { return school.Reschedule(tx, term, to, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("改好了，会告诉大家（夜里不打扰，早上8点发）。改错了，再回复「改日期」改回来。")
}

// datesPage is what staff change the dates of a term from.
type datesPage struct {
	Term course.Term `json:"term"`
	Text string      `json:"text"`
	Now  time.Time   `json:"now"`
}

func datesPageOf(tx store.Reader, id string, by directory.Person) (datesPage, error) {
	t, err := course.TermFor(tx, id, by, course.Enrolling, course.Settling, course.Running)
	if err != nil {
		return datesPage{}, err
	}
	text := fmt.Sprintf("%s，%s。\n报名截止：%s\n开课：%s\n每门上：%s次", t.Name, t.State.Words(), bot.Moment(t.Deadline), bot.Day(t.Starts), strconv.Itoa(t.Weeks))
	return datesPage{t, text, tx.Now()}, nil
}
