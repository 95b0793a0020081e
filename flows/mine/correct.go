package mine

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/talk"
	"yishi/store"
)

// correct has somebody put right what is kept of them. What others had found to be true
// of another name or year is so no more: that is said before.
func (k *kit) correct(c *talk.Conv) error {
	if said := k.needsGrownUp(c); said != "" {
		return c.End("%s", said)
	}
	who := c.Who()
	opts := []talk.Opt{{Key: "name", Label: "姓名"}, {Key: "born", Label: "出生年份"}, {Key: "phone", Label: "手机号"}, {Key: "home", Label: "住处"}}
	switch c.Choice("what", "哪一样要改？", append(opts, talk.Opt{Key: "no", Label: "不改了"})...) {
	case "name":
		name := c.Name("name", "姓名应该是什么？%s", costs(who, who.Name != ""))
		return put(c, "改好了，您的姓名是"+name+"。", func(p *directory.Person) (trusted bool) {
			trusted = p.Name == "" || p.Name == name
			p.Name = name
			return trusted
		})
	case "born":
		now, err := talk.Look(c, "year", func(tx store.Tx) (int, error) { return tx.Now().In(bot.Zone).Year(), nil })
		if err != nil {
			return err
		}
		born := c.Number("born", now-120, now, "您是哪一年出生的？比如 1952。%s", costs(who, who.Born > 0))
		return put(c, "改好了。", func(p *directory.Person) (trusted bool) {
			trusted = p.Born == 0 || p.Born == born
			p.Born = born
			return trusted
		})
	case "phone":
		own := c.OwnPhone("phone", "新的手机号是多少？")
		if own.Shown {
			return show(c, own.Phone)
		}
		phone := own.Phone
		return put(c, "改好了，手机号是"+phone+"。", func(p *directory.Person) bool {
			if p.Phone != phone {
				p.Phone, p.Proved = phone, false
			}
			return true
		})
	case "home":
		if len(who.Ties) > 0 && c.Confirm("left", "原来登记的住处，还住吗？") {
			return c.Goto("join", nil)
		}
		if len(who.Ties) > 0 {
			return c.Goto("moveout", nil)
		}
		return c.Goto("join", nil)
	}
	return c.End("好的，没有改。")
}

// show keeps a number that the platform vouches for.
func show(c *talk.Conv, phone string) error {
	proved, err := talk.Step(c, "show", func(tx store.Tx) (bool, error) { return joining.ShowNumber(tx, c.Who().ID, phone), nil })
	switch {
	case err != nil:
		return err
	case proved:
		return c.End("改好了，手机号是%s，也核实是您的了。", phone)
	}
	return c.End("改好了，手机号是%s。", phone)
}

// costs says what a change takes away.
func costs(p directory.Person, change bool) string {
	if !change || best(p) <= directory.Claimed {
		return ""
	}
	return "\n改了以后，要请楼栋长或社区再认您一次，才能投要认过的票。不改，回复「取消」。"
}

func best(p directory.Person) (t directory.Trust) {
	for _, tie := range p.Ties {
		t = max(t, p.TrustAt(tie.Home))
	}
	return t
}

// put makes a change of what is kept of whoever we talk with.
func put(c *talk.Conv, done string, change func(*directory.Person) (trusted bool)) error {
	lost, err := talk.Step(c, "put", func(tx store.Tx) (bool, error) { return Correct(tx, c.Who().ID, change) })
	switch {
	case err != nil:
		return err
	case lost:
		return c.End("%s\n请楼栋长或社区当面再认您一次：他们回复「核实」，就看得到您。", done)
	}
	return c.End("%s", done)
}
