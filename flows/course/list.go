package course

import (
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/store"
)

// What a course may be: a message of one glance, and a class of one room.
const (
	mostName    = 10
	mostWords   = 40
	mostFee     = 100_000_00
	mostPupils  = 200
	mostCourses = 12 // what fits one vote
	mostWeeks   = 30
)

// NewTerm begins a list of candidates.
func NewTerm(tx store.Tx, name string, to directory.Audience, by directory.Person) (Term, error) {
	switch {
	case !directory.May(by, directory.OpenPoll, to.Place):
		return Term{}, bot.Refuse("这个范围不归您负责，不能在这里办班。")
	case name == "" || utf8.RuneCountInString(name) > mostName:
		return Term{}, bot.Refuse("学期的名字要短，最多%d个字，比如「2027年春季」。", mostName)
	}
	to.MinTrust = max(to.MinTrust, directory.Claimed)
	t := Term{No: store.Next(tx, "term"), Name: name, For: to, State: Listing, By: by.ID}
	terms.Put(tx, t)
	directory.Log(tx, by.ID, "new term", to.Place, t.ID())
	return t, nil
}

// GetTerm returns the term with this id. One whose vote was called off is a list again.
func GetTerm(tx store.Tx, id string) (Term, bool) {
	no, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return Term{}, false
	}
	t, ok := terms.Get(tx, store.Key(no))
	return relist(tx, t), ok
}

// relist takes a term back to its list if its poll was cancelled.
func relist(tx store.Tx, t Term) Term {
	if t.State != Voting {
		return t
	}
	if p, ok := poll.Get(tx, t.Poll); !ok || p.State == poll.Cancelled {
		t.State = Listing
	}
	return t
}

// Terms are the terms that a member of staff runs, the newest first.
func Terms(tx store.Tx, by directory.Person) []Term {
	var list []Term
	for t := range terms.All(tx) {
		if directory.May(by, directory.OpenPoll, t.For.Place) {
			list = append(list, relist(tx, t))
		}
	}
	slices.Reverse(list)
	return list
}

// run finds a term for a member of staff who may run it.
func run(tx store.Tx, term string, by directory.Person, in ...TermState) (Term, error) {
	t, ok := GetTerm(tx, term)
	switch {
	case !ok || !directory.May(by, directory.OpenPoll, t.For.Place):
		return t, bot.Refuse("没有找到您负责的这个学期。回复「管课程」看看有哪些。")
	case !slices.Contains(in, t.State):
		return t, bot.Refuse("%s%s，这一步现在不能做。", t.Name, stateWords[t.State])
	}
	return t, nil
}

// Check refuses a course that cannot be given.
func (c Course) Check() error {
	switch {
	case c.Name == "" || utf8.RuneCountInString(c.Name) > mostName:
		return bot.Refuse("课名要短，最多%d个字，比如「太极」。", mostName)
	case utf8.RuneCountInString(c.Teacher) > mostName:
		return bot.Refuse("老师的名字太长了，最多%d个字。", mostName)
	case utf8.RuneCountInString(c.Where) > mostWords || utf8.RuneCountInString(c.Bring) > mostWords:
		return bot.Refuse("太长了，地点和要带的东西，最多各%d个字。", mostWords)
	case c.Fee < 0 || c.Fee > mostFee:
		return bot.Refuse("课时费不对，要在0到%s之间。", Yuan(mostFee))
	case c.Least < 1 || c.Most < c.Least || c.Most > mostPupils:
		return bot.Refuse("人数不对：最少要1人，最多不能比最少的还少，也不能超过%d人。", mostPupils)
	case c.Slot.From < earliest || c.Slot.From > latest || c.Slot.Long < 30 || c.Slot.Long > 240:
		return bot.Refuse("上课时间要在早上6点到晚上8点之间开始，一次半小时到4小时。")
	}
	return nil
}

// Save adds a candidate to a term, or changes the one with its number.
func Save(tx store.Tx, term string, c Course, by directory.Person) (Course, error) {
	t, err := run(tx, term, by, Listing)
	if err != nil {
		return c, err
	}
	if err := c.Check(); err != nil {
		return c, err
	}
	list := Of(tx, t, Candidate)
	if len(list) >= mostCourses && c.No == 0 {
		return c, bot.Refuse("一个学期最多列%d门课，再多大家看不过来。", mostCourses)
	}
	if taken := namesake(tx, term, c); taken != "" {
		return c, bot.Refusal(taken)
	}
	if c.No != 0 && !slices.ContainsFunc(list, func(o Course) bool { return o.No == c.No }) {
		return c, bot.Refuse("这门课已经不在单子上了。")
	}
	if c.No == 0 {
		c.No = store.Next(tx, "course")
	}
	c.Term, c.State = t.No, Candidate
	courses.Put(tx, c)
	directory.Log(tx, by.ID, "list course", t.For.Place, c.ID())
	return c, nil
}

// namesake says that another course of a term is called the same, "" if none is.
func namesake(tx store.Tx, term string, c Course) string {
	t, _ := GetTerm(tx, term)
	for _, o := range Of(tx, t, Candidate) {
		if o.Name == c.Name && o.No != c.No {
			return fmt.Sprintf("已经有一门「%s」了。同名的请分开写，比如「%s二班」。", c.Name, c.Name)
		}
	}
	return ""
}

// Drop takes a candidate off the list.
func Drop(tx store.Tx, id string, by directory.Person) error {
	c, _ := Get(tx, id)
	t, err := run(tx, termOf(tx, c).ID(), by, Listing)
	if err != nil {
		return err
	}
	courses.Delete(tx, store.Key(c.No))
	directory.Log(tx, by.ID, "drop course", t.For.Place, id)
	return nil
}
