package people

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot/directory"
	"yishi/bot/directory/joining"
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
		one := list[askOne(c, "which", "撤哪一项？", list, func(p post) string { return p.Called })]
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

// askOne asks which of several; of one it asks nothing.
func askOne[T any](c *talk.Conv, name, text string, list []T, called func(T) string) int {
	if len(list) == 1 {
		return 0
	}
	var opts []talk.Opt
	for i, one := range list[:min(len(list), mostClaims)] {
		opts = append(opts, talk.Opt{Key: fmt.Sprint(i), Label: called(one), Wide: true})
	}
	key := c.Choice(name, text, opts...)
	return max(0, slices.IndexFunc(opts, func(o talk.Opt) bool { return o.Key == key }))
}

const (
	moved   = "moved out"
	falsely = "false claim"
)

// untie ends somebody's registration in a home: they moved out, or never lived there.
func (k *kit) untie(c *talk.Conv) error {
	for {
		words := c.Text("home", "要撤哪一户的登记？写住处，比如「3栋1单元301」。")
		list, err := talk.Look(c, "of "+words, func(tx store.Tx) ([]waiting, error) {
			list := k.registeredAt(tx, c.Who(), words)
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
		one := list[askOne(c, "who", "撤哪一位？", list, func(w waiting) string { return w.Called })]
		why := c.Choice("why", "为什么撤"+one.Called+"？",
			talk.Opt{Key: moved, Label: "已经搬走了", Wide: true}, talk.Opt{Key: falsely, Label: "不是这一户的，登记错了", Wide: true}, talk.Opt{Key: "no", Label: "不撤了"})
		if why == "no" {
			return c.End("好的，没有撤。")
		}
		if why == falsely {
			if stop, err := k.askStrike(c, one, "撤登记，票也一起划掉，对吗？"); err != nil || stop {
				return err
			}
		}
		said, err := talk.Step(c, "untie", func(tx store.Tx) (string, error) { return k.remove(tx, c.Who(), one, why) })
		if err != nil {
			return err
		}
		return c.End("%s", said)
	}
}

// askStrike shows in which open polls somebody voted for a home, before that is struck,
// and reports whether it is not to be. How they voted nobody is shown.
func (k *kit) askStrike(c *talk.Conv, one waiting, question string) (stop bool, err error) {
	ballots, err := talk.Look(c, "ballots", func(tx store.Tx) ([]string, error) { return k.claimed(tx, one), nil })
	if err != nil || len(ballots) == 0 || c.Confirm("strike", "他为这一户投过票，还没有截止：\n%s\n%s反映过的问题留着。", strings.Join(ballots, "\n"), question) {
		return false, err
	}
	return true, c.End("好的，没有动。")
}

// moveOut is for who has moved, and says so.
func moveOut(c *talk.Conv) error {
	mine := c.Who().Ties
	if len(mine) == 0 {
		return c.End("您没有登记住处，不用撤。")
	}
	home := mine[askOne(c, "which", "哪一处不住了？", mine, func(t directory.Tie) string { return c.NameOf(t.Home) })].Home
	if !c.Confirm("sure", "%s不住了，对吗？那里的投票和通知就没有您了。", c.NameOf(home)) {
		return c.End("好的，没有动。")
	}
	if _, err := talk.Step(c, "leave", func(tx store.Tx) (bool, error) { return true, leave(tx, c.Who(), home) }); err != nil {
		return err
	}
	return c.End("好的，撤下来了。搬到了新地方，回复「登记住处」。")
}

// link gives a code by which a person comes in on another channel.
func link(c *talk.Conv) error {
	c.Fleeting()
	code, err := talk.Step(c, "code", func(tx store.Tx) (string, error) {
		code := directory.NewCode(joining.LinkCode)
		joining.PutLinkCode(tx, c.Who().ID, code)
		return code, nil
	})
	if err != nil {
		return err
	}
	return c.End("您的连接码：%s，5分钟内有效。到另一处（微信、电报、网页）找我，回复「连到这里」，再填这个码，两处就是您一个人。千万不要给别人。", code)
}

// linkHere takes that code.
func (k *kit) linkHere(c *talk.Conv) error {
	code := c.Text("code", "请填那边给您的连接码。没有的话，到那边回复「换地方用」。")
	said, err := talk.Step(c, "link", func(tx store.Tx) (string, error) { return k.linked(tx, c.Who(), code) })
	if err != nil {
		return err
	}
	return c.End("%s", said)
}
