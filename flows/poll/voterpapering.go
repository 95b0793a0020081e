package poll

import (
	"fmt"
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/store"
)

// errand is something that staff do for a poll: which polls it is for, and what is
// said if there is none, or several.
type errand struct {
	find func(tx store.Tx, id string, by directory.Person) (Poll, error) // refuses what it is not for
	none string
	ask  string
}

// ownersPaper is what is done with papers of owners.
func ownersPaper() errand {
	return errand{forPaper, "您负责的地方，现在没有进行中的业主投票。", "哪一次业主投票？"}
}

// askErrand asks which poll something of staff is for. The rights of who asks are
// looked at anew.
func askErrand(c *talk.Conv, e errand) (Poll, error) {
	id, known := talk.Known[string](c, talk.Of)
	list, err := talk.Look(c, "errand", func(tx store.Tx) ([]Poll, error) {
		if known {
			p, err := e.find(tx, id, c.Who())
			return []Poll{p}, err
		}
		list := slices.DeleteFunc(append(Current(tx), Coming(tx)...), func(p Poll) bool {
			_, err := e.find(tx, p.ID, c.Who())
			return err != nil
		})
		if len(list) == 0 {
			return nil, bot.Refusal(e.none)
		}
		return list, nil
	})
	if err != nil || len(list) == 1 {
		return append(list, Poll{})[0], err
	}
	var opts []talk.Opt
	for _, p := range list {
		opts = append(opts, talk.Opt{Key: p.ID, Label: p.no() + "「" + p.Question + "」", Wide: true})
	}
	id = c.Choice("poll", e.ask, opts...)
	return list[slices.IndexFunc(list, func(p Poll) bool { return p.ID == id })], nil
}

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

// handout is the conversation of staff who give somebody a paper ballot of a secret
// poll.
func handout(c *talk.Conv) error {
	p, err := askErrand(c, errand{forBox, "您负责的地方，现在没有不记名的投票，不用登记领票。", "哪一次投票？"})
	if err != nil {
		return err
	}
	h, err := askHolder(c, p, "来领纸质票？")
	switch {
	case err != nil:
		return err
	case h.Voted:
		return c.End("%s%s", h.Called, tookWords(h.Paper))
	}
	if !c.Confirm("sure", "%s领走一张纸质票。登记以后不能再在网上投。对吗？", h.Called) {
		return c.End("好的，没有登记。")
	}
	h, err = talk.Step(c, "hand", func(tx store.Tx) (holder, error) { return HandOut(tx, p.ID, h.Whom, c.Who()) })
	if err != nil {
		return err
	}
	return c.EndWith([]bot.Button{{Label: "再登记一位", Token: "handout:" + p.ID, Wide: true}},
		"登记好了：%s领了一张纸质票。\n请本人填好，自己投进票箱，票上不要写名字。", h.Called)
}

// ballotbox is the conversation of staff who enter a paper out of the box. Of what
// was on it nothing is kept but the ballot.
func (b booth) ballotbox(c *talk.Conv) error {
	p, err := askErrand(c, errand{forBox, "您负责的地方，现在没有不记名的投票，没有票箱要登记。", "哪一次投票的票箱？"})
	if err != nil {
		return err
	}
	_, err = talk.Look(c, "box", func(tx store.Tx) (box, error) {
		kept := boxOf(tx, p.ID)
		return kept, p.mayEmpty(kept, tx.Now())
	})
	if err != nil {
		return err
	}
	c.Fleeting() // all that is said from here on
	marks := askPaper(c, p)
	if !c.Confirm("right", "票上%s。登记吗？登记以后不能改。", p.says(marks)) {
		return c.EndWith([]bot.Button{boxButton(p.ID, "重新登记")}, "好的，没有登记。")
	}
	v, err := talk.Step(c, "boxed", func(tx store.Tx) (Boxed, error) { return EnterBoxed(tx, b.Codes, p.ID, marks, c.Who()) })
	if err != nil {
		return err
	}
	text := fmt.Sprintf("登记好了，第%d张。\n回执码：%s，请写在这张票上，和别的票混放。", v.Entered, Receipt(v.Receipt))
	if v.Out == 0 {
		return c.End("%s\n领出去的票都登记了。", text)
	}
	return c.EndWith([]bot.Button{boxButton(p.ID, "登记下一张")}, "%s\n还有%d张没有登记。", text, v.Out)
}

func boxButton(id, label string) bot.Button {
	return bot.Button{Label: label, Token: "ballotbox:" + id, Wide: true}
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

// askHolder asks whose paper it is, or who came, until somebody is found who can
// vote.
func askHolder(c *talk.Conv, p Poll, text string) (holder, error) {
	question := "谁" + text + "写手机号，或者住处和姓名，比如「3-1-301 王桂花」。"
	if p.PerHome {
		question = "哪一家" + text + "写住处，比如「3栋1单元301」，也可以写手机号。"
	}
	for {
		words := c.Text("whose", "%s", question)
		h, err := talk.Look(c, "holder "+words, func(tx store.Tx) (holder, error) { return p.holderSlip(tx, words, c.Who()), nil })
		if err != nil || h.Why == "" {
			return h, err
		}
		c.Say("%s", h.Why)
	}
}
