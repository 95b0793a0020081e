package settle

import (
	"strings"

	"yishi/bot/talk"
	"yishi/store"
)

// takeRole takes back what somebody does somewhere.
func takeRole(c *talk.Conv) error {
	for {
		words := c.Text("who", "要撤谁的工作？请写姓名。")
		list, err := talk.Look(c, "of "+words, func(tx store.Tx) ([]post, error) { return postsOf(tx, c.Who(), words), nil })
		if err != nil {
			return err
		}
		if len(list) == 0 {
			c.Say("您管的地方，没有叫「%s」的工作人员。", words)
			continue
		}
		one := list[talk.OneOf(c, "which", "撤哪一项？", list, func(p post) string { return p.Called })]
		if !c.Confirm("sure", "撤掉%s，对吗？撤了马上就不能再用。", one.Called) {
			return c.End("好的，没有撤。")
		}
		said, err := talk.Step(c, "take", func(tx store.Tx) (string, error) { return takeBack(tx, c.Who(), one) })
		if err != nil {
			return err
		}
		return c.End("%s", said)
	}
}

const (
	Moved   = "Moved out"
	falsely = "false claim"
)

// untie ends somebody's registration in a home: they Moved out, or never lived there.
func (d Desk) untie(c *talk.Conv) error {
	for {
		words := c.Text("home", "要撤哪一户的登记？写住处，比如「3栋1单元301」。")
		list, err := talk.Look(c, "of "+words, func(tx store.Tx) ([]waiting, error) {
			list := d.registeredAt(tx, c.Who(), words)
			looked(tx, c.Who(), list)
			return list, nil
		})
		if err != nil {
			return err
		}
		if len(list) == 0 {
			c.Say("您负责的地方，这一户没有登记着的人。看过证件的，要社区来撤。")
			continue
		}
		one := list[talk.OneOf(c, "who", "撤哪一位？", list, func(w waiting) string { return w.Called })]
		why := c.Choice("why", "为什么撤"+one.Called+"？",
			talk.Opt{Key: Moved, Label: "已经搬走了", Wide: true}, talk.Opt{Key: falsely, Label: "不是这一户的，登记错了", Wide: true}, talk.Opt{Key: "no", Label: "不撤了"})
		if why == "no" {
			return c.End("好的，没有撤。")
		}
		if why == falsely {
			if stop, err := d.askStrike(c, one, "撤登记，票也一起划掉，对吗？"); err != nil || stop {
				return err
			}
		}
		said, err := talk.Step(c, "untie", func(tx store.Tx) (string, error) { return d.remove(tx, c.Who(), one, why) })
		if err != nil {
			return err
		}
		return c.End("%s", said)
	}
}

// askStrike shows in which open polls somebody voted for a home, before that is struck,
// and reports whether it is not to be. How they voted nobody is shown.
func (d Desk) askStrike(c *talk.Conv, one waiting, question string) (stop bool, err error) {
	ballots, err := talk.Look(c, "ballots", func(tx store.Tx) ([]string, error) { return d.claimed(tx, one), nil })
	if err != nil || len(ballots) == 0 || c.Confirm("strike", "他为这一户投过票，还没有截止：\n%s\n%s反映过的问题留着。", strings.Join(ballots, "\n"), question) {
		return false, err
	}
	return true, c.End("好的，没有动。")
}
