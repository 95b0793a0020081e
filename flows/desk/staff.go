package desk

import (
	"errors"
	"strings"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/directory/joining"
	"yishi/bot/talk"
	"yishi/store"
)

// withCode begins with the code that was said along, if one was.
func withCode(call *talk.Call) error {
	given := talk.Given{}
	if code := strings.TrimSpace(call.Rest); code != "" {
		given["code"] = code
	}
	call.Start("staff", given)
	return nil
}

// useCode gives somebody the role of a one-time code. A wrong code must count
// (guessing is limited), so its refusal is an answer and not an error.
func useCode(c *talk.Conv) error {
	code := c.Text("code", "请发管理员给您的工作码。")
	used, err := talk.Step(c, "use", func(tx store.Tx) (used codeUsed, err error) {
		p, roles, err := joining.UseStaffCode(tx, code, c.Who())
		if refusal, ok := errors.AsType[bot.Refusal](err); ok {
			return codeUsed{Said: string(refusal)}, nil
		}
		if err != nil {
			return used, err
		}
		used.Said = "登记好了：" + directory.RolesWords(tx, roles) + "。"
		used.Unnamed = p.Name == c.Who().Name && len(p.Ties) == 0 && len(p.AllRoles()) == len(roles)
		return used, nil
	})
	switch {
	case err != nil:
		return err
	case used.Unnamed:
		return c.Goto("staffname", talk.Given{"said": used.Said})
	}
	return c.End("%s", used.Said)
}

// codeUsed is what a code did. Of who is unnamed we know at most what a platform calls
// them.
type codeUsed struct {
	Said    string `json:"said"`
	Unnamed bool   `json:"unnamed,omitempty"`
}

// nameStaff asks somebody new for the name that residents and colleagues read.
func nameStaff(c *talk.Conv) error {
	said, _ := talk.Known[string](c, "said")
	c.Safe("工作身份已经登记好了。")
	name := c.Name("name", "%s\n怎么称呼您？请写姓名，居民和同事看得到。", said)
	if _, err := talk.Step(c, "name", func(tx store.Tx) (struct{}, error) {
		p, _ := directory.GetPerson(tx, c.Who().ID)
		p.Name = name
		directory.PutPerson(tx, p)
		return struct{}{}, nil
	}); err != nil {
		return err
	}
	return c.End("好的，%s。发「菜单」看能办什么。", name)
}

// bindGroup ties a Telegram group to a place: /bind 桂花苑3栋, said by staff in the group.
func bindGroup(call *talk.Call) error {
	if !call.Group {
		return bot.Refuse("请到要绑定的群里发「/bind 楼栋名」，比如「/bind 3栋」。")
	}
	words := strings.TrimSpace(call.Rest)
	if words == "" {
		return bot.Refuse("请写明是哪里的群，比如「/bind 3栋」。")
	}
	for _, root := range directory.PlacesOf(call.Who, directory.BindGroup) {
		for _, p := range address.Named(call.Tx, root, words, 2) {
			if !directory.Within(p.ID, root) || p.Kind == directory.Home {
				continue
			}
			directory.PutGroup(call.Tx, directory.Group{
				Channel: call.Chat.Channel, Chat: call.Chat.Chat, Topic: call.Topic, Place: p.ID, By: call.Who.ID, Since: call.Tx.Now(),
			})
			audit.Log(call.Tx, call.Who.ID, string(directory.BindGroup), p.ID, call.Chat.Channel)
			call.Say(bot.Out{Text: "本群绑定好了：" + directory.FullName(call.Tx, p.ID) + "。以后这里的投票、活动和课程报名会发到群里。"})
			return nil
		}
	}
	return bot.Refuse("没有找到这个地方，或者它不归您管。")
}
