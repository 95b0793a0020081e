package course

import (
	"slices"
	"strconv"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// GetTerm returns the term with this id.
func GetTerm(tx store.Reader, id string) (Term, bool) {
	no, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return Term{}, false
	}
	return terms.Get(tx, store.Key(no))
}

// VotedOn is a term on whose list a person can vote now.
func VotedOn(tx store.Reader, who directory.Person) (Term, bool) {
	for t := range terms.All(tx) {
		if t.State == Voting && t.For.Has(tx, who) {
			return t, true
		}
	}
	return Term{}, false
}

// Terms are the terms that a member of staff runs, the newest first.
func Terms(tx store.Reader, by directory.Person) []Term {
	var list []Term
	for t := range terms.All(tx) {
		if directory.May(by, directory.OpenPoll, t.For.Place) {
			list = append(list, t)
		}
	}
	slices.Reverse(list)
	return list
}

// Theirs finds a term of a place where a member of staff has a say.
func Theirs(tx store.Reader, term string, by directory.Person) (Term, error) {
	t, ok := GetTerm(tx, term)
	if !ok || !directory.May(by, directory.OpenPoll, t.For.Place) {
		return t, bot.Refuse("没有找到您负责的这个学期。回复「管课程」看看有哪些。")
	}
	return t, nil
}

// TermFor finds a term for a member of staff who may run it.
func TermFor(tx store.Reader, term string, by directory.Person, in ...TermState) (Term, error) {
	t, err := Theirs(tx, term, by)
	switch {
	case err != nil:
		return t, err
	case !slices.Contains(in, t.State):
		return t, bot.Refuse("%s%s，这一步现在不能做。", t.Name, t.State.Words())
	}
	return t, nil
}

// Taught finds a course that is given, for a member of staff who runs it.
func Taught(tx store.Reader, id string, by directory.Person) (Course, Term, error) {
	c, _ := Get(tx, id)
	t := TermOf(tx, c)
	if !slices.Contains([]State{Confirmed, Over, Cancelled}, c.State) || !directory.May(by, directory.OpenPoll, t.For.Place) {
		return c, t, bot.Refuse("没有找到您负责的这门课。回复「管课程」看看有哪些。")
	}
	return c, t, nil
}
