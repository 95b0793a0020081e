package people

import (
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/people/settle"
	"yishi/store"
)

// join registers where somebody lives. What it asks for is little, and said
// beforehand what for.
func (k *kit) join(c *talk.Conv) error {
	if directory.NeedsConsent(c.Who()) && !agreed(c) {
		return c.End("好的，不登记。反映问题不受影响，直接说就行。")
	}
	home, asked := askHome(c)
	if home == talk.NoPlace {
		return c.Goto("nohome", nil)
	}
	as := c.Choice("as", "您在这一户是：", settle.Ties...)
	name, phone := nameAndPhone(askName(c))
	own, by := talk.Own{Phone: phone}, "name"
	if phone == "" {
		by, own = "phone", c.OwnPhoneOr("phone", "不留了", "留个手机号吗？办事好联系您，也能用它证明是您本人。")
	}
	if !c.Review("sure", "请核对一下：", "登记",
		talk.Line{Label: "住处", Value: c.NameOf(home), Question: asked},
		talk.Line{Label: "身份", Value: directory.TieName(as), Question: "as"},
		talk.Line{Label: "姓名", Value: name},
		talk.Line{Label: "手机", Value: own.Phone, Question: by}) {
		return c.End("好的，没有登记。想登记随时发「登记」。")
	}
	done, err := talk.Step(c, "join", func(tx store.Tx) (enrolled, error) {
		return k.enroll(tx, c.Who().ID, home, as, name, own)
	})
	if err != nil {
		return err
	}
	if done.Provable {
		return c.Goto("prove", talk.Given{"said": done.Said})
	}
	return c.End("%s", done.Said)
}

// askHome asks for the building, and for the unit and the room if that did not say them.
// It also returns the question that answered it.
func askHome(c *talk.Conv) (home, asked string) {
	at := c.Dwelling("building", "您住在哪个小区、哪一栋、哪一户？比如「%s2单元501」。也可以打楼门口的六位码。", c.Example())
	switch kind := c.KindOf(at); {
	case at == talk.NoPlace || kind == directory.Home:
		return at, "building"
	case kind == directory.Unit:
		return c.Home("home", at, "%s，几号？比如「501」。", c.NameOf(at)), "home"
	}
	return c.Home("home", at, "%s，几单元几号？比如「2单元501」。", c.NameOf(at)), "home"
}

func agreed(c *talk.Conv) bool {
	return c.Choice("consent", directory.ConsentText+"\n\n您同意吗？",
		talk.Opt{Key: "y", Label: "同意"}, talk.Opt{Key: "n", Label: "不同意"}) == "y"
}

// askName asks who has not registered yet. What a platform calls them is proposed.
func askName(c *talk.Conv) string {
	who := c.Who()
	switch {
	case who.Name != "":
		return who.Name
	case who.Nick == "":
		return c.Name("name", "怎么称呼您？请写姓名，手机号也可以一起写。")
	}
	said := c.NameOrPick("name", "怎么称呼您？请写姓名，手机号也可以一起写。", talk.Opt{Key: "nick", Label: "就叫" + who.Nick, Wide: true})
	if said.Key == "nick" {
		return who.Nick
	}
	return said.Words
}

// toJoin is for who says in words that they live somewhere, or shows their number.
func toJoin(c *talk.Conv, h house.Heard) error {
	if h.Number != "" {
		return c.Goto("number", talk.Given{"number": h.Number})
	}
	return c.Goto("join", nil)
}
