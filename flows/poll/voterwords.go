package poll

import (
	"fmt"

	"yishi/bot/directory"
	"yishi/store"
)

// you is whom a vote is of, as they are spoken to.
func (p *Poll) you() string {
	if p.PerHome {
		return "您家"
	}
	return "您"
}

// voterPaperWords tells a voter that a paper was entered for them.
func (p *Poll) voterPaperWords(m Marks, v VoterVote) string {
	if p.Info().Shape == Queue {
		return "工作人员替您报了名，" + p.Says(m) + "。\n" + v.Place + "\n不去的话，请回复「改报名」退出。"
	}
	text := fmt.Sprintf("工作人员登记了%s的一张纸质票，%s。", p.you(), p.Says(m))
	if v.Fate == Aside {
		text += "\n" + p.you() + "先有一张" + voterHand(v.Stands) + "，那一张算数。"
	}
	return text + "\n这张纸质票要是不对，请马上告诉社区。"
}

// voterHand is how the ballot of a person or a home came.
func voterHand(h Hand) string {
	if h.Way == Paper {
		return "纸质票"
	}
	return "网上投的票"
}

// PaperRule says how one votes on paper, and which ballot wins.
func (p *Poll) PaperRule() string {
	switch {
	case p.Info().Shape == Queue:
		return "也可以请社区工作人员替您报名。"
	case p.Secret:
		return "要纸质票，请到社区领。领了纸质票，就不能再在网上投。"
	}
	whose := "一个人"
	if p.PerHome {
		whose = "一家"
	}
	rule := "要纸质票，请告诉社区工作人员。" + whose + "只算一张票：先收到的算数"
	if p.Final {
		return rule + "。"
	}
	return rule + "；自己网上投的，截止前自己可以改。"
}

// paperLines are what the result says of papers: those put aside, with the building
// alone, and those of a secret poll that did not come back.
func (p *Poll) paperLines(tx store.Tx) (lines []string) {
	if b := boxOf(tx, p.ID); b.Handed+b.Back > 0 {
		lines = append(lines, fmt.Sprintf("领出纸质票%d张，交回登记了%d张。", b.Handed, b.Entered))
		if n := b.out(); n > 0 {
			lines = append(lines, fmt.Sprintf("领了纸质票没有交回：%d张。", n))
		}
		lines = append(lines, b.mendedLines()...)
	}
	aside, mended := overruled(tx, p.ID)
	if len(aside) > 0 {
		lines = append(lines, fmt.Sprintf("重复的票，一共%d张没有算，先收到的算数：", len(aside)))
	}
	masked := func(voice string) string {
		e, _ := electors.Get(tx, store.Key(p.ID, voice))
		return directory.FullName(tx, e.Part) + "的一" + map[bool]string{true: "户", false: "位"}[p.PerHome]
	}
	for _, o := range aside {
		lines = append(lines, fmt.Sprintf("%s：%s算数，后来的%s没有算。", masked(o.Unit), voterHand(o.Stands), voterHand(o.Lost)))
	}
	return append(lines, p.mendedLines(mended, masked)...)
}

// Entered tells staff what became of a paper.
func (v VoterVote) Entered() string {
	if v.Fate == Aside {
		return fmt.Sprintf("%s已经有一张%s，那一张算数。这张纸质票没有算，结果里会写明。", v.Called, voterHand(v.Stands))
	}
	text := fmt.Sprintf("登记好了：%s。\n", v.Called)
	if v.Place != "" {
		text += v.Place + "\n"
	}
	return text + fmt.Sprintf("回执码：%s，请抄给投票的人。", Receipt(v.Receipt))
}
