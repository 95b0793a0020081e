package manage

import (
	"fmt"
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/flows/course/school"
	"yishi/store"
)

// stopOrRevive has a member of staff give a course up, or take it up again.
func stopOrRevive(c *talk.Conv) error {
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
	why := c.Lasting("why", "「%s」为什么停办？会告诉报名的人。", r.Name)
	money := ""
	if r.Money {
		money = "交过的课费要退。"
	}
	if !c.Confirm("sure", "「%s」整门停办，告诉报名的人。%s对吗？", r.Name, money) {
		return c.End("好的，没有停办。")
	}
	_, err := talk.Step(c, "stop", func(tx store.Tx) (course.Course, error) { return school.Stop(tx, r.ID, why, c.Who()) })
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
		k, err := school.Revive(tx, r.ID, c.Who())
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("「%s」恢复了，现在报了%d人，会告诉他们。", k.Name, len(course.Line(tx, k, course.In))), nil
	})
	if err != nil {
		return err
	}
	return c.End("%s", words)
}

// dropTerm has a member of staff give up a term of which only the list is there.
func dropTerm(c *talk.Conv) error {
	term, err := whichTerm(c, course.Listing)
	if err != nil {
		return err
	}
	if !c.Confirm("sure", "这一期不办了，列好的课一起删掉，删了找不回来。对吗？") {
		return c.End("好的，没有动。")
	}
	t, err := talk.Step(c, "drop", func(tx store.Tx) (course.Term, error) { return school.DropTerm(tx, term, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("「%s」不办了。", t.Name)
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
func rowsToStop(tx store.Reader, term string, by directory.Person) ([]courseRow, error) {
	var rows []courseRow
	for _, t := range course.Terms(tx, by) {
		if term != "" && t.ID() != term || !slices.Contains([]course.TermState{course.Enrolling, course.Settling, course.Running, course.TermOver}, t.State) {
			continue
		}
		for _, c := range course.Of(tx, t, course.Open, course.Confirmed, course.Cancelled, course.Merged, course.NotChosen) {
			on := c.State == course.Open || c.State == course.Confirmed
			label := c.Name + " " + t.Name + map[course.State]string{course.Cancelled: "，取消了", course.Merged: "，并走了", course.NotChosen: "，没开"}[c.State]
			rows = append(rows, courseRow{c.ID(), c.Name, label, on, course.AccountOf(tx, c).Got > 0})
		}
	}
	if len(rows) == 0 {
		return nil, bot.Refuse("现在没有在报名、在上的课。回复「管课程」看看到哪一步了。")
	}
	return rows[:min(len(rows), course.MostCourses)], nil
}
