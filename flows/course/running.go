package course

import (
	"strconv"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/store"
)

// fewPupils has a member of staff decide about a course with too few.
func fewPupils(c *talk.Conv) error {
	id, _ := talk.Known[string](c, talk.Of)
	v, err := talk.Look(c, "few", func(tx store.Tx) (fewPage, error) { return fewPageOf(tx, id, c.Who()) })
	if err != nil {
		return err
	}
	do := c.Choice("do", v.Text, v.Opts...)
	if do == "later" {
		return c.End("好的，先不定。")
	}
	done := "「" + v.Course.Name + "」取消了，报名的人会收到通知。弄错了，回复「停办」恢复。"
	if do != "cancel" {
		done = "好的，已经去问「" + v.Course.Name + "」的人愿不愿意改上那一门，两天内等他们回答。"
	}
	_, err = talk.Step(c, "decide", func(tx store.Tx) (Course, error) {
		if do == "cancel" {
			return Cancel(tx, id, c.Who())
		}
		return Merge(tx, id, do, c.Who())
	})
	if err != nil {
		return err
	}
	return c.End("%s", done)
}

// whichGiven asks for one of the courses that are held.
func whichGiven(c *talk.Conv, question string, in ...State) (string, error) {
	if !runs(c.Who()) {
		return "", bot.Refuse("这是社区工作人员用的。")
	}
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

// collect has a member of staff note who has paid, or was given back.
func collect(c *talk.Conv) error {
	id, err := whichGiven(c, "哪一门课？", Confirmed, Over, Cancelled)
	if err != nil {
		return err
	}
	v, err := talk.Look(c, "fees", func(tx store.Tx) (feePage, error) { return feePageOf(tx, id, c.Who()) })
	if err != nil {
		return err
	}
	var opts []talk.Opt
	add := func(key, label string, list []talk.Opt) {
		if len(list) > 0 {
			opts = append(opts, talk.Opt{Key: key, Label: label})
		}
	}
	add("paid", "记谁交了", v.Unpaid)
	add("back", "记退给谁了", v.Back)
	add("undo", "记错了，改回来", v.Noted)
	do := c.Choice("do", v.Text, append(opts, talk.Opt{Key: "no", Label: "知道了"})...)
	var who []string
	switch do {
	case "no":
		return c.End("好的。")
	case "paid":
		who = c.Choices("paid", "谁交了？", 1, len(v.Unpaid), v.Unpaid...)
	case "back":
		who = c.Choices("back", "退给谁了？", 1, len(v.Back), v.Back...)
	case "undo":
		who = c.Choices("undo", "谁记错了？会告诉他。", 1, len(v.Noted), v.Noted...)
	}
	text, err := talk.Step(c, "mark", func(tx store.Tx) (string, error) {
		if _, err := MarkPaid(tx, id, who, do != "undo", c.Who()); err != nil {
			return "", err
		}
		v, err := feePageOf(tx, id, c.Who())
		return v.Text, err
	})
	if err != nil {
		return err
	}
	return c.End("记好了，会告诉本人。%s\n记错了，再回复「收课费」改回来。", text)
}

// skipClass has a member of staff leave a class out.
func skipClass(c *talk.Conv) error {
	id, known := talk.Known[string](c, "which")
	var err error
	if !known {
		id, err = whichGiven(c, "哪一门课？", Confirmed)
	}
	if err != nil {
		return err
	}
	next, err := talk.Look(c, "next", func(tx store.Tx) ([]talk.Opt, error) { return toSkip(tx, id) })
	if err != nil {
		return err
	}
	week, _ := strconv.Atoi(c.Choice("class", "停哪一次？", next...))
	why := c.Text("why", "为什么停？会告诉大家，比如「老师生病」。")
	if !c.Confirm("sure", "这次课停掉，最后补上一次，马上告诉大家。对吗？") {
		return c.End("好的，没有停。")
	}
	course, err := talk.Step(c, "skip", func(tx store.Tx) (Course, error) { return Skip(tx, id, week, why, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("停好了，会告诉「%s」的每个人。最后一次课改到%s。\n停错了，回复「调课」改回来。", course.Name, bot.Moment(course.last().At))
}

// rollCall shows a member of staff who came, and signs in who could not.
func rollCall(c *talk.Conv) error {
	id, known := talk.Known[string](c, "which")
	var err error
	if !known {
		id, err = whichGiven(c, "哪一门课？", Confirmed, Over)
	}
	if err != nil {
		return err
	}
	week, given := talk.Known[int](c, "week")
	if !given {
		week = -1
	}
	v, err := talk.Look(c, "roll", func(tx store.Tx) (rollPage, error) { return rollPageOf(tx, id, week, c.Who()) })
	if err != nil {
		return err
	}
	opts := []talk.Opt{{Key: "ok", Label: "知道了"}}
	if len(v.Missing) > 0 {
		opts = append(opts, talk.Opt{Key: "sign", Label: "给人补签"})
	}
	if len(v.Signed) > 0 {
		opts = append(opts, talk.Opt{Key: "undo", Label: "补签错了，改回来"})
	}
	if len(v.Others) > 0 {
		opts = append(opts, talk.Opt{Key: "other", Label: "看别的一次课"})
	}
	switch c.Choice("do", v.Text, opts...) {
	case "ok":
		return c.End("好的。")
	case "other":
		week, _ := strconv.Atoi(c.Choice("class", "哪一次课？", v.Others...))
		return c.Goto("roll", talk.Given{"which": id, "week": week})
	case "undo":
		return signed(c, id, v.Week, c.Choices("undo", "谁补签错了？", 1, len(v.Signed), v.Signed...), UnsignFor, "改回来了，会告诉本人。")
	}
	return signed(c, id, v.Week, c.Choices("who", "给谁补签？", 1, len(v.Missing), v.Missing...), SignFor, "补签好了，会告诉本人。弄错了，再回复「点名册」改回来。")
}

// signed signs people in, or takes that back.
func signed(c *talk.Conv, id string, week int, who []string, do func(store.Tx, string, int, string, directory.Person) error, done string) error {
	_, err := talk.Step(c, "sign", func(tx store.Tx) (bool, error) {
		for _, person := range who {
			if err := do(tx, id, week, person, c.Who()); err != nil {
				return false, err
			}
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	return c.End("%s", done)
}
