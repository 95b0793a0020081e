package course

import (
	"fmt"
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning"
	"yishi/bot/talk"
	"yishi/store"
)

// seen are the courses a person can look at now: their own, and those they can
// sign up for.
func seen(tx store.Tx, who directory.Person) []Course {
	list := slices.DeleteFunc(Mine(tx, who, In, Waiting, Gone), func(c Course) bool {
		p := Find(tx, c, who)
		return p.Owes() == 0 && (p.State == Gone || c.State != Open && c.State != Confirmed)
	})
	for c := range courses.By(tx, "state", store.Key(string(Open))) {
		t := termOf(tx, c)
		mine := slices.ContainsFunc(list, func(m Course) bool { return m.No == c.No })
		if !mine && t.State == Enrolling && tx.Now().Before(t.Deadline) && whyNot(tx, t, who) == "" {
			list = append(list, c)
		}
	}
	return list
}

// own are the courses of seen that are theirs.
func own(tx store.Tx, who directory.Person) []Course {
	return slices.DeleteFunc(seen(tx, who), func(c Course) bool {
		p := Find(tx, c, who)
		return p.State != In && p.State != Waiting && p.Owes() == 0
	})
}

// mineOnly shows somebody the courses they have signed up for.
func mineOnly(call *talk.Call) error {
	if len(own(call.Tx, call.Who)) == 0 {
		return bot.Refuse("您现在没有报上的课。想看有什么课，回复「课程」。")
	}
	call.Start("course", talk.Given{"own": true})
	return nil
}

// Titles are the courses that a person's sentence may be about.
func Titles(tx store.Tx, who directory.Person) []meaning.Titled {
	var titles []meaning.Titled
	for _, c := range seen(tx, who) {
		titles = append(titles, meaning.Titled{ID: c.ID(), Title: c.Name, Words: []string{c.Teacher}})
	}
	return titles
}

// apart names a course within a list: with its term, where there are two of them.
func apart(tx store.Tx, c Course, list []Course) string {
	if slices.ContainsFunc(list, func(o Course) bool { return o.Term != c.Term }) {
		return c.Name + " " + termOf(tx, c).Name
	}
	return c.Name
}

// choose makes choices of what a person can look at, or only of their own.
func choose(tx store.Tx, who directory.Person, mine bool) ([]talk.Opt, error) {
	var opts []talk.Opt
	list := seen(tx, who)
	if mine {
		list = own(tx, who)
	}
	for _, c := range list {
		label := apart(tx, c, list) + " " + c.Slot.String()
		switch n := len(Line(tx, c, In)); {
		case Find(tx, c, who).Owes() > 0:
			label += "，课费没交"
		case Find(tx, c, who).Owes() < 0:
			label += "，要退您课费"
		case Find(tx, c, who).State == In:
			label += "，您报上了"
		case Find(tx, c, who).State == Waiting:
			label += "，您在排队"
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
func nothing(tx store.Tx, who directory.Person) error {
	for c := range courses.By(tx, "state", store.Key(string(Open))) {
		if t := termOf(tx, c); t.State == Enrolling && tx.Now().Before(t.Deadline) {
			return bot.Refusal(whyNot(tx, t, who))
		}
	}
	for t := range terms.All(tx) {
		if relist(tx, t).State == Voting && t.For.Has(tx, who) {
			return bot.Refuse("%s的课正在投票，想上哪些课，回复「投票」去选。\n\n%s", t.Name, listWords(tx, t, Of(tx, t, Candidate)))
		}
	}
	return bot.Refuse("老年大学现在没有可以报名的课。有了会告诉您。")
}

// toLeave are the courses a person can still give up.
func toLeave(tx store.Tx, who directory.Person) ([]Course, error) {
	mine := Mine(tx, who, In, Waiting)
	list := slices.DeleteFunc(slices.Clone(mine), func(c Course) bool {
		_, _, err := taking(tx, c.ID())
		return err != nil
	})
	switch {
	case len(list) > 0:
		return list, nil
	case len(mine) > 0:
		_, _, err := taking(tx, mine[len(mine)-1].ID())
		return nil, err
	}
	return nil, bot.Refuse("您没有报课，不用退。想看有什么课，回复「课程」。")
}

// leaving are courses to choose one from that is given up.
func leaving(tx store.Tx, list []Course) []talk.Opt {
	var opts []talk.Opt
	for _, c := range list {
		label := c.line()
		if name := apart(tx, c, list); name != c.Name {
			label += "，" + termOf(tx, c).Name
		}
		opts = append(opts, talk.Opt{Key: c.ID(), Label: label, Wide: true})
	}
	return opts
}

// page is a course as one person sees it.
type page struct {
	Course Course   `json:"course"`
	Text   string   `json:"text"`
	State  Standing `json:"state"`
	Can    bool     `json:"can"`             // join or leave now
	Full   bool     `json:"full,omitempty"`  // they would have to wait
	Clash  string   `json:"clash,omitempty"` // what it would clash with
}

func pageOf(tx store.Tx, id string, who directory.Person) (page, error) {
	c, ok := Get(tx, id)
	t, p := termOf(tx, c), Find(tx, c, who)
	if !ok || c.State == Candidate || c.State == NotChosen {
		return page{}, bot.Refuse("没有找到这门课。回复「课程」，看看有哪些。")
	}
	v := page{Course: c, State: p.State, Text: c.facts(t.Name), Can: t.State == Enrolling && tx.Now().Before(t.Deadline)}
	if r, ok := Before(tx, t, c.Name); ok {
		v.Text += fmt.Sprintf("\n上一期大家评了%s分（满分5分，%d人评）", r.mean(), r.Count)
	}
	if c.State == Cancelled || c.State == Merged || c.State == Over {
		v.Text += "\n\n这门课" + map[State]string{Cancelled: "人不够，没有开成。", Merged: "并到别的课了。", Over: "已经上完了。"}[c.State]
		if words := moneyWords(p); words != "" {
			v.Text += "\n\n您的" + words
		}
		return v, nil
	}
	if k, more := c.Next(tx.Now()); more && c.State == Confirmed {
		v.Text += fmt.Sprintf("\n下一次课：%s，第%d次，一共%d次", bot.Moment(k.At), k.N, c.Weeks)
	}
	if c.State == Open {
		n := len(Line(tx, c, In))
		v.Full = n >= c.Most
		v.Text += fmt.Sprintf("\n%s起，一共%d次\n\n", bot.Day(c.Slot.after(t.Starts)), t.Weeks)
		if !tx.Now().Before(t.Deadline) {
			v.Text += c.closedWords(n)
			return v, nil
		}
		v.Text += c.FeeWords(n)
		if waiting := len(Line(tx, c, Waiting)); waiting > 0 {
			v.Text += fmt.Sprintf("\n名额满了，%d人在排队。", waiting)
		} else if v.Full {
			v.Text += "\n名额满了。"
		}
		v.Text += "\n" + bot.Moment(t.Deadline) + "报名截止，课费那时定。"
	}
	if words := standingWords(tx, c, p); words != "" {
		v.Text += "\n\n" + words
	}
	if o, clash := Clash(tx, c, who); clash {
		v.Clash = fmt.Sprintf("「%s」（%s）", o.Name, o.Slot)
	}
	return v, nil
}

// joined is what somebody is told who has signed up.
func joined(tx store.Tx, who directory.Person, id string) (string, error) {
	p, _, err := Enrol(tx, who, id)
	if err != nil {
		return "", err
	}
	c, _ := Get(tx, id)
	text := fmt.Sprintf("「%s」报名号%s。\n%s", c.Name, ticket(c, p), standingWords(tx, c, p))
	n := len(Line(tx, c, In))
	if p.State == In && n < c.Least {
		text += fmt.Sprintf("\n还差%d人开课。", c.Least-n)
	}
	if p.State == In && c.Fee > 0 && n < c.Most {
		text += "报的人再多，还会便宜。"
	}
	return text + "\n想退，回复「退课」。", nil
}

// absence is a class somebody may stay away from.
type absence struct {
	Course string `json:"course"`
	Week   int    `json:"week"`
	Label  string `json:"label"`
	Away   bool   `json:"away"`
}

// absences are the next two classes of each of a person's courses.
func absences(tx store.Tx, who directory.Person) ([]absence, error) {
	var list []absence
	mine := slices.DeleteFunc(Mine(tx, who, In), func(c Course) bool { return c.State != Confirmed })
	for _, c := range mine {
		person, n := Find(tx, c, who).Person, 0
		for _, k := range c.Classes() {
			if !tx.Now().Before(k.Ends) || n == 2 {
				continue
			}
			n++
			m := markOf(tx, c, k.Week, person)
			if m.State == Here {
				continue
			}
			label := apart(tx, c, mine) + " " + bot.Moment(k.At)
			if m.State == Away {
				label += "，已请假"
			}
			list = append(list, absence{c.ID(), k.Week, label, m.State == Away})
		}
	}
	if len(list) == 0 {
		return nil, bot.Refuse("您接下来没有课，不用请假。")
	}
	return list, nil
}

// toRate are the courses a person may judge.
func toRate(tx store.Tx, who directory.Person) ([]talk.Opt, error) {
	var opts []talk.Opt
	mine := slices.DeleteFunc(Mine(tx, who, In), func(c Course) bool { return !Rateable(c, tx.Now()) })
	for _, c := range mine {
		opts = append(opts, talk.Opt{Key: c.ID(), Label: apart(tx, c, mine)})
	}
	if len(opts) == 0 {
		return nil, bot.Refuse("现在没有要您评的课。课上完了会请您评。")
	}
	return opts, nil
}
