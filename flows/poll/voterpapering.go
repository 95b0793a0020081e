package poll

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/store"
)

// paperballot is the conversation of staff who hold a paper ballot: a part's, a
// voter's, or one of a secret poll, which has ways of its own.
func (b booth) paperballot(c *talk.Conv) error {
	p, err := askErrand(c, errand{forAnyPaper, "您负责的地方，现在没有进行中的投票，没有纸质票要登记。", "哪一次投票的纸质票？"})
	switch {
	case err != nil:
		return err
	case p.byPart():
		return b.partpaper(c, p)
	case !p.Secret:
		return b.voterpaper(c, p)
	}
	next := c.Choice("act", fmt.Sprintf("%s不记名。领票和开票箱要分开登记，谁也不知道哪张票是谁的。现在登记什么？", p.no()),
		talk.Opt{Key: "handout", Label: "有人来领纸质票", Wide: true}, talk.Opt{Key: "ballotbox", Label: "打开票箱，登记里面的票", Wide: true})
	return c.Goto(next, talk.Given{talk.Of: p.ID})
}

func (b booth) voterpaper(c *talk.Conv, p Poll) error {
	h, err := askHolder(c, p, "的票？")
	if err != nil {
		return err
	}
	switch {
	case h.Voted && p.kind().Shape == Queue:
		return c.End("%s报过名了。要改，请本人回复「改票」。", h.Called)
	case h.Voted:
		c.Say("%s已经投过了，先收到的算数。这张也登记上，结果里会写明没有算。", h.Called)
	}
	paper := VoterPaper{Whom: h.Whom, Marks: askPaper(c, p)}
	if p.kind().Reason && len(p.keys(paper.Marks)) > 0 && p.label(p.keys(paper.Marks)) == no {
		paper.Reason = c.TextOr("reason", "跳过", "票上写了为什么不同意吗？照着写下来，没有写就跳过。")
	}
	paper.Photo = askProof(c, "请拍一张这张票的照片。")
	if !c.Confirm("sure", "%s：\n%s。\n这样登记，对吗？", h.Called, p.says(paper.Marks)) {
		return c.End("好的，没有登记。")
	}
	v, err := talk.Step(c, "enter", func(tx store.Tx) (VoterVote, error) {
		return EnterVoterPaper(tx, b.Codes, p.ID, paper, c.Who())
	})
	if err != nil {
		return err
	}
	return c.EndWith([]bot.Button{{Label: "再登记一张", Token: "paper:" + p.ID, Wide: true}}, "%s", v.words())
}

// words tells staff what became of a paper.
func (v VoterVote) words() string {
	if v.Fate == Aside {
		return fmt.Sprintf("%s已经有一张%s，那一张算数。这张纸质票没有算，结果里会写明。", v.Called, voterHand(v.Stands))
	}
	text := fmt.Sprintf("登记好了：%s。\n", v.Called)
	if v.Place != "" {
		text += v.Place + "\n"
	}
	return text + fmt.Sprintf("回执码：%s，请抄给投票的人。", Receipt(v.Receipt))
}

// askPaper asks what is on a paper, as the voter would be asked.
func askPaper(c *talk.Conv, p Poll) Marks {
	if p.proposes() {
		key := c.Choice("says", "票上怎么说？", append(optsOf(p), talk.Opt{Key: "spoilt", Label: "看不清，作废"})...)
		return p.Picked(key)
	}
	c.Say("请照着票上填的登记。")
	marks, _ := askMarks(c, slip{Poll: p})
	return marks
}

// door is the conversation of staff who sign people in to an assembly.
func door(c *talk.Conv) error {
	p, err := askErrand(c, errand{forDoor, "您负责的地方，现在没有进行中的居民会议，不用登记到会。", "哪一次会议？"})
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
	a, err := talk.Step(c, "admit", func(tx store.Tx) (Arrival, error) { return Admit(tx, p.ID, h.Whom, c.Who()) })
	if err != nil {
		return err
	}
	return c.EndWith(next, "登记好了：%s到会。", a.Called)
}
