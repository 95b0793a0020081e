package poll

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// TheirVote says what somebody has voted in a poll that is open, and how they change
// it.
func (p *Poll) TheirVote(tx store.Tx, who directory.Person) string {
	head := fmt.Sprintf("%s「%s」%s截止。", p.Name(), p.Question, bot.Moment(p.Closes))
	if p.ByPart() {
		return head + "\n" + strings.Join(p.PartsLines(tx, who), "\n") + "\n要投、要改，回复「投票」。"
	}
	v, voted := VotedIn(tx, *p, who)
	switch {
	case !voted:
		return head + "\n您还没有投。回复「投票」就能投。"
	case p.onPaper(v) != nil && p.Secret:
		return head + "\n" + p.you() + "领过纸质票了，网上不用再投。"
	case p.Secret:
		return head + "\n您投过了。不记名，选了什么只能用回执码查：回复「查票」和回执码。"
	}
	b, _ := BallotAt(tx, *p, v.Receipt)
	if p.onPaper(v) != nil {
		return head + "\n" + p.you() + "投的是纸质票，" + p.Says(b.Marks) + "，回执码：" + Receipt(v.Receipt) + "。"
	}
	said := head + "\n您" + p.Says(b.Marks) + "，回执码：" + Receipt(v.Receipt) + "。"
	if !p.Final {
		said += "要改，回复「改票」。"
	}
	if place := p.standing(tx, b); place != "" {
		said += "\n" + place
	}
	return said
}

// TheirResult says what came of a poll that is over, and what somebody voted in it.
func (p *Poll) TheirResult(tx store.Tx, who directory.Person) string {
	text := fmt.Sprintf("%s「%s」已截止。\n%s", p.Name(), p.Question, p.verdict())
	if p.ByPart() {
		return text + "\n" + strings.Join(p.PartsLines(tx, who), "\n")
	}
	v, _ := VotedIn(tx, *p, who)
	if m := MarksOf(tx, *p, v); m != nil {
		text += "您" + p.Says(m) + "。"
	}
	return text
}
