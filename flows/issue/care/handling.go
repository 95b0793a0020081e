package care

import (
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/issue"
	"yishi/store"
)

func hand(c *talk.Conv, no string) error {
	roles, err := talk.Look(c, "roles", func(tx store.Tx) ([]talk.Opt, error) {
		i, _ := issue.Get(tx, no)
		return roleOpts(issue.Receivers(tx, i)), nil
	})
	if err != nil {
		return err
	}
	if len(roles) == 0 {
		return c.End("现在没有别的人可以转交。")
	}
	role := c.Choice("to", "转给谁？", roles...)
	note := saying(c, "note", "为什么转过去？写一句，反映人也会看到。")
	_, telling, err := does(c, "hand", func(tx store.Tx) (issue.Issue, error) { return issue.HandOver(tx, c.Who(), no, role, note) })
	if err != nil {
		return err
	}
	return c.EndWith(append(backToList(), unsayIt(issue.Issue{No: no})), "%s 转给%s了，%s。\n转错了，1分钟内回复「收回」。", no, directory.RoleName(role), telling)
}

func roleOpts(roles []string) []talk.Opt {
	var opts []talk.Opt
	for _, r := range roles {
		opts = append(opts, talk.Opt{Key: r, Label: directory.RoleName(r)})
	}
	return opts
}

func (k kit) finish(c *talk.Conv, no string) error {
	end := issue.Ending{Text: saying(c, "done", "请写做了什么，反映人会看到。")}
	end.Photo = c.Photo("pic", "有现场照片就发一张。")
	end.Cost = c.Money("cost", "花了多少钱？没花钱回复 0。")
	photo := "没有"
	if end.Photo != "" {
		photo = "1张"
	}
	head, err := talk.Look(c, "head", func(tx store.Tx) (string, error) { return about(tx, no), nil })
	if err != nil {
		return err
	}
	if !c.Review("send", "办结"+head+"：", "办结",
		talk.Line{Label: "做了什么", Value: end.Text, Question: "done"},
		talk.Line{Label: "照片", Value: photo, Question: "pic"},
		talk.Line{Label: "花费", Value: issue.Yuan(end.Cost), Question: "cost"}) {
		return c.End("好的，还没有办结。")
	}
	_, telling, err := does(c, "close", func(tx store.Tx) (issue.Issue, error) {
		end.Shown, _ = k.photo(tx, end.Photo)
		return issue.Finish(tx, c.Who(), no, end)
	})
	if err != nil {
		return err
	}
	return c.EndWith(append(backToList(), unsayIt(issue.Issue{No: no})), "%s 办结了，%s。\n弄错了，1分钟内回复「收回」；过后回复「查 %s」，可以重新办。", no, telling, no)
}

// others offers what else can be done.
func others(c *talk.Conv, no string) error {
	var err error
	var telling, done string
	switch c.Choice("way", "怎么办？", otherWays()...) {
	case "arrive":
		_, telling, err = does(c, "arrive", func(tx store.Tx) (issue.Issue, error) { return issue.Arrive(tx, c.Who(), no) })
		done = "记下了，" + no + "到现场了"
	case "help":
		why := saying(c, "why", "卡在哪里？写一句，上级看得到。")
		_, telling, err = does(c, "help", func(tx store.Tx) (issue.Issue, error) { return issue.Help(tx, c.Who(), no, why) })
		done = no + "报给上一级了，前面的经过都在里面"
	case "wait":
		dept := c.Text("dept", "等哪个单位？比如「供电公司」。")
		by := c.Date("until", "等到哪天有结果？比如「12月10日」。")
		_, telling, err = does(c, "wait", func(tx store.Tx) (issue.Issue, error) { return issue.WaitFor(tx, c.Who(), no, dept, by) })
		done = "记下了，" + no + "在等" + dept + "，到那天我会再问您"
	case "refer":
		dept := saying(c, "whose", "归谁管，怎么找？比如「归城管委管，电话12319」。反映人会看到。")
		_, telling, err = does(c, "refer", func(tx store.Tx) (issue.Issue, error) { return issue.Refer(tx, c.Who(), no, dept) })
		done = no + "归谁管写好了，过两天我再问一声有没有办好"
	case "extend":
		why := saying(c, "hard", "难在哪里？写一句，反映人会看到。")
		_, telling, err = does(c, "extend", func(tx store.Tx) (issue.Issue, error) { return issue.Extend(tx, c.Who(), no, why) })
		done = no + "的日子放宽了"
	default:
		return sortInto(c, no)
	}
	if err != nil {
		return err
	}
	return c.EndWith(backToList(), "%s，%s。", done, telling)
}

func sortInto(c *talk.Conv, no string) error {
	var opts []talk.Opt
	for _, kind := range issue.Kinds() {
		opts = append(opts, talk.Opt{Key: kind.Key, Label: kind.Name})
	}
	category := c.Choice("kind", "改成哪一类？", opts...)
	_, err := talk.Step(c, "sort", func(tx store.Tx) (string, error) {
		i, err := issue.Sort(tx, c.Who(), no, category)
		return i.No, err
	})
	if err != nil {
		return err
	}
	return c.EndWith(backToList(), "%s 改成了「%s」。", no, issue.KindName(category))
}

func giveBack(c *talk.Conv, no string) error {
	if !c.Confirm("sure", "把 %s 放回去，让别人接手，会告诉反映人。对吗？", no) {
		return c.End("好的，还是您办。")
	}
	_, telling, err := does(c, "give", func(tx store.Tx) (issue.Issue, error) { return issue.GiveBack(tx, c.Who(), no) })
	if err != nil {
		return err
	}
	return c.EndWith(backToList(), "%s 放回去了，%s。要接着办，再接手就行。", no, telling)
}

func reopenBy(c *talk.Conv, no string) error {
	why := c.Lasting("why", "为什么要重新办？反映人会看到。")
	i, telling, err := does(c, "reopen", func(tx store.Tx) (issue.Issue, error) { return issue.ReopenBy(tx, c.Who(), no, why) })
	if err != nil {
		return err
	}
	return c.EndWith(issue.Working(i), "%s 重新办，在您手上，最晚%s答复。%s。", no, issue.By(i), telling)
}
