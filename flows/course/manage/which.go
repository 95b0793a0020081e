package manage

import (
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/store"
)

// whichTerm is the term that was named at the start, the only one that stands
// so, or the one that is chosen.
func whichTerm(c *talk.Conv, in ...course.TermState) (string, error) {
	if id, ok := talk.Known[string](c, talk.Of); ok {
		return talk.Look(c, "theirs", func(tx store.Tx) (string, error) { // anybody can write a link
			_, err := course.Theirs(tx, id, c.Who())
			return id, err
		})
	}
	opts, err := talk.Look(c, "terms", func(tx store.Tx) ([]talk.Opt, error) { return termOpts(tx, c.Who(), in...) })
	switch {
	case err != nil:
		return "", err
	case len(opts) == 1:
		return opts[0].Key, nil
	}
	return c.Choice("term", "哪个学期？", opts...), nil
}

// termOpts are the terms a member of staff runs that stand so; all that are not
// over, if nothing is said.
func termOpts(tx store.Reader, by directory.Person, in ...course.TermState) ([]talk.Opt, error) {
	var opts []talk.Opt
	for _, t := range course.Terms(tx, by) {
		if len(in) == 0 || slices.Contains(in, t.State) {
			opts = append(opts, talk.Opt{Key: t.ID(), Label: t.Name + "，" + t.State.Words(), Wide: true})
		}
	}
	switch {
	case len(opts) == 0 && len(in) == 0:
		return nil, bot.Refuse("您这里还没有办过老年大学。要办一期，回复「新学期」。")
	case len(opts) == 0:
		return nil, bot.Refuse("现在没有%s的学期。回复「管课程」看看，要办一期新的，回复「新学期」。", in[0].Words())
	}
	return opts[:min(len(opts), 8)], nil
}

// whichGiven asks for one of the courses that are held.
func whichGiven(c *talk.Conv, question string, in ...course.State) (string, error) {
	term, _ := talk.Known[string](c, "term")
	opts, err := talk.Look(c, "given", func(tx store.Tx) ([]talk.Opt, error) { return given(tx, c.Who(), term, in...) })
	switch {
	case err != nil:
		return "", err
	case len(opts) == 1:
		return opts[0].Key, nil
	}
	return c.Choice("which", question, opts...), nil
}

// given are the courses that a member of staff runs and that are held.
func given(tx store.Reader, by directory.Person, term string, in ...course.State) ([]talk.Opt, error) {
	var list []course.Course
	for _, t := range course.Terms(tx, by) {
		if term != "" && t.ID() != term {
			continue
		}
		list = append(list, course.Of(tx, t, in...)...)
	}
	open := func(c course.Course) bool { return len(course.Uneven(tx, c)) > 0 }
	list = slices.DeleteFunc(list, func(c course.Course) bool { return c.State == course.Cancelled && !open(c) })
	if len(list) > course.MostCourses { // what is owed is not lost behind what is new
		list = append(slices.DeleteFunc(slices.Clone(list), func(c course.Course) bool { return !open(c) }), slices.DeleteFunc(list, open)...)
	}
	var opts []talk.Opt
	for _, c := range list {
		opts = append(opts, talk.Opt{Key: c.ID(), Label: c.Name + " " + course.TermOf(tx, c).Name, Wide: true})
	}
	if len(opts) == 0 {
		return nil, bot.Refuse("还没有开起来的课。回复「管课程」看看到哪一步了。")
	}
	return opts[:min(len(opts), course.MostCourses)], nil
}
