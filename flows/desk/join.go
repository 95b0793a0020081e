package desk

import (
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/store"
)

// joining is the flow that registers where somebody lives.
const joining = "join"

// join registers where somebody lives. What it asks for is little, and said
// beforehand what for.
func join(c *talk.Conv) error {
	if directory.NeedsConsent(c.Who()) && !agreed(c) {
		return c.End("好的，不登记。反映问题不受影响，直接说就行。")
	}
	building := c.Building("building", "您住在哪个小区、哪一栋？比如「和苑3栋」。也可以打楼门口的六位码。")
	home := c.Home("home", building, "%s，几单元几号？比如「2单元501」。", c.NameOf(building))
	as := c.Choice("as", "您在这一户是：",
		talk.Opt{Key: directory.Owner, Label: "业主"}, talk.Opt{Key: directory.CoOwner, Label: "共有人"},
		talk.Opt{Key: directory.Family, Label: "家人"}, talk.Opt{Key: directory.Tenant, Label: "租户"})
	name := c.Who().Name
	if name == "" {
		name = c.Text("name", "怎么称呼您？请写姓名。")
	}
	phone := c.PhoneOr("phone", "不留了", "留个手机号吗？和物业登记的对得上，就算核实过了。")
	if !c.Review("sure", "请核对一下：", "登记",
		talk.Line{Label: "住处", Value: c.NameOf(home), Question: "home"},
		talk.Line{Label: "身份", Value: tieName(as), Question: "as"},
		talk.Line{Label: "姓名", Value: name},
		talk.Line{Label: "手机", Value: phone, Question: "phone"}) {
		return c.End("好的，没有登记。想登记随时发「登记」。")
	}
	said, err := talk.Step(c, "join", func(tx store.Tx) (string, error) {
		return enroll(tx, c.Who().ID, home, as, name, phone)
	})
	if err != nil {
		return err
	}
	return c.End("%s", said)
}

func agreed(c *talk.Conv) bool {
	return c.Choice("consent", directory.ConsentText+"\n\n您同意吗？",
		talk.Opt{Key: "y", Label: "同意"}, talk.Opt{Key: "n", Label: "不同意"}) == "y"
}

// enroll writes the registration: by the register if name and phone are in it
// for this home, else on the person's word.
func enroll(tx store.Tx, id, home, as, name, phone string) (string, error) {
	p, _ := directory.GetPerson(tx, id)
	if directory.NeedsConsent(p) {
		p = directory.Agree(tx, p, directory.ConsentVersion)
	}
	where := directory.FullName(tx, home)
	if inRegister(tx, home, name, phone) {
		if _, err := directory.JoinByRegister(tx, p, phone, name); err != nil {
			return "", err
		}
		return "登记好了：" + where + "。和物业登记的对上了，已经核实。\n这里的投票和活动，会通知您。", nil
	}
	if p.Name == "" {
		p.Name = name
	}
	if p.Phone == "" {
		p.Phone = phone
	}
	if _, err := directory.Join(tx, p, home, as, directory.Claimed); err != nil {
		return "", err
	}
	return "登记好了：" + where + "。\n这里的投票和活动，会通知您。业主表决要先由楼栋长或社区核实身份。", nil
}

func inRegister(tx store.Tx, home, name, phone string) bool {
	for _, line := range directory.LookUp(tx, phone, name) {
		if line.Home == home {
			return true
		}
	}
	return false
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
