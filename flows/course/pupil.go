package course

import (
	"strconv"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/store"
)

// browse is a resident looking at the courses: one of them, to sign up for or to
// leave.
func browse(c *talk.Conv) error {
	c.Safe("没有报名。")
	id, known := talk.Known[string](c, talk.Of)
	if !known {
		own, _ := talk.Known[bool](c, "own")
		opts, err := talk.Look(c, "list", func(tx store.Tx) ([]talk.Opt, error) { return choose(tx, c.Who(), own) })
		if err != nil {
			return err
		}
		if id = opts[0].Key; len(opts) > 1 {
			id = c.Choice("which", map[bool]string{false: "老年大学的课，您看哪一门？", true: "您报的课，要看哪一门？"}[own], opts...)
		}
	}
	v, err := talk.Look(c, "page", func(tx store.Tx) (page, error) { return pageOf(tx, id, c.Who()) })
	switch {
	case err != nil:
		return err
	case !v.Can:
		return c.End("%s", v.Text)
	case v.State == In || v.State == Waiting:
		return c.EndWith([]bot.Button{{Label: "退课", Token: token("leave", id)}}, "%s", v.Text)
	}
	return join(c, v)
}

// leave asks which of their courses a person gives up, and whether they mean it.
func leave(c *talk.Conv) error {
	list, err := talk.Look(c, "list", func(tx store.Tx) ([]Course, error) { return toLeave(tx, c.Who()) })
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
	k := pick(list, id)
	if k.No == 0 {
		return c.End("这门课您已经退了。")
	}
	if !c.Confirm("sure", "真的要退「%s」吗？退了再想上，要重新报。", k.Name) {
		return c.End("好的，没有退。")
	}
	before, err := talk.Step(c, "leave", func(tx store.Tx) (Standing, error) { return Leave(tx, c.Who(), id) })
	if err != nil {
		return err
	}
	return c.End("%s", leftWords(k, before))
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
	if v.Clash != "" && !c.Confirm("clash", "「%s」和您报的%s时间撞了，两门课不能都上全。还是要报吗？", v.Course.Name, v.Clash) {
		return c.End("好的，没有报「%s」。", v.Course.Name)
	}
	words, err := talk.Step(c, "enrol", func(tx store.Tx) (string, error) { return joined(tx, c.Who(), v.Course.ID()) })
	if err != nil {
		return err
	}
	return c.End("%s", words)
}

// signIn asks for the code on the board until it is right or there are no more tries.
func signIn(c *talk.Conv) error {
	_, err := talk.Look(c, "may", func(tx store.Tx) (bool, error) { return true, MaySign(tx, c.Who()) })
	if err != nil {
		return err
	}
	for {
		code := c.Text("code", "黑板上的签到码是多少？四个数字。")
		s, err := talk.Step(c, "sign", func(tx store.Tx) (Signed, error) { return Sign(tx, c.Who(), code) })
		switch {
		case err != nil:
			return err
		case s.OK && s.Already:
			return c.End("您已经签过到了，「%s」第%d次课。", s.Course.Name, s.Class.N)
		case s.OK:
			return c.End("签到好了，「%s」第%d次课。", s.Course.Name, s.Class.N)
		case s.Left == 0:
			return c.End("试了太多次，不能再试了。请告诉老师或社区工作人员，给您补签。")
		}
		c.Say("这个签到码不对，还能试%d次。请再看看黑板，或者问问旁边的人。", s.Left)
	}
}

// excuse asks from which class a pupil stays away, or comes to after all.
func excuse(c *talk.Conv) error {
	list, err := talk.Look(c, "list", func(tx store.Tx) ([]absence, error) { return absences(tx, c.Who()) })
	if err != nil {
		return err
	}
	var opts []talk.Opt
	for i, a := range list {
		opts = append(opts, talk.Opt{Key: strconv.Itoa(i), Label: a.Label, Wide: true})
	}
	opts = append(opts, talk.Opt{Key: "no", Label: "不请假", Wide: true})
	i, err := strconv.Atoi(c.Choice("which", "哪一次课要请假？已请假的，再选一次就是又能来了。", opts...))
	if err != nil {
		return c.End("好的，没有请假。")
	}
	words, err := talk.Step(c, "excuse", func(tx store.Tx) (string, error) {
		k, err := Excuse(tx, c.Who(), list[i].Course, list[i].Week, !list[i].Away)
		course, _ := Get(tx, list[i].Course)
		return excusedWords(course, k, !list[i].Away), err
	})
	if err != nil {
		return err
	}
	return c.End("%s", words)
}

// rate asks for a score of a course that is over, then for a word.
func rate(c *talk.Conv) error {
	opts, err := talk.Look(c, "list", func(tx store.Tx) ([]talk.Opt, error) { return toRate(tx, c.Who()) })
	if err != nil {
		return err
	}
	id := opts[0].Key
	if len(opts) > 1 {
		id = c.Choice("which", "您评哪一门？", opts...)
	}
	var scores []talk.Opt
	for i, label := range rateLabels() {
		scores = append(scores, talk.Opt{Key: strconv.Itoa(i + 1), Label: label})
	}
	score, _ := strconv.Atoi(c.Choice("score", "您觉得这门课怎么样？不写您的名字。", scores...))
	if _, err := talk.Step(c, "rate", func(tx store.Tx) (Course, error) { return Rate(tx, c.Who(), id, score) }); err != nil {
		return err
	}
	return c.Goto("rateword", talk.Given{talk.Of: id})
}

// rateWord asks for a word beside the score, which is kept already.
func rateWord(c *talk.Conv) error {
	id, _ := talk.Known[string](c, talk.Of)
	c.Safe("您的评价记下了。")
	word := c.TextOr("word", "不说了", "记下了，谢谢您。还想说一句吗？比如哪里好、哪里要改。")
	if word == "" {
		return c.End("好的，谢谢您。")
	}
	_, err := talk.Step(c, "word", func(tx store.Tx) (bool, error) { return true, AddWord(tx, c.Who(), id, word) })
	if err != nil {
		return err
	}
	return c.EndWith([]bot.Button{{Label: "看课程", Token: token("show", "")}}, "谢谢您，这句话会转给社区，不写您的名字。")
}
