package manage

import (
	"fmt"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/flows/course/school"
	"yishi/store"
)

// newTerm is a member of staff beginning a list of candidates.
func newTerm(c *talk.Conv) error {
	places := directory.PlacesOf(c.Who(), directory.OpenPoll)
	name := c.Text("name", "新学期叫什么？%d个字以内，比如「2027年春季」。", course.MostName)
	to := directory.Audience{Place: c.Area("place", places, "给哪里的居民？")}
	if c.Choice("age", "有没有年龄的限制？", talk.Opt{Key: "60", Label: "60岁以上"}, talk.Opt{Key: "all", Label: "不限年龄"}) == "60" {
		to.MinAge = 60
	}
	t, err := talk.Step(c, "term", func(tx store.Tx) (course.Term, error) { return school.NewTerm(tx, name, to, c.Who()) })
	if err != nil {
		return err
	}
	c.Say("「%s」建好了。现在一门一门地加课。", t.Name)
	return c.Goto("addcourse", talk.Given{talk.Of: t.ID()})
}

// addCourse enters one candidate.
func addCourse(c *talk.Conv) error {
	term, err := whichTerm(c, course.Listing)
	if err != nil {
		return err
	}
	no, _ := talk.Known[uint64](c, "course")
	return enter(c, term, course.Course{No: no})
}

// enter asks for all of a course that is not known yet, shows it, and puts it on
// the list.
func enter(c *talk.Conv, term string, was course.Course) error {
	k := was
	k.Name = askName(c, term, was)
	k.Teacher = askShort(c, "teacher", "谁来教？比如「王老师」。", course.MostName)
	k.Slot = askSlot(c)
	k.Where = askShort(c, "where", "在哪里上？比如「社区活动室」。", course.MostWords)
	k.Fee = c.Money("fee", "老师一学期的课时费，一共多少元？不收费就回复 0。")
	k.Least = c.Number("least", 1, course.MostPupils, "最少几个人才开课？")
	k.Most = c.Number("most", k.Least, course.MostPupils, "最多收几个人？")
	for k.Most < k.Least {
		c.Say("最多的人数，不能比最少的%d人还少。", k.Least)
		k.Most = c.Number("most", k.Least, course.MostPupils, "最多收几个人？")
	}
	k.Bring = c.TextOr("bring", "不用带", "要请大家带什么？比如「运动鞋、水杯」。")
	if err := k.Check(); err != nil {
		return err
	}
	if !c.Review("save", "记成这样，对吗？", "记下来", courseLines(k)...) {
		return c.End("好的，没有记。")
	}
	words, err := talk.Step(c, "save", func(tx store.Tx) (string, error) { return listed(tx, term, k, c.Who()) })
	if err != nil {
		return err
	}
	return c.EndWith([]bot.Button{
		{Label: "再加一门", Token: course.Token("add", term)}, {Label: "课都加好了", Token: course.Token("term", term)},
	}, "%s", words)
}

// askName asks for a name that no other course of the term has.
func askName(c *talk.Conv, term string, was course.Course) string {
	for {
		was.Name = askShort(c, "name", "课名是什么？比如「太极」。", course.MostName)
		taken, err := talk.Look(c, "taken", func(tx store.Tx) (string, error) { return school.Namesake(tx, term, was), nil })
		if taken == "" || err != nil {
			return was.Name
		}
		c.Say("%s", taken)
	}
}

func courseLines(k course.Course) []talk.Line {
	fee := "不收费"
	if k.Fee > 0 {
		fee = course.Yuan(k.Fee)
	}
	return []talk.Line{
		{Label: "课名", Value: k.Name, Question: "name"},
		{Label: "老师", Value: k.Teacher, Question: "teacher"},
		{Label: "时间", Value: "每" + k.Slot.String(), Question: "slot"},
		{Label: "时长", Value: fmt.Sprintf("%d分钟", k.Slot.Long), Question: "long"},
		{Label: "地点", Value: k.Where, Question: "where"},
		{Label: "课时费", Value: fee, Question: "fee"},
		{Label: "最少人数", Value: strconv.Itoa(k.Least), Question: "least"},
		{Label: "最多人数", Value: strconv.Itoa(k.Most), Question: "most"},
		{Label: "要带", Value: k.Bring, Question: "bring"},
	}
}

func askShort(c *talk.Conv, name, question string, most int) string {
	for {
		words := c.Text(name, "%s", question)
		if len([]rune(words)) <= most {
			return strings.ReplaceAll(words, "\n", " ")
		}
		c.Say("太长了，最多%d个字。", most)
	}
}

func askSlot(c *talk.Conv) course.Slot {
	for {
		s, ok := course.ReadSlot(c.Text("slot", "每周什么时候上课？比如「周二下午2点」。"))
		if ok {
			s.Long, _ = strconv.Atoi(c.Choice("long", "一次上多久？",
				talk.Opt{Key: "60", Label: "1小时"}, talk.Opt{Key: "90", Label: "1个半小时"}, talk.Opt{Key: "120", Label: "2小时"}))
			return s
		}
		c.Say("请说星期几和几点开始，早上6点到晚上8点之间，比如「周四上午9点半」。")
	}
}

// editCourse changes or drops a candidate.
func editCourse(c *talk.Conv) error {
	term, err := whichTerm(c, course.Listing)
	if err != nil {
		return err
	}
	list, err := talk.Look(c, "list", func(tx store.Tx) ([]course.Course, error) { return candidates(tx, term, c.Who()) })
	if err != nil {
		return err
	}
	id := c.Choice("which", "哪一门？", optsOf(list)...)
	k := course.Pick(list, id)
	what := c.Choice("what", k.Facts("")+"\n"+k.Money(),
		talk.Opt{Key: "edit", Label: "改"}, talk.Opt{Key: "drop", Label: "删掉"}, talk.Opt{Key: "no", Label: "不动"})
	switch what {
	case "edit":
		return c.Goto("addcourse", prefilled(term, k))
	case "no":
		return c.End("好的，没有动。")
	}
	_, err = talk.Step(c, "drop", func(tx store.Tx) (bool, error) { return true, school.Drop(tx, id, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("「%s」删掉了。", k.Name)
}

// prefilled is what is known of a course that is to be changed: only the summary
// is asked.
func prefilled(term string, k course.Course) talk.Given {
	return talk.Given{
		talk.Of: term, "course": k.No, "name": k.Name, "teacher": k.Teacher, "slot": k.Slot.String(),
		"long": strconv.Itoa(k.Slot.Long), "where": k.Where, "fee": k.Fee, "least": k.Least, "most": k.Most, "bring": k.Bring,
	}
}

func optsOf(list []course.Course) []talk.Opt {
	var opts []talk.Opt
	for _, k := range list {
		opts = append(opts, talk.Opt{Key: k.ID(), Label: k.Brief(), Wide: true})
	}
	return opts
}
