package papers

import (
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// Mending is the conversation of staff who see that a paper was entered wrongly, by
// themselves or by somebody else.
func Mending(c *talk.Conv) error {
	p, err := askErrand(c, errand{cast.ForAnyPaper, "您负责的地方，现在没有进行中的投票，没有纸质票要改。", "哪一次投票的纸质票登记错了？"})
	switch {
	case err != nil:
		return err
	case p.ByPart():
		return mendPart(c, p)
	case !p.Secret:
		return mendVoter(c, p)
	}
	if c.Choice("what", p.Name()+"哪里登记错了？",
		talk.Opt{Key: "box", Label: "票箱里的一张票，写错了", Wide: true}, talk.Opt{Key: "handout", Label: "领票登记错了人", Wide: true}) == "box" {
		return mendBoxed(c, p)
	}
	return takeBack(c, p)
}

func mendPart(c *talk.Conv, p poll.Poll) error {
	at, err := askUnit(c, p, cast.FindUnit, "哪一户的票登记错了？照名册写，比如「3栋1单元301」，写「3-1-301」也行。")
	if err != nil {
		return err
	}
	if !at.Paper {
		return c.End("%s没有登记着的纸质票，不用改。", at.Unit)
	}
	return mend(c, p, at.Unit, func(tx store.Tx, m cast.Mending) error { return cast.MendPaper(tx, p.ID, at.Unit, m, c.Who()) })
}

func mendVoter(c *talk.Conv, p poll.Poll) error {
	h, err := askHolder(c, p, "的票登记错了？")
	if err != nil {
		return err
	}
	if !h.Paper {
		return c.End("%s没有登记着的纸质票，不用改。", h.Called)
	}
	return mend(c, p, h.Called, func(tx store.Tx, m cast.Mending) error { return cast.MendVoterPaper(tx, p.ID, h.Whom, m, c.Who()) })
}

func mendBoxed(c *talk.Conv, p poll.Poll) error {
	c.Fleeting() // all that is said from here on
	receipt := ""
	for receipt == "" {
		words := c.Text("receipt", "请发那张票上写的回执码，比如 AB3D-7K2M。")
		known, err := talk.Look(c, "box "+poll.PlainReceipt(words), func(tx store.Tx) (bool, error) { return cast.Boxes(tx, p, words), nil })
		switch {
		case err != nil:
			return err
		case known:
			receipt = words
		default:
			c.Say(cast.NoSuchPaper)
		}
	}
	return mend(c, p, "这张票", func(tx store.Tx, m cast.Mending) error { return cast.MendBoxed(tx, p.ID, receipt, m, c.Who()) })
}

// mend asks what a paper says, or strikes it.
func mend(c *talk.Conv, p poll.Poll, whose string, do func(store.Tx, cast.Mending) error) error {
	var m cast.Mending
	switch c.Choice("way", whose+"，怎么改？",
		talk.Opt{Key: "again", Label: "照着票重新登记", Wide: true},
		talk.Opt{Key: "strike", Label: "划掉：登记错了人，或者不该登记", Wide: true},
		talk.Opt{Key: "no", Label: "不改了", Wide: true}) {
	case "no":
		return c.End("好的，没有改。")
	case "strike":
		m.Strike = true
		if !c.Confirm("sure", "%s的纸质票划掉，就像没有登记过一样。结果里会写明划掉过一张。对吗？", whose) {
			return c.End("好的，没有改。")
		}
	default:
		m.Marks = ballot.AskPaper(c, p)
		if !c.Confirm("sure", "%s（结果里会写明改过一张）：\n%s", whose, mendWords(p, m.Marks)) {
			return c.End("好的，没有改。")
		}
	}
	_, err := talk.Step(c, "mend", func(tx store.Tx) (bool, error) { return true, do(tx, m) })
	if err != nil {
		return err
	}
	if m.Strike {
		return c.End("划掉了。那张票要是另一家的，请再登记一次：回复「登记纸质票」。")
	}
	return c.End("改好了。")
}

func mendWords(p poll.Poll, m poll.Marks) string {
	if ballot.Spoilt(p, m) {
		return sureWords(p, m)
	}
	return poll.By(p, ballot.Says, ballot.Says, ballot.StanceWords)(p, m) + "。\n这样登记，对吗？"
}

func takeBack(c *talk.Conv, p poll.Poll) error {
	h, err := askHolder(c, p, "没有领过票，登记错了？")
	if err != nil {
		return err
	}
	if !h.Paper {
		return c.End("%s没有登记过领票，不用划。", h.Called)
	}
	if !c.Confirm("sure", "%s没有领过纸质票，把登记划掉，对吗？结果里会写明划掉过一张。", h.Called) {
		return c.End("好的，没有改。")
	}
	_, err = talk.Step(c, "takeback", func(tx store.Tx) (voice.Holder, error) { return cast.TakeBack(tx, p.ID, h.Whom, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("划掉了，%s现在可以投。", h.Called)
}
