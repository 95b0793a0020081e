package care

import (
	"yishi/bot"
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
	note := c.Lasting("note", "请写一句交接的话，反映人也会看到。")
	_, err = talk.Step(c, "hand", func(tx store.Tx) (string, error) {
		i, err := issue.HandOver(tx, c.Who(), no, role, note)
		return i.No, err
	})
	if err != nil {
		return err
	}
	return c.EndWith(append(backToList(), unsayIt(issue.Issue{No: no})), "%s 转给%s了，对方和反映人都知道了。\n转错了，1分钟内回复「收回」。", no, directory.RoleName(role))
}

func roleOpts(roles []string) []talk.Opt {
	var opts []talk.Opt
	for _, r := range roles {
		opts = append(opts, talk.Opt{Key: r, Label: directory.RoleName(r)})
	}
	return opts
}

func (k kit) finish(c *talk.Conv, no string) error {
	end := issue.Ending{Text: c.Lasting("done", "请写做了什么，反映人会看到。")}
	end.Photo = c.Photo("pic", "有现场照片就发一张。")
	end.Cost = c.Money("cost", "花了多少钱？没花钱回复 0。")
	photo := "没有"
	if end.Photo != "" {
		photo = "1张"
	}
	if !c.Review("send", "办结"+no+"：", "办结",
		talk.Line{Label: "做了什么", Value: end.Text, Question: "done"},
		talk.Line{Label: "照片", Value: photo, Question: "pic"},
		talk.Line{Label: "花费", Value: issue.Yuan(end.Cost), Question: "cost"}) {
		return c.End("好的，还没有办结。")
	}
	_, err := talk.Step(c, "close", func(tx store.Tx) (string, error) {
		end.Shown, _ = k.photo(tx, end.Photo)
		i, err := issue.Finish(tx, c.Who(), no, end)
		return i.No, err
	})
	if err != nil {
		return err
	}
	return c.EndWith(append(backToList(), unsayIt(issue.Issue{No: no})), "%s 办结了，已经请反映人评价。\n弄错了，1分钟内回复「收回」；过后回复「查 %s」，可以重新办。", no, no)
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
	if _, err := talk.Step(c, "give", func(tx store.Tx) (issue.Issue, error) { return issue.GiveBack(tx, c.Who(), no) }); err != nil {
		return err
	}
	return c.EndWith(backToList(), "%s 放回去了。要接着办，再接手就行。", no)
}

func reopenBy(c *talk.Conv, no string) error {
	why := c.Lasting("why", "为什么要重新办？反映人会看到。")
	i, err := talk.Step(c, "reopen", func(tx store.Tx) (issue.Issue, error) { return issue.ReopenBy(tx, c.Who(), no, why) })
	if err != nil {
		return err
	}
	return c.EndWith(issue.Working(i), "%s 重新办，在您手上，最晚%s答复。反映人已经知道了。", no, bot.Day(i.Due))
}
