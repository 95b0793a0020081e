package attend

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/course"
	"yishi/flows/course/school"
	"yishi/store"
)

// page is a course as one person sees it.
type page struct {
	Course course.Course   `json:"course"`
	Text   string          `json:"text"`
	State  course.Standing `json:"state"`
	Can    bool            `json:"can"`             // join or leave now
	Full   bool            `json:"full,omitempty"`  // they would have to wait
	Clash  string          `json:"clash,omitempty"` // what it would clash with
	Asks   []bot.Button    `json:"asks,omitempty"`  // they are asked whether they go along into another
}

func pageOf(tx store.Reader, id string, who directory.Person) (page, error) {
	c, ok := course.Get(tx, id)
	t, p := course.TermOf(tx, c), course.Find(tx, c, who)
	if !ok || c.State == course.Candidate || c.State == course.NotChosen {
		return page{}, bot.Refuse("没有找到这门课。回复「课程」，看看有哪些。")
	}
	v := page{Course: c, State: p.State, Text: c.Facts(t.Name), Can: t.State == course.Enrolling && tx.Now().Before(t.Deadline)}
	if r, ok := course.Before(tx, t, c.Name); ok {
		v.Text += fmt.Sprintf("\n上一期大家评了%s分（满分5分，%d人评）", r.Mean(), r.Count)
	}
	if asked, ok := school.Asked(tx, c, p, who); ok {
		v.Text, v.Asks = asked.Text, asked.Buttons
		return v, nil
	}
	if c.State == course.Cancelled || c.State == course.Merged || c.State == course.Over {
		v.Text += "\n\n这门课" + map[course.State]string{course.Cancelled: "人不够，没有开成。", course.Merged: "并到别的课了。", course.Over: "已经上完了。"}[c.State]
		if words := course.MoneyWords(p); words != "" {
			v.Text += "\n\n" + who.You() + "的" + words
		}
		return v, nil
	}
	if k, more := c.Next(tx.Now()); more && c.State == course.Confirmed {
		v.Text += fmt.Sprintf("\n下一次课：%s，第%d次，一共%d次", bot.Moment(k.At), k.N, c.Weeks)
	}
	if c.State == course.Open {
		n := len(course.Line(tx, c, course.In))
		v.Full = n >= c.Most
		v.Text += fmt.Sprintf("\n%s起，一共%d次\n\n", bot.Day(c.Slot.After(t.Starts)), t.Weeks)
		if !tx.Now().Before(t.Deadline) {
			v.Text += c.ClosedWords(n)
			return v, nil
		}
		v.Text += c.FeeWords(n)
		if waiting := len(course.Line(tx, c, course.Waiting)); waiting > 0 {
			v.Text += fmt.Sprintf("\n名额满了，%d人在排队。", waiting)
		} else if v.Full {
			v.Text += "\n名额满了。"
		}
		v.Text += "\n" + bot.Moment(t.Deadline) + "报名截止，课费那时定。"
	}
	if words := course.StandingWords(tx, c, p, who.You()); words != "" {
		v.Text += "\n\n" + words
	}
	if o, clash := course.Clash(tx, c, who); clash {
		v.Clash = fmt.Sprintf("「%s」（%s）", o.Name, o.Slot)
	}
	return v, nil
}

// joined is what somebody is told who has signed up.
func joined(tx store.Tx, who directory.Person, id string) (string, error) {
	p, _, err := school.Enrol(tx, who, id)
	if err != nil {
		return "", err
	}
	c, _ := course.Get(tx, id)
	text := fmt.Sprintf("「%s」报名号%s。\n%s", c.Name, ticket(c, p), course.StandingWords(tx, c, p, who.You()))
	n := len(course.Line(tx, c, course.In))
	if p.State == course.In && n < c.Least {
		text += fmt.Sprintf("\n还差%d人开课。", c.Least-n)
	}
	if p.State == course.In && c.Fee > 0 && n < c.Most {
		text += "报的人再多，还会便宜。"
	}
	return text + "\n想退，回复「" + by(who) + "退课」。", nil
}
