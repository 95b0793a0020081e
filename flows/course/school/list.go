package school

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/flows/course"
	"yishi/store"
)

// NewTerm begins a list of candidates.
func NewTerm(tx store.Tx, name string, to directory.Audience, by directory.Person) (course.Term, error) {
	switch {
	case !directory.May(by, directory.OpenPoll, to.Place):
		return course.Term{}, bot.Refuse("这个范围不归您负责，不能在这里办班。")
	case name == "" || utf8.RuneCountInString(name) > course.MostName:
		return course.Term{}, bot.Refuse("学期的名字要短，最多%d个字，比如「2027年春季」。", course.MostName)
	}
	to.MinTrust = max(to.MinTrust, directory.Claimed)
	t := course.Term{No: store.Next(tx, "term"), Name: name, For: to, State: course.Listing, By: by.ID}
	course.PutTerm(tx, t)
	audit.Log(tx, by.ID, "new term", to.Place, t.ID())
	return t, nil
}

// Save adds a candidate to a term, or changes the one with its number.
func Save(tx store.Tx, term string, c course.Course, by directory.Person) (course.Course, error) {
	t, err := course.TermFor(tx, term, by, course.Listing)
	if err != nil {
		return c, err
	}
	if err := c.Check(); err != nil {
		return c, err
	}
	list := course.Of(tx, t, course.Candidate)
	if len(list) >= course.MostCourses && c.No == 0 {
		return c, bot.Refuse("一个学期最多列%d门课，再多大家看不过来。", course.MostCourses)
	}
	if taken := Namesake(tx, term, c); taken != "" {
		return c, bot.Refusal(taken)
	}
	if c.No != 0 && !slices.ContainsFunc(list, func(o course.Course) bool { return o.No == c.No }) {
		return c, bot.Refuse("这门课已经不在单子上了。")
	}
	if c.No == 0 {
		c.No = store.Next(tx, "course")
	}
	c.Term, c.State = t.No, course.Candidate
	course.Put(tx, c)
	audit.Log(tx, by.ID, "list course", t.For.Place, c.ID())
	return c, nil
}

// Namesake says that another course of a term is called the same, "" if none is.
func Namesake(tx store.Reader, term string, c course.Course) string {
	t, _ := course.GetTerm(tx, term)
	for _, o := range course.Of(tx, t, course.Candidate) {
		if o.Name == c.Name && o.No != c.No {
			return fmt.Sprintf("已经有一门「%s」了。同名的请分开写，比如「%s二班」。", c.Name, c.Name)
		}
	}
	return ""
}

// Drop takes a candidate off the list.
func Drop(tx store.Tx, id string, by directory.Person) error {
	c, _ := course.Get(tx, id)
	t, err := course.TermFor(tx, course.TermOf(tx, c).ID(), by, course.Listing)
	if err != nil {
		return err
	}
	course.Delete(tx, c)
	audit.Log(tx, by.ID, "drop course", t.For.Place, id)
	return nil
}

// DropTerm gives up a term of which nothing but the list is there.
func DropTerm(tx store.Tx, term string, by directory.Person) (course.Term, error) {
	t, err := course.TermFor(tx, term, by, course.Listing)
	if err != nil {
		return t, err
	}
	for _, c := range course.Of(tx, t, course.Candidate) {
		course.Delete(tx, c)
	}
	course.DeleteTerm(tx, t)
	audit.Log(tx, by.ID, "drop term", t.For.Place, t.ID())
	return t, nil
}
