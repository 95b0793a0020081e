package attend

import (
	"slices"
	"strconv"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/flows/course/class"
	"yishi/store"
)

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
	for i, label := range class.RateLabels() {
		scores = append(scores, talk.Opt{Key: strconv.Itoa(i + 1), Label: label})
	}
	score, _ := strconv.Atoi(c.Choice("score", "您觉得这门课怎么样？不写您的名字。", scores...))
	if _, err := talk.Step(c, "rate", func(tx store.Tx) (course.Course, error) { return class.Rate(tx, c.Who(), id, score) }); err != nil {
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
	_, err := talk.Step(c, "word", func(tx store.Tx) (bool, error) { return true, class.AddWord(tx, c.Who(), id, word) })
	if err != nil {
		return err
	}
	return c.EndWith([]bot.Button{{Label: "看课程", Token: course.Token("show", "")}}, "谢谢您，这句话会转给社区，不写您的名字。")
}

// toRate are the courses a person may judge.
func toRate(tx store.Reader, who directory.Person) ([]talk.Opt, error) {
	var opts []talk.Opt
	mine := slices.DeleteFunc(course.Mine(tx, who, course.In), func(c course.Course) bool { return !class.Rateable(c, tx.Now()) })
	for _, c := range mine {
		opts = append(opts, talk.Opt{Key: c.ID(), Label: apart(tx, c, mine)})
	}
	if len(opts) == 0 {
		return nil, bot.Refuse("现在没有要您评的课。课上完了会请您评。")
	}
	return opts, nil
}
