package papers

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/vote"
	"yishi/store"
)

// PaperBallot is the conversation of staff who hold a paper ballot: a part's, a
// voter's, or one of a secret poll, which has ways of its own.
func (d Counter) PaperBallot(c *talk.Conv) error {
	p, err := askErrand(c, errand{cast.ForAnyPaper, "您负责的地方，现在没有进行中的投票，没有纸质票要登记。", "哪一次投票的纸质票？"})
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

// partpaper is the conversation of staff who enter the paper ballot of a part.
func (d Counter) partpaper(c *talk.Conv, p poll.Poll) error {
	at, err := askUnit(c, p, cast.FindUnit, "哪一户的票？照名册写，比如「3栋1单元301」，写「3-1-301」也行。")
	if err != nil {
		return err
	}
	paper := cast.PaperBallot{Unit: at.Unit}
	if at.Stands != "" {
		c.Say("%s已经有一张%s。这张也登记上，结果里会写明算哪一张。", at.Unit, at.Stands)
	}
	paper.Marks = ballot.AskPaper(c, p)
	if at.Mandated {
		paper.Proxy = c.Choice("hand", "票是谁填的？",
			talk.Opt{Key: "own", Label: "业主本人"}, talk.Opt{Key: "proxy", Label: "代投人"}) == "proxy"
	}
	photo, later := askProof(c, "请拍一张这张票的照片。")
	if later {
		return withoutProof(c)
	}
	paper.Photo = photo
	if !c.Confirm("sure", "%s：\n%s。\n这样登记，对吗？", paper.Unit, ballot.StanceWords(p, paper.Marks)) {
		return c.End("好的，没有登记。")
	}
	cast, err := talk.Step(c, "enter", func(tx store.Tx) (cast.PartVote, error) {
		return cast.EnterPaper(tx, d.Codes, p.ID, paper, c.Who())
	})
	if err != nil {
		return err
	}
	return c.EndWith(afterPaper(p), "%s", cast.Entered())
}

func (d Counter) voterpaper(c *talk.Conv, p poll.Poll) error {
	h, err := askHolder(c, p, "的票？")
	if err != nil {
		return err
	}
	switch {
	case h.Voted && p.Info().Seats:
		return c.End("%s报过名了。要改，请本人回复「改报名」。", h.Called)
	case h.Voted:
		c.Say("%s已经投过了，先收到的算数。这张也登记上，结果里会写明没有算。", h.Called)
	}
	paper := cast.VoterPaper{Whom: h.Whom, Marks: ballot.AskPaper(c, p)}
	if ballot.AsksWhy(p, paper.Marks) {
		paper.Reason = vote.AskReason(c, "跳过", "票上写了为什么不同意吗？照着写下来，没有写就跳过。")
	}
	photo, later := askProof(c, "请拍一张这张票的照片。")
	if later {
		return withoutProof(c)
	}
	paper.Photo = photo
	if !c.Confirm("sure", "%s：\n%s", h.Called, sureWords(p, paper.Marks)) {
		return c.End("好的，没有登记。")
	}
	v, err := talk.Step(c, "enter", func(tx store.Tx) (cast.VoterVote, error) {
		return cast.EnterVoterPaper(tx, d.Codes, p.ID, paper, c.Who())
	})
	if err != nil {
		return err
	}
	return c.EndWith(afterPaper(p), "%s", v.Entered())
}

// sureWords asks whether that is what stands on a paper.
func sureWords(p poll.Poll, m poll.Marks) string {
	if ballot.Spoilt(p, m) {
		return "这张票看不清，按作废登记。对吗？"
	}
	return ballot.Says(p, m) + "。\n这样登记，对吗？"
}

func mendButton(id string) bot.Button {
	return bot.Button{Label: "登记错了，改", Token: "mendpaper:" + id, Wide: true}
}

// afterPaper is what comes after a paper was entered: the next, or this one again.
func afterPaper(p poll.Poll) []bot.Button {
	return []bot.Button{{Label: "再登记一张", Token: "paper:" + p.ID, Wide: true}, mendButton(p.ID)}
}
