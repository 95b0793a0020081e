package manage

import (
	"fmt"

	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/flows/course/school"
	"yishi/store"
)

// changeList has a member of staff put pupils in, take them out, or move them.
func changeList(c *talk.Conv) error {
	id, err := whichGiven(c, "哪一门课的名单？", course.Open, course.Confirmed)
	if err != nil {
		return err
	}
	v, err := talk.Look(c, "page", func(tx store.Tx) (listPage, error) { return listPageOf(tx, id, c.Who()) })
	if err != nil {
		return err
	}
	opts := []talk.Opt{{Key: "add", Label: "加一个人"}}
	if len(v.In) > 0 {
		opts = append(opts, talk.Opt{Key: "out", Label: "退一个人"})
		if len(v.Into) > 0 {
			opts = append(opts, talk.Opt{Key: "switch", Label: "给人换课"})
		}
	}
	switch c.Choice("do", v.Text, append(opts, talk.Opt{Key: "no", Label: "知道了"})...) {
	case "add":
		return putIn(c, v)
	case "out":
		return takeOut(c, v)
	case "switch":
		return switchOver(c, v)
	}
	return c.End("好的，名单没有动。")
}

// putIn adds somebody who is found by name.
func putIn(c *talk.Conv, v listPage) error {
	who, err := askFound(c, v.Course.ID())
	if err != nil || who.Person == "" {
		return err
	}
	fee := askFee(c, v.Course, v.Each)
	if who.Clash != "" {
		c.Say("%s", "注意："+who.Clash)
	}
	if !c.Confirm("sure", "给%s报上「%s」%s，马上告诉本人。对吗？", who.Label, v.Course.Name, feeWords(v.Course, fee)) {
		return c.End("好的，没有加。")
	}
	words, err := talk.Step(c, "put", func(tx store.Tx) (string, error) {
		p, err := school.PutIn(tx, v.Course.ID(), who.Person, fee, c.Who())
		return standing(p), err
	})
	if err != nil {
		return err
	}
	return c.End("%s%s「%s」，会告诉本人。弄错了，再回复「管学员」退出来。", who.Name, words, v.Course.Name)
}

func takeOut(c *talk.Conv, v listPage) error {
	p := askPupil(c, v, "退谁？")
	refund, money := true, ""
	if p.Got > 0 {
		refund = c.Choice("refund", fmt.Sprintf("交过的%s，退给本人吗？", course.Yuan(p.Got)),
			talk.Opt{Key: "y", Label: "退"}, talk.Opt{Key: "n", Label: "不退"}) == "y"
		money = map[bool]string{true: "，课费退", false: "，课费不退"}[refund]
	}
	if !c.Confirm("sure", "把%s从「%s」退出来%s，马上告诉本人。对吗？", p.Name, v.Course.Name, money) {
		return c.End("好的，没有退。")
	}
	words, err := talk.Step(c, "out", func(tx store.Tx) (string, error) {
		if _, err := school.TakeOut(tx, v.Course.ID(), p.Person, refund, c.Who()); err != nil {
			return "", err
		}
		return afterOut(tx, v.Course), nil
	})
	if err != nil {
		return err
	}
	return c.End("%s退出来了，会告诉本人。%s\n弄错了，再回复「管学员」加回去。", p.Name, words)
}

// afterOut says what staff have to see to when somebody has left.
func afterOut(tx store.Reader, was course.Course) string {
	c, _ := course.Get(tx, was.ID())
	if c.State != course.Confirmed {
		return ""
	}
	words := "\n" + course.AccountOf(tx, c).String()
	if w := course.Line(tx, c, course.Waiting); len(w) > 0 && len(course.Line(tx, c, course.In)) < c.Most {
		words += fmt.Sprintf("\n空出位子了，排在最前面的是%s。", course.NameOf(tx, w[0]))
	}
	return words
}

func switchOver(c *talk.Conv, v listPage) error {
	p := askPupil(c, v, "给谁换？")
	var opts []talk.Opt
	for _, d := range v.Into {
		opts = append(opts, talk.Opt{Key: d.Course.ID(), Label: d.Course.Brief(), Wide: true})
	}
	key := c.Choice("into", "换到哪一门？", opts...)
	var to destination
	for _, d := range v.Into {
		if d.Course.ID() == key {
			to = d
		}
	}
	fee := askFee(c, to.Course, to.Each)
	if !c.Confirm("sure", "把%s从「%s」换到「%s」%s，马上告诉本人。对吗？", p.Name, v.Course.Name, to.Course.Name, feeWords(to.Course, fee)) {
		return c.End("好的，没有换。")
	}
	words, err := talk.Step(c, "switch", func(tx store.Tx) (string, error) {
		at, err := school.Switch(tx, v.Course.ID(), key, p.Person, fee, c.Who())
		if err != nil {
			return "", err
		}
		return standing(at), nil
	})
	if err != nil {
		return err
	}
	return c.End("%s%s「%s」，会告诉本人。弄错了，再回复「管学员」换回来。", p.Name, words, to.Course.Name)
}

func standing(p course.Pupil) string {
	if p.State == course.Waiting {
		return "在排队等"
	}
	return "报上了"
}

// askPupil asks for one of a list.
func askPupil(c *talk.Conv, v listPage, question string) pupilRow {
	var opts []talk.Opt
	for _, p := range v.In {
		o := talk.Opt{Key: p.Person, Label: p.Name}
		if !p.In {
			o.Label += "（排队）"
		}
		opts = append(opts, o)
	}
	key := c.Choice("pupil", question, opts...)
	for _, p := range v.In {
		if p.Person == key {
			return p
		}
	}
	return pupilRow{Person: key}
}
