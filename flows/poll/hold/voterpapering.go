package hold

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/vote"
	"yishi/store"
)

// paperballot is the conversation of staff who hold a paper ballot: a part's, a
// voter's, or one of a secret poll, which has ways of its own.
func (d desk) paperballot(c *talk.Conv) error {
	p, err := askErrand(c, errand{poll.ForAnyPaper, "您负责的地方，现在没有进行中的投票，没有纸质票要登记。", "哪一次投票的纸质票？"})
	switch {
	case err != nil:
		return err
	case p.ByPart():
		return d.partpaper(c, p)
	case !p.Secret:
		return d.voterpaper(c, p)
	}
	next := c.Choice("act", fmt.Sprintf("%s不记名。领票和开票箱要分开登记，谁也不知道哪张票是谁的。现在登记什么？", p.Name()),
		talk.Opt{Key: "handout", Label: "有人来领纸质票", Wide: true}, talk.Opt{Key: "ballotbox", Label: "打开票箱，登记里面的票", Wide: true})
	return c.Goto(next, talk.Given{talk.Of: p.ID})
}

func (d desk) voterpaper(c *talk.Conv, p poll.Poll) error {
	h, err := askHolder(c, p, "的票？")
	if err != nil {
		return err
	}
	switch {
	case h.Voted && p.Info().Shape == poll.Queue:
		return c.End("%s报过名了。要改，请本人回复「改票」。", h.Called)
	case h.Voted:
		c.Say("%s已经投过了，先收到的算数。这张也登记上，结果里会写明没有算。", h.Called)
	}
	paper := poll.VoterPaper{Whom: h.Whom, Marks: vote.AskPaper(c, p)}
	if p.AsksWhy(paper.Marks) {
		paper.Reason = c.TextOr("reason", "跳过", "票上写了为什么不同意吗？照着写下来，没有写就跳过。")
	}
	paper.Photo = askProof(c, "请拍一张这张票的照片。")
	if !c.Confirm("sure", "%s：\n%s。\n这样登记，对吗？", h.Called, p.Says(paper.Marks)) {
		return c.End("好的，没有登记。")
	}
	v, err := talk.Step(c, "enter", func(tx store.Tx) (poll.VoterVote, error) {
		return poll.EnterVoterPaper(tx, d.Codes, p.ID, paper, c.Who())
	})
	if err != nil {
		return err
	}
	return c.EndWith([]bot.Button{{Label: "再登记一张", Token: "paper:" + p.ID, Wide: true}}, "%s", v.Entered())
}

// door is the conversation of staff who sign people in to an assembly.
func door(c *talk.Conv) error {
	p, err := askErrand(c, errand{poll.ForDoor, "您负责的地方，现在没有进行中的居民会议，不用登记到会。", "哪一次会议？"})
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
	a, err := talk.Step(c, "admit", func(tx store.Tx) (poll.Arrival, error) { return poll.Admit(tx, p.ID, h.Whom, c.Who()) })
	if err != nil {
		return err
	}
	return c.EndWith(next, "登记好了：%s到会。", a.Called)
}
