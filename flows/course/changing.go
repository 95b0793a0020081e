package course

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/store"
)

// changeDates has a member of staff change when signing up ends, when classes
// begin, or how many there are.
func changeDates(c *talk.Conv) error {
	term, err := whichTerm(c, Enrolling, Settling, Running)
	if err != nil {
		return err
	}
	v, err := talk.Look(c, "page", func(tx store.Tx) (datesPage, error) { return datesPageOf(tx, term, c.Who()) })
	if err != nil {
		return err
	}
	opts := []talk.Opt{{Key: "starts", Label: "改开课日"}, {Key: "weeks", Label: "改上课次数"}, {Key: "no", Label: "不改了"}}
	if v.Term.State != Running {
		opts = append([]talk.Opt{{Key: "deadline", Label: "改报名截止"}}, opts...)
	}
	to, said := Plan{}, ""
	switch c.Choice("what", v.Text+"\n\n改哪一样？", opts...) {
	case "deadline":
		to.Deadline = c.Time("deadline", "报名改到什么时候截止？到开课（%s）至少隔%d天。要连开课一起改，先改开课日。", bot.Day(v.Term.Starts), leastDays)
		said = "报名截止改到" + bot.Moment(to.Deadline)
	case "starts":
		to.Starts = c.Date("starts", "改到哪天开课？")
		said = "开课改到" + bot.Day(to.Starts)
	case "weeks":
		to.Weeks = c.Number("weeks", 1, mostWeeks, "改成一共上几次？")
		said = fmt.Sprintf("改成每门上%d次", to.Weeks)
	case "no":
		return c.End("好的，没有改。")
	}
	if !c.Confirm("sure", "%s的%s，会告诉大家。对吗？", v.Term.Name, said) {
		return c.End("好的，没有改。")
	}
	_, err = talk.Step(c, "change", func(tx store.Tx) (Term, error) { return Reschedule(tx, term, to, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("改好了，会告诉大家（夜里不打扰，早上8点发）。改错了，再回复「改日期」改回来。")
}

// stopOrRevive has a member of staff give a course up, or take it up again.
func stopOrRevive(c *talk.Conv) error {
	if !runs(c.Who()) {
		return bot.Refuse("这是社区工作人员用的。")
	}
	term, _ := talk.Known[string](c, "term")
	rows, err := talk.Look(c, "rows", func(tx store.Tx) ([]courseRow, error) { return rowsToStop(tx, term, c.Who()) })
	if err != nil {
		return err
	}
	var opts []talk.Opt
	for _, r := range rows {
		opts = append(opts, talk.Opt{Key: r.ID, Label: r.Label, Wide: true})
	}
	id := c.Choice("which", "哪一门课？在办的可以停办，没办的可以恢复。", append(opts, talk.Opt{Key: "no", Label: "都不动", Wide: true})...)
	for _, r := range rows {
		switch {
		case r.ID == id && r.On:
			return stopCourse(c, r)
		case r.ID == id:
			return reviveCourse(c, r)
		}
	}
	return c.End("好的，没有动。")
}

func stopCourse(c *talk.Conv, r courseRow) error {
	why := c.Text("why", "「%s」为什么停办？会告诉报名的人。", r.Name)
	money := ""
	if r.Money {
		money = "交过的课费要退。"
	}
	if !c.Confirm("sure", "「%s」整门停办，告诉报名的人。%s对吗？", r.Name, money) {
		return c.End("好的，没有停办。")
	}
	_, err := talk.Step(c, "stop", func(tx store.Tx) (Course, error) { return Stop(tx, r.ID, why, c.Who()) })
	if err != nil {
		return err
	}
	if r.Money {
		money = "退了谁的，回复「收课费」记一记。"
	}
	return c.End("「%s」停办了，会告诉报名的人。%s\n弄错了，再回复「停办」恢复。", r.Name, money)
}

func reviveCourse(c *talk.Conv, r courseRow) error {
	if !c.Confirm("sure", "「%s」恢复，告诉报过名的人。对吗？", r.Name) {
		return c.End("好的，没有恢复。")
	}
	words, err := talk.Step(c, "revive", func(tx store.Tx) (string, error) {
		k, err := Revive(tx, r.ID, c.Who())
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("「%s」恢复了，现在报了%d人，会告诉他们。", k.Name, len(Line(tx, k, In))), nil
	})
	if err != nil {
		return err
	}
	return c.End("%s", words)
}

// dropTerm has a member of staff give up a term of which only the list is there.
func dropTerm(c *talk.Conv) error {
	term, err := whichTerm(c, Listing)
	if err != nil {
		return err
	}
	if !c.Confirm("sure", "这一期不办了，列好的课一起删掉，删了找不回来。对吗？") {
		return c.End("好的，没有动。")
	}
	t, err := talk.Step(c, "drop", func(tx store.Tx) (Term, error) { return DropTerm(tx, term, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("「%s」不办了。", t.Name)
}
