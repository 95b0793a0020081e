package attend

import (
	"fmt"
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/flows/course/school"
	"yishi/store"
)

// leave asks which of their courses a person gives up, and whether they mean it.
func leave(c *talk.Conv) error {
	list, err := talk.Look(c, "list", func(tx store.Tx) ([]course.Course, error) { return toLeave(tx, c.For()) })
	if err != nil {
		return err
	}
	id, known := talk.Known[string](c, talk.Of)
	if !known {
		if id = list[0].ID(); len(list) > 1 {
			opts, err := talk.Look(c, "names", func(tx store.Tx) ([]talk.Opt, error) { return leaving(tx, list), nil })
			if err != nil {
				return err
			}
			id = c.Choice("which", "要退哪一门？", opts...)
		}
	}
	k := course.Pick(list, id)
	if k.No == 0 {
		return c.End("这门课%s已经退了。", c.You())
	}
	if !c.Confirm("sure", "真的要退「%s」吗？退了再想上，要重新报。", k.Name) {
		return c.End("好的，没有退。")
	}
	before, err := talk.Step(c, "leave", func(tx store.Tx) (course.Standing, error) { return school.Leave(tx, c.For(), id) })
	if err != nil {
		return err
	}
	return c.End("%s", leftWords(k, before, c.You()))
}

// leftWords says goodbye to somebody who has left a course.
func leftWords(c course.Course, before course.Standing, you string) string {
	if before == course.Waiting {
		return fmt.Sprintf("好的，「%s」不排队了。", c.Name)
	}
	return fmt.Sprintf("好的，「%s」给%s退了，不用交费。要是有人在排队，位子会给下一位。", c.Name, you)
}

// toLeave are the courses a person can still give up.
func toLeave(tx store.Reader, who directory.Person) ([]course.Course, error) {
	mine := course.Mine(tx, who, course.In, course.Waiting)
	list := slices.DeleteFunc(slices.Clone(mine), func(c course.Course) bool {
		_, _, err := school.Taking(tx, c.ID())
		return err != nil
	})
	switch {
	case len(list) > 0:
		return list, nil
	case len(mine) > 0:
		_, _, err := school.Taking(tx, mine[len(mine)-1].ID())
		return nil, err
	}
	return nil, bot.Refuse("%s没有报课，不用退。想看有什么课，回复「课程」。", who.You())
}

// leaving are courses to choose one from that is given up.
func leaving(tx store.Reader, list []course.Course) []talk.Opt {
	var opts []talk.Opt
	for _, c := range list {
		label := c.Brief()
		if name := apart(tx, c, list); name != c.Name {
			label += "，" + course.TermOf(tx, c).Name
		}
		opts = append(opts, talk.Opt{Key: c.ID(), Label: label, Wide: true})
	}
	return opts
}
