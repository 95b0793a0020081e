package school

import (
	"fmt"
	"slices"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/course"
	"yishi/store"
)

// Undecided are the courses with some pupils, but too few, of which staff have
// said nothing yet.
func Undecided(tx store.Reader, t course.Term) []course.Course {
	merged := course.Of(tx, t, course.Merged)
	var few []course.Course
	for _, c := range course.Of(tx, t, course.Open) {
		joined := slices.ContainsFunc(merged, func(m course.Course) bool { return m.Into == c.No })
		if n := len(course.Line(tx, c, course.In)); n > 0 && n < c.Least && !joined {
			few = append(few, c)
		}
	}
	return few
}

// TooFew finds one of them for a member of staff.
func TooFew(tx store.Reader, id string, by directory.Person) (course.Course, course.Term, error) {
	c, _ := course.Get(tx, id)
	t, err := course.TermFor(tx, course.TermOf(tx, c).ID(), by, course.Settling, course.Running, course.TermOver)
	if err != nil {
		return c, t, err
	}
	if t.State != course.Settling || !slices.ContainsFunc(Undecided(tx, t), func(u course.Course) bool { return u.No == c.No }) {
		return c, t, bot.Refuse("「%s」已经定过了。", c.Name)
	}
	return c, t, nil
}

// Cancel gives a course with too few pupils up and tells them.
func Cancel(tx store.Tx, id string, by directory.Person) (course.Course, error) {
	c, t, err := TooFew(tx, id, by)
	if err != nil {
		return c, err
	}
	cancel(tx, c)
	audit.Log(tx, by.ID, "cancel course", t.For.Place, id)
	return c, settleIfDone(tx, t)
}

// Merge asks the pupils of a course with too few whether they come along into
// another of the term.
func Merge(tx store.Tx, id, into string, by directory.Person) (course.Course, error) {
	c, t, err := TooFew(tx, id, by)
	if err != nil {
		return c, err
	}
	other, _ := course.Get(tx, into)
	if other.Term != c.Term || other.No == c.No || other.State != course.Open {
		return c, bot.Refuse("只能并到这一期里还在开的另一门课。")
	}
	c.State, c.Into = course.Merged, other.No
	course.Put(tx, c)
	t = settleBy(tx, t)
	for _, p := range slices.Concat(course.Line(tx, c, course.In), course.Line(tx, c, course.Waiting)) {
		p.State = course.Asked
		course.Pupils.Put(tx, p)
		who, _ := directory.GetPerson(tx, directory.Resolve(tx, p.Person))
		course.TellPupil(tx, c, p, mergedOut(tx, c, other, t, who))
	}
	audit.Log(tx, by.ID, "merge course", t.For.Place, id+" "+into)
	return c, nil
}

// Along is a pupil's answer to whether they go along into the other course. It
// returns how they stand there.
func Along(tx store.Tx, who directory.Person, id string, yes bool) (course.Course, course.Pupil, error) {
	c, _ := course.Get(tx, id)
	t := course.TermOf(tx, c)
	into, _ := course.Get(tx, fmt.Sprint(c.Into))
	p := course.Find(tx, c, who)
	switch {
	case c.State != course.Merged || p.State == course.NotIn:
		return into, p, bot.Refuse("没有要您回答的并课。回复「我的课程」看看报了哪些课。")
	case t.State != course.Settling || p.State != course.Asked:
		return into, p, bot.Refuse("这件事已经定了。回复「我的课程」看看报了哪些课。")
	}
	course.Pupils.Leave(tx, c.No, who.ID)
	there := course.Find(tx, into, who)
	if yes && there.State != course.In && there.State != course.Waiting {
		there.By = who.Via
		there = admit(tx, into, there)
	}
	outbox.TellFor(tx, who, alongWords(tx, into, yes))
	return into, there, settleIfDone(tx, t)
}

func alongWords(tx store.Reader, into course.Course, yes bool) string {
	if yes {
		return "改上" + course.Title(tx, into) + "。"
	}
	return "答了不去" + course.Title(tx, into) + "。"
}

// Asked is what a pupil is asked who can still say whether they go along into another
// course; with the buttons of whoever may answer.
func Asked(tx store.Reader, c course.Course, p course.Pupil, who directory.Person) (bot.Out, bool) {
	t := course.TermOf(tx, c)
	into, ok := course.Get(tx, fmt.Sprint(c.Into))
	if !ok || c.State != course.Merged || t.State != course.Settling || p.State != course.Asked {
		return bot.Out{}, false
	}
	return mergedOut(tx, c, into, t, who), true
}
