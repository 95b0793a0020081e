package attend

import (
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning"
	"yishi/bot/meaning/answer"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/flows/course/school"
	"yishi/store"
)

// browse is a resident looking at the courses: one of them, to sign up for or to
// leave.
func browse(c *talk.Conv) error {
	c.Safe("没有报名。")
	id, known := talk.Known[string](c, talk.Of)
	party, _ := talk.Known[answer.Party](c, talk.Party)
	if !known {
		own, _ := talk.Known[bool](c, "own")
		opts, err := talk.Look(c, "list", func(tx store.Tx) ([]talk.Opt, error) { return choose(tx, looking(tx, c.Who(), c.For(), party), own) })
		if err != nil {
			return err
		}
		if id = opts[0].Key; len(opts) > 1 {
			id = c.Choice("which", map[bool]string{false: "老年大学的课，您看哪一门？", true: c.You() + "报的课，要看哪一门？"}[own], opts...)
		}
	}
	if party.Several() {
		return together(c, id, party)
	}
	v, err := talk.Look(c, "page", func(tx store.Tx) (page, error) { return pageOf(tx, id, c.For()) })
	switch {
	case err != nil:
		return err
	case len(v.Asks) > 0:
		return c.EndWith(v.Asks, "%s", v.Text)
	case !v.Can:
		return c.End("%s", v.Text)
	case v.State == course.In || v.State == course.Waiting:
		return c.EndWith([]bot.Button{{Label: "退课", Token: course.TokenFor(c.For(), "leave", id)}}, "%s", v.Text)
	}
	return join(c, v)
}

// join signs up, after a warning if the person has something else at that time.
func join(c *talk.Conv, v page) error {
	yes := "报名"
	if v.Full {
		yes = "排队等空位"
	}
	if c.Choice("join", v.Text, talk.Opt{Key: "y", Label: yes}, talk.Opt{Key: "n", Label: "不报"}) == "n" {
		return c.End("好的，没有报。")
	}
	if v.Clash != "" && !c.Confirm("clash", "「%s」和%s报的%s时间撞了，两门课不能都上全。还是要报吗？", v.Course.Name, c.You(), v.Clash) {
		return c.End("好的，没有报「%s」。", v.Course.Name)
	}
	words, err := talk.Step(c, "enrol", func(tx store.Tx) (string, error) { return joined(tx, c.For(), v.Course.ID()) })
	if err != nil {
		return err
	}
	return c.End("%s", words)
}

// seen are the courses a person can look at now: their own, and those they can
// sign up for.
func seen(tx store.Reader, who directory.Person) []course.Course {
	list := slices.DeleteFunc(course.Mine(tx, who, course.In, course.Waiting, course.Asked, course.Gone), func(c course.Course) bool {
		p := course.Find(tx, c, who)
		return p.Owes() == 0 && (p.State == course.Gone || p.State != course.Asked && c.State != course.Open && c.State != course.Confirmed)
	})
	for _, c := range course.Opened(tx) {
		mine := slices.ContainsFunc(list, func(m course.Course) bool { return m.No == c.No })
		if !mine && school.WhyNot(tx, course.TermOf(tx, c), who) == "" {
			list = append(list, c)
		}
	}
	return list
}

// own are the courses of seen that are theirs.
func own(tx store.Reader, who directory.Person) []course.Course {
	return slices.DeleteFunc(seen(tx, who), func(c course.Course) bool {
		p := course.Find(tx, c, who)
		return p.State != course.In && p.State != course.Waiting && p.State != course.Asked && p.Owes() == 0
	})
}

// mineOnly shows somebody the courses they have signed up for.
func mineOnly(call *talk.Call) error {
	if len(own(call.Tx, call.For)) == 0 {
		return bot.Refuse("%s现在没有报上的课。想看有什么课，回复「课程」。", call.For.You())
	}
	call.Start("course", talk.Given{"own": true})
	return nil
}

// titles are the courses that a person's sentence may be about.
func titles(tx store.Reader, who directory.Person) []meaning.Titled {
	var list []meaning.Titled
	for _, c := range seen(tx, who) {
		list = append(list, meaning.Titled{
			ID: c.ID(), Title: c.Name, Words: []string{c.Teacher}, Pool: meaning.Joined, Of: "course", Flow: "course", Name: talk.Of,
		})
	}
	return list
}

// apart names a course within a list: with its term, where there are two of them.
func apart(tx store.Reader, c course.Course, list []course.Course) string {
	if slices.ContainsFunc(list, func(o course.Course) bool { return o.Term != c.Term }) {
		return c.Name + " " + course.TermOf(tx, c).Name
	}
	return c.Name
}

// choose makes choices of what a person can look at, or only of their own.
func choose(tx store.Reader, who directory.Person, mine bool) ([]talk.Opt, error) {
	var opts []talk.Opt
	list := seen(tx, who)
	if mine {
		list = own(tx, who)
	}
	for _, c := range list {
		label := apart(tx, c, list) + " " + c.Slot.String()
		switch n := len(course.Line(tx, c, course.In)); {
		case course.Find(tx, c, who).Owes() > 0:
			label += "，课费没交"
		case course.Find(tx, c, who).Owes() < 0:
			label += "，要退课费"
		case course.Find(tx, c, who).State == course.Asked:
			label += "，去不去并的课，还没有回"
		case course.Find(tx, c, who).State == course.In:
			label += "，" + who.You() + "报上了"
		case course.Find(tx, c, who).State == course.Waiting:
			label += "，" + who.You() + "在排队"
		case n >= c.Most:
			label += "，满了"
		}
		opts = append(opts, talk.Opt{Key: c.ID(), Label: label, Wide: true})
	}
	if len(opts) == 0 {
		return nil, nothing(tx, who)
	}
	return opts, nil
}

// nothing says why there is nothing to look at.
func nothing(tx store.Reader, who directory.Person) error {
	if open := course.Opened(tx); len(open) > 0 {
		return bot.Refusal(school.WhyNot(tx, course.TermOf(tx, open[0]), who))
	}
	if t, ok := course.VotedOn(tx, who); ok {
		return bot.Refuse("%s的课正在投票，想上哪些课，回复「投票」去选。\n\n%s", t.Name, course.ListWords(tx, t, course.Of(tx, t, course.Candidate)))
	}
	return bot.Refuse("老年大学现在没有可以报名的课。有了会告诉您。")
}
