package papers

import (
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// Mandating is the conversation of staff who record that an owner lets somebody
// vote.
func Mandating(c *talk.Conv) error {
	p, err := askErrand(c, ownersPaper())
	if err != nil {
		return err
	}
	at, err := askUnit(c, p, cast.FindUnit, "哪一户的业主委托别人投？照名册写，比如「3栋1单元301」。")
	if err != nil {
		return err
	}
	if at.Own {
		c.Say("这一户业主已经投过了，代投的不会算。")
	}
	phone := c.Phone("phone", "代投人登记的手机号是多少？")
	who, err := talk.Look(c, "standin", func(tx store.Tx) (cast.StandIn, error) { return cast.FindStandIn(tx, p, at.Unit, phone) })
	if err != nil {
		return err
	}
	photo, later := askProof(c, "请拍一张业主签了字的委托书。")
	if later {
		return withoutProof(c)
	}
	if !c.Confirm("sure", "%s的业主委托%s代投，这位业主名下的都由%s投。%s对吗？", at.Unit, who.Name, who.Name, who.Limit) {
		return c.End("好的，没有登记。")
	}
	_, err = talk.Step(c, "record", func(tx store.Tx) (bool, error) {
		return true, cast.Mandate(tx, p.ID, at.Unit, phone, photo, c.Who())
	})
	if err != nil {
		return err
	}
	return c.End("登记好了：%s由%s代投，会告诉代投人。\n业主自己投了，就按业主的算。要撤回，回复「撤回委托」。", at.Unit, who.Name)
}

// Revoking is the conversation of an owner, or of staff for one, who ends a
// mandate.
func Revoking(c *talk.Conv) error {
	mine, err := talk.Look(c, "given", func(tx store.Tx) (given, error) {
		for _, p := range append(poll.Current(tx), poll.Coming(tx)...) {
			if units := voice.Mandated(tx, p, c.Who()); len(units) > 0 {
				return given{p.ID, units}, nil
			}
		}
		return given{}, nil
	})
	switch {
	case err != nil:
		return err
	case mine.Poll != "":
		return revokeOwn(c, mine)
	case len(directory.PlacesOf(c.Who(), directory.OpenPoll)) == 0:
		return c.End("您没有委托别人投票，不用撤回。")
	}
	p, err := askErrand(c, ownersPaper())
	if err != nil {
		return err
	}
	at, err := askUnit(c, p, cast.FindUnit, "撤回哪一户的委托？照名册写，比如「3栋1单元301」。")
	if err != nil {
		return err
	}
	if !c.Confirm("sure", "撤回%s的业主的委托，对吗？代投人已经投的还算，业主自己投了就按业主的算。", at.Unit) {
		return c.End("好的，没有撤回。")
	}
	if err := revoke(c, given{p.ID, []string{at.Unit}}); err != nil {
		return err
	}
	return c.End("撤回了，会告诉代投人。%s的票，请业主自己投：回复「投票」，或者投纸质票。", at.Unit)
}

// given is a mandate: all the parts of an owner.
type given struct {
	Poll  string
	Units []string
}

func revokeOwn(c *talk.Conv, m given) error {
	units := strings.Join(m.Units, "、")
	if !c.Confirm("sure", "撤回您%s的委托，对吗？代投人已经投的还算，您自己投了就按您自己的算。", units) {
		return c.End("好的，没有撤回。")
	}
	if err := revoke(c, m); err != nil {
		return err
	}
	return c.End("撤回了，会告诉代投人。%s的票，请您自己投：回复「投票」，或者投纸质票。", units)
}

func revoke(c *talk.Conv, m given) error {
	_, err := talk.Step(c, "revoke", func(tx store.Tx) (poll.Poll, error) { return cast.Revoke(tx, m.Poll, m.Units[0], c.Who()) })
	return err
}

// Delivering is the conversation of staff who have handed a ballot over.
func Delivering(c *talk.Conv) error {
	p, err := askErrand(c, errand{cast.ForDelivery, "您负责的地方，现在没有进行中的业主投票。", "哪一次业主投票？"})
	if err != nil {
		return err
	}
	at, err := askUnit(c, p, cast.FindDoor, "送到了哪一户？照名册写，比如「3栋1单元301」。")
	if err != nil {
		return err
	}
	if at.Delivered {
		switch c.Choice("again", at.Unit+"登记过送达了。要怎么办？",
			talk.Opt{Key: "photo", Label: "换一张照片"}, talk.Opt{Key: "undo", Label: "没有送到，撤回"}, talk.Opt{Key: "-", Label: "不动"}) {
		case "undo":
			return undeliver(c, p, at.Unit)
		case "-":
			return c.End("好的，还是原来的。")
		}
	}
	photo, later := askProof(c, "请拍一张签收的照片。")
	if later {
		return withoutProof(c)
	}
	if !c.Confirm("sure", "%s的票送到业主手上了，对吗？会告诉业主。", at.Unit) {
		return c.End("好的，没有登记。")
	}
	_, err = talk.Step(c, "deliver", func(tx store.Tx) (poll.Poll, error) { return cast.Deliver(tx, p.ID, at.Unit, photo, c.Who()) })
	if err != nil {
		return err
	}
	next := []bot.Button{{Label: "再登记一户", Token: "deliver:" + p.ID, Wide: true}, {Label: "还有谁没送到", Token: "unreached:" + p.ID + ":" + at.Building + ":0", Wide: true}}
	return c.EndWith(next, "记下了：%s的票送到了。", at.Unit)
}

// undeliver takes back what was recorded by mistake.
func undeliver(c *talk.Conv, p poll.Poll, unit string) error {
	_, err := talk.Step(c, "undeliver", func(tx store.Tx) (poll.Poll, error) { return cast.Undeliver(tx, p.ID, unit, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("撤回了：%s的票还没有送到。", unit)
}
