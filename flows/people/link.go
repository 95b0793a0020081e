package people

import (
	"errors"
	"slices"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/talk"
	"yishi/flows/people/settle"
	"yishi/store"
)

// moveOut is for who has moved, and says so.
func moveOut(c *talk.Conv) error {
	mine := c.Who().Ties
	if len(mine) == 0 {
		return c.End("您没有登记住处，不用撤。")
	}
	home := mine[talk.OneOf(c, "which", "哪一处不住了？", mine, func(t directory.Tie) string { return c.NameOf(t.Home) })].Home
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

// leave ends somebody's own registration.
func leave(tx store.Tx, p directory.Person, home string) error {
	audit.Log(tx, p.ID, settle.Moved, home, p.ID)
	_, err := joining.Leave(tx, p, home)
	return err
}

// linked makes who says a code the person who asked for it.
func (k *kit) linked(tx store.Tx, p directory.Person, code string) (string, error) {
	here := directory.AccountsOf(tx, p.ID)
	into, err := joining.UseLinkCode(tx, p, code)
	if refusal, ok := errors.AsType[bot.Refusal](err); ok {
		return string(refusal), nil // it counts
	}
	if err != nil {
		return "", err
	}
	before := slices.DeleteFunc(directory.AccountsOf(tx, into.ID), func(a directory.Account) bool {
		return slices.ContainsFunc(here, func(h directory.Account) bool { return h.Channel == a.Channel && h.Chat == a.Chat })
	})
	settle.Joined(k.Kits(), tx, p.ID, into, before)
	return "连好了，您就是" + into.Name + "。原来登记的都在，回复「我的资料」看看。", nil
}
