package papers

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// HandOut is the conversation of staff who give somebody a paper ballot of a secret
// poll.
func HandOut(c *talk.Conv) error {
	p, err := askErrand(c, errand{cast.ForBox, "您负责的地方，现在没有不记名的投票，不用登记领票。", "哪一次投票？"})
	if err != nil {
		return err
	}
	h, err := askHolder(c, p, "来领纸质票？")
	switch {
	case err != nil:
		return err
	case h.Voted:
		return c.End("%s", cast.Took(h))
	}
	if !c.Confirm("sure", "%s领走一张纸质票。登记以后不能再在网上投。对吗？", h.Called) {
		return c.End("好的，没有登记。")
	}
	h, err = talk.Step(c, "hand", func(tx store.Tx) (voice.Holder, error) { return cast.HandOut(tx, p.ID, h.Whom, c.Who()) })
	if err != nil {
		return err
	}
	return c.EndWith([]bot.Button{{Label: "再登记一位", Token: "handout:" + p.ID, Wide: true}, mendButton(p.ID)},
		"登记好了：%s领了一张纸质票。\n请本人填好，自己投进票箱，票上不要写名字。", h.Called)
}

// BallotBox is the conversation of staff who enter a paper out of the box. Of what
// was on it nothing is kept but the ballot.
func (d Counter) BallotBox(c *talk.Conv) error {
	p, err := askErrand(c, errand{cast.ForBox, "您负责的地方，现在没有不记名的投票，没有票箱要登记。", "哪一次投票的票箱？"})
	if err != nil {
		return err
	}
	_, err = talk.Look(c, "box", func(tx store.Tx) (struct{}, error) { return struct{}{}, cast.MayEmptyBox(tx, p) })
	if err != nil {
		return err
	}
	c.Fleeting() // all that is said from here on
	marks := ballot.AskPaper(c, p)
	right := "票上" + ballot.Says(p, marks) + "。登记吗？"
	if ballot.Spoilt(p, marks) {
		right = "这张票看不清，按作废登记。对吗？"
	}
	if !c.Confirm("right", "%s", right) {
		return c.EndWith([]bot.Button{boxButton(p.ID, "重新登记")}, "好的，没有登记。")
	}
	v, err := talk.Step(c, "boxed", func(tx store.Tx) (cast.Boxed, error) { return cast.EnterBoxed(tx, d.Codes, p.ID, marks, c.Who()) })
	if err != nil {
		return err
	}
	text := fmt.Sprintf("登记好了，第%d张。\n回执码：%s，请写在这张票上，和别的票混放。", v.Entered, poll.Receipt(v.Receipt))
	if v.Out == 0 {
		return c.EndWith([]bot.Button{mendButton(p.ID)}, "%s\n领出去的票都登记了。", text)
	}
	return c.EndWith([]bot.Button{boxButton(p.ID, "登记下一张"), mendButton(p.ID)}, "%s\n还有%d张没有登记。", text, v.Out)
}

func boxButton(id, label string) bot.Button {
	return bot.Button{Label: label, Token: "ballotbox:" + id, Wide: true}
}

// SignIn is the conversation of staff who sign people in to an assembly.
func SignIn(c *talk.Conv) error {
	p, err := askErrand(c, errand{cast.ForDoor, "您负责的地方，现在没有进行中的居民会议，不用登记到会。", "哪一次会议？"})
	if err != nil {
		return err
	}
	h, err := askHolder(c, p, "到会了？")
	next := []bot.Button{{Label: "再登记一位", Token: "door:" + p.ID, Wide: true}}
	switch {
	case err != nil:
		return err
	case h.Voted:
		return c.EndWith(next, "%s已经投过票，算到会了，不用再登记。", h.Called)
	case h.Came:
		return c.EndWith(next, "%s已经登记到会了。", h.Called)
	}
	if !c.Confirm("sure", "%s到会了，对吗？", h.Called) {
		return c.EndWith(next, "好的，没有登记。")
	}
	a, err := talk.Step(c, "admit", func(tx store.Tx) (cast.Arrival, error) { return cast.Admit(tx, p.ID, h.Whom, c.Who()) })
	if err != nil {
		return err
	}
	return c.EndWith(next, "登记好了：%s到会。", a.Called)
}
