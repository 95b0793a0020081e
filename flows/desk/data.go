package desk

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/store"
)

func privacy(call *talk.Call) error {
	call.Say(bot.Out{Text: directory.ConsentText})
	return nil
}

// me shows all that the directory keeps about a person.
func (d *desk) me(call *talk.Call) error {
	p := call.Who
	if call.Group {
		return bot.Refuse("您的资料请到私聊里看。")
	}
	lines := []string{"我们记着您的："}
	add := func(label, value string) {
		if value != "" {
			lines = append(lines, label+"："+value)
		}
	}
	add("称呼", p.Name)
	add("手机", p.Phone)
	for _, t := range p.Ties {
		add("住处", directory.FullName(call.Tx, t.Home)+"（"+tieName(t.As)+"）")
	}
	for _, r := range p.AllRoles() {
		add("工作", r.Words(call.Tx))
	}
	for _, a := range directory.AccountsOf(call.Tx, p.ID) {
		add("联系方式", channelName(a.Channel))
	}
	if p.Consent > 0 {
		add("同意书", fmt.Sprintf("第%d版，%s同意", p.Consent, bot.Day(p.Agreed)))
	}
	lines = append(lines, house.Known(d.kits, call.Tx, p)...)
	if len(lines) == 1 {
		lines = append(lines, "还什么都没有。")
	}
	call.Say(bot.Out{Text: strings.Join(lines, "\n"), Buttons: []bot.Button{
		{Label: "改登记", Token: "登记"}, {Label: "撤回同意", Token: "撤回同意"}, {Label: "全部删除", Token: "删除我的资料"},
	}})
	return nil
}

func channelName(channel string) string {
	platform, _, _ := strings.Cut(channel, "/")
	switch platform {
	case "wechat":
		return "微信"
	case "telegram":
		return "电报"
	}
	return "网页"
}

func withdraw(call *talk.Call) error {
	if call.Who.Consent == 0 {
		return bot.Refuse("您还没有同意过什么，不用撤回。")
	}
	directory.Withdraw(call.Tx, call.Who)
	call.Say(bot.Out{Text: "已经撤回。我们不再用您登记的信息通知您；反映问题照常可以。想恢复就发「登记」，想全部删除就发「删除我的资料」。"})
	return nil
}

func (d *desk) erase(c *talk.Conv) error {
	if !c.Confirm("sure", "要把您的姓名、手机、住处都删掉吗？已经办的事和票数还在，但不再连着您的名字。删了找不回来。") {
		return c.End("好的，没有删。")
	}
	_, err := talk.Step(c, "erase", func(tx store.Tx) (bool, error) {
		d.eraseAll(tx, c.Who().ID, c.Chat())
		return true, nil
	})
	if err != nil {
		return err
	}
	c.Forget()
	return c.End("都删掉了。以后需要，随时再来。")
}

func tieName(as string) string {
	switch as {
	case directory.Owner:
		return "业主"
	case directory.CoOwner:
		return "共有人"
	case directory.Tenant:
		return "租户"
	}
	return "家人"
}
