package course

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/store"
)

// changeList has a member of staff put pupils in, take them out, or move them.
func changeList(c *talk.Conv) error {
	id, err := whichGiven(c, "哪一门课的名单？", Open, Confirmed)
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
		p, err := PutIn(tx, v.Course.ID(), who.Person, fee, c.Who())
		return standing(p), err
	})
	if err != nil {
		return err
	}
	return c.End("%s%s「%s」，会告诉本人。弄错了，再回复「管学员」退出来。", who.Name, words, v.Course.Name)
}

func standing(p Pupil) string {
	if p.State == Waiting {
		return "在排队等"
	}
	return "报上了"
}

// askFound asks for a name until somebody is found, or nobody is wanted.
func askFound(c *talk.Conv, id string) (found, error) {
	for {
		name := c.Text("name", "加谁？请说名字。")
		list, err := talk.Look(c, "found", func(tx store.Tx) ([]found, error) { return lookUp(tx, id, name), nil })
		if err != nil {
			return found{}, err
		}
		if len(list) == 0 {
			c.Say("没有找到能上这门课、还没报上的「%s」。没登记的，先请他登记住处。", name)
			continue
		}
		var opts []talk.Opt
		for _, f := range list {
			opts = append(opts, talk.Opt{Key: f.Person, Label: f.Label, Wide: true})
		}
		key := c.Choice("person", "是这位吗？", append(opts, talk.Opt{Key: "no", Label: "都不是", Wide: true})...)
		for _, f := range list {
			if f.Person == key {
				return f, nil
			}
		}
	}
}

// askFee asks what a newcomer pays. Before fees are fixed nobody knows.
func askFee(c *talk.Conv, k Course, each int) int {
	if k.State != Confirmed || k.Fee == 0 {
		return 0
	}
	switch c.Choice("fee", "收多少课费？别的人的课费不变。",
		talk.Opt{Key: "each", Label: "和大家一样，" + Yuan(each)}, talk.Opt{Key: "none", Label: "不收"}, talk.Opt{Key: "own", Label: "别的数"}) {
	case "each":
		return each
	case "none":
		return 0
	}
	for {
		fee := c.Money("own", "多少元？")
		if fee <= k.Fee {
			return fee
		}
		c.Say("一个人的课费，不能比整门课的%s还多。", Yuan(k.Fee))
	}
}

func feeWords(k Course, fee int) string {
	if k.State != Confirmed || k.Fee == 0 {
		return ""
	}
	return "，课费" + Yuan(fee)
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

func takeOut(c *talk.Conv, v listPage) error {
	p := askPupil(c, v, "退谁？")
	refund, money := true, ""
	if p.Got > 0 {
		refund = c.Choice("refund", fmt.Sprintf("交过的%s，退给本人吗？", Yuan(p.Got)),
			talk.Opt{Key: "y", Label: "退"}, talk.Opt{Key: "n", Label: "不退"}) == "y"
		money = map[bool]string{true: "，课费退", false: "，课费不退"}[refund]
	}
	if !c.Confirm("sure", "把%s从「%s」退出来%s，马上告诉本人。对吗？", p.Name, v.Course.Name, money) {
		return c.End("好的，没有退。")
	}
	words, err := talk.Step(c, "out", func(tx store.Tx) (string, error) {
		if _, err := TakeOut(tx, v.Course.ID(), p.Person, refund, c.Who()); err != nil {
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
func afterOut(tx store.Tx, was Course) string {
	c, _ := Get(tx, was.ID())
	if c.State != Confirmed {
		return ""
	}
	words := "\n" + AccountOf(tx, c).String()
	if w := Line(tx, c, Waiting); len(w) > 0 && len(Line(tx, c, In)) < c.Most {
		words += fmt.Sprintf("\n空出位子了，排在最前面的是%s。", nameOf(tx, w[0]))
	}
	return words
}

func switchOver(c *talk.Conv, v listPage) error {
	p := askPupil(c, v, "给谁换？")
	var opts []talk.Opt
	for _, d := range v.Into {
		opts = append(opts, talk.Opt{Key: d.Course.ID(), Label: d.Course.line(), Wide: true})
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
		at, err := Switch(tx, v.Course.ID(), key, p.Person, fee, c.Who())
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

// changeClass has a member of staff leave a class out, hold it after all, or give
// it another time.
func changeClass(c *talk.Conv) error {
	id, err := whichGiven(c, "哪一门课？", Confirmed)
	if err != nil {
		return err
	}
	list, err := talk.Look(c, "classes", func(tx store.Tx) ([]classRow, error) { return toChange(tx, id) })
	if err != nil {
		return err
	}
	var opts []talk.Opt
	for _, k := range list {
		opts = append(opts, talk.Opt{Key: fmt.Sprint(k.Week), Label: k.Label, Wide: true})
	}
	key := c.Choice("class", "改哪一次课？", opts...)
	var k classRow
	for _, r := range list {
		if fmt.Sprint(r.Week) == key {
			k = r
		}
	}
	opts = []talk.Opt{{Key: "skip", Label: "停掉"}, {Key: "move", Label: "改时间"}}
	switch {
	case k.Skipped:
		opts = []talk.Opt{{Key: "on", Label: "不停了，照常上"}}
	case k.Moved:
		opts = append(opts, talk.Opt{Key: "back", Label: "改回" + bot.Moment(k.Planned)})
	}
	switch do := c.Choice("do", k.Label+"，怎么改？", append(opts, talk.Opt{Key: "no", Label: "不改了"})...); do {
	case "on", "back":
		return classBack(c, id, k, do)
	case "move":
		return classMoved(c, id, k)
	case "skip":
		return c.Goto("skipclass", talk.Given{"which": id, "class": key})
	}
	return c.End("好的，没有改。")
}

func classBack(c *talk.Conv, id string, k classRow, do string) error {
	if !c.Confirm("sure", "%s，%s，马上告诉大家。对吗？", bot.Moment(k.Planned), map[string]string{"on": "照常上课", "back": "改回这个时间"}[do]) {
		return c.End("好的，没有改。")
	}
	course, err := talk.Step(c, "back", func(tx store.Tx) (Course, error) {
		if do == "on" {
			return Unskip(tx, id, k.Week, c.Who())
		}
		return MoveClass(tx, id, k.Week, k.Planned, "", c.Who())
	})
	if err != nil {
		return err
	}
	return c.End("改好了，会告诉「%s」的每个人。最后一次课是%s。", course.Name, bot.Moment(course.last().At))
}

func classMoved(c *talk.Conv, id string, k classRow) error {
	to := c.Time("to", "改到哪天几点？比如「12月30日上午9点」。")
	why := c.TextOr("why", "不用说", "为什么改？会告诉大家。")
	if !c.Confirm("sure", "这次课改到%s，马上告诉大家。对吗？", bot.Moment(to)) {
		return c.End("好的，没有改。")
	}
	course, err := talk.Step(c, "move", func(tx store.Tx) (Course, error) { return MoveClass(tx, id, k.Week, to, why, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("改好了，会告诉「%s」的每个人。要改回来，再回复「调课」。", course.Name)
}
