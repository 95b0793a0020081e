package manage

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/flows/course/class"
	"yishi/flows/course/school"
	"yishi/store"
)

// manage shows a term and leads to what can be done with it.
func manage(c *talk.Conv) error {
	id, err := whichTerm(c)
	if err != nil {
		return err
	}
	v, err := talk.Look(c, "view", func(tx store.Tx) (termPage, error) { return termPageOf(tx, id, c.Who()) })
	if err != nil {
		return err
	}
	do := c.Choice("do", v.Text+"\n\n办什么？", v.Opts...)
	if few, ok := strings.CutPrefix(do, "few"); ok {
		return c.Goto("fewcourse", talk.Given{talk.Of: few})
	}
	switch do {
	case "none":
		return c.End("好的。")
	case "rating", "names":
		words, err := talk.Look(c, "words", func(tx store.Tx) (string, error) {
			if do == "names" {
				return rolls(tx, v.Term), nil
			}
			return ratings(tx, v.Term), nil
		})
		if err != nil {
			return err
		}
		return c.End("%s", words)
	case "coursefee", "roll", "skipclass", "changeclass", "changelist", "stopcourse":
		return c.Goto(do, talk.Given{"term": id})
	}
	return c.Goto(do, talk.Given{talk.Of: id})
}

// termPage is a term as its staff see it: how it stands, and what can be done.
type termPage struct {
	Term course.Term `json:"term"`
	Text string      `json:"text"`
	Opts []talk.Opt  `json:"opts"`
}

func termPageOf(tx store.Reader, id string, by directory.Person) (termPage, error) {
	t, ok := course.GetTerm(tx, id)
	if !ok || !directory.May(by, directory.OpenPoll, t.For.Place) {
		return termPage{}, bot.Refuse("没有找到您负责的这个学期。")
	}
	v := termPage{Term: t, Text: fmt.Sprintf("%s，给%s，%s。", t.Name, t.For.Words(tx), t.State.Words())}
	candidates := course.Of(tx, t, course.Candidate)
	add := func(key, label string) { v.Opts = append(v.Opts, talk.Opt{Key: key, Label: label, Wide: true}) }
	switch t.State {
	case course.Listing:
		v.Text += "\n" + course.ListWords(tx, t, candidates)
		add("addcourse", "加一门课")
		if len(candidates) > 0 {
			add("editcourse", "改课、删课")
		}
		if len(candidates) > 1 {
			add("coursevote", "请大家投票")
		}
		if len(candidates) > 0 {
			add("opencourse", "不投票，直接开报名")
		}
		add("dropterm", "这一期不办了")
	case course.Voted:
		v.Text += "\n" + school.OrderWords(school.Order(tx, t))
		add("opencourse", "定开哪些课")
	case course.Enrolling, course.Settling:
		v.Text += "\n" + enrolWords(tx, t)
		add("names", "看报名的名单")
		add("changelist", "加人、退人、换课")
		add("termdates", "改日期")
		add("stopcourse", "停办一门、恢复一门")
		for _, c := range school.Undecided(tx, t) {
			if t.State == course.Settling {
				add("few"+c.ID(), "处理「"+c.Name+"」")
			}
		}
	case course.Running, course.TermOver:
		v.Text += "\n" + enrolWords(tx, t)
		add("coursefee", "收课费")
		add("names", "看名单")
		if t.State == course.Running {
			add("changelist", "加人、退人、换课")
		}
		add("roll", "点名册")
		if t.State == course.Running {
			add("skipclass", "停一次课")
			add("changeclass", "调课：改时间、停了又上")
			add("termdates", "改日期")
		}
		add("stopcourse", "停办一门、恢复一门")
		add("rating", "看评价")
	}
	add("none", "不办了")
	return v, nil
}

// enrolWords says how many have signed up.
func enrolWords(tx store.Reader, t course.Term) string {
	text := ""
	if t.State == course.Enrolling {
		text = bot.Moment(t.Deadline) + "截止。"
	}
	for _, c := range course.Of(tx, t, course.Open, course.Confirmed, course.Cancelled, course.Merged, course.Over) {
		n, waiting := len(course.Line(tx, c, course.In)), len(course.Line(tx, c, course.Waiting))
		text += fmt.Sprintf("\n%s　%d人（%d到%d人）", c.Name, n, c.Least, c.Most)
		if waiting > 0 {
			text += fmt.Sprintf("，排队%d人", waiting)
		}
		text += map[course.State]string{course.Cancelled: "，取消", course.Merged: "，并到别的课", course.Over: "，上完了"}[c.State]
		if unpaid := len(course.Unpaid(tx, c)); unpaid > 0 {
			text += fmt.Sprintf("，没交费%d人", unpaid)
		}
		if back := len(course.Uneven(tx, c)) - len(course.Unpaid(tx, c)); back > 0 {
			text += fmt.Sprintf("，要退费%d人", back)
		}
	}
	return text
}

// rolls are the pupils of all courses of a term, by name.
func rolls(tx store.Reader, t course.Term) string {
	var parts []string
	for _, c := range course.Of(tx, t, course.Open, course.Confirmed, course.Over) {
		in, waiting := course.Line(tx, c, course.In), course.Line(tx, c, course.Waiting)
		part := fmt.Sprintf("「%s」%d人：%s", c.Name, len(in), course.Names(tx, in))
		if len(waiting) > 0 {
			part += fmt.Sprintf("\n排队%d人：%s", len(waiting), course.Names(tx, waiting))
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "\n\n")
}

// ratings is what was said of all courses of a term.
func ratings(tx store.Reader, t course.Term) string {
	var parts []string
	for _, c := range course.Of(tx, t, course.Over) {
		parts = append(parts, class.RatingWords(tx, c))
	}
	if len(parts) == 0 {
		return "还没有上完的课，没有评价。"
	}
	return strings.Join(parts, "\n\n")
}
