package poll

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

// Answer tells a voter what was counted.
func (v Vote) Answer() string {
	if v.Poll.Info().Shape == Queue && len(v.Poll.keys(v.Marks)) == 0 {
		return "好的，您退出了，名额让给后面的人。\n还想报，回复「投票」。"
	}
	first := v.Poll.doneWords() + "，您" + v.says()
	switch {
	case v.Again:
		first = "您的票没有变，" + v.says()
	case v.Changed:
		first = "改好了，现在" + v.says()
	}
	if v.Place != "" {
		first += "\n" + v.Place
	}
	code := Ballot{Receipt: v.Receipt, Words: v.Words}.code()
	if v.Poll.Secret {
		code += "\n请抄下来，别给人看。不记名的票，改票、查票都只认它。"
	}
	return first + "\n" + code + "\n" + v.Poll.changes() + v.Poll.wordsWords(v.Words)
}

func (p *Poll) doneWords() string {
	if p.Info().Shape == Queue {
		return "报好了"
	}
	return "投好了"
}

func (v Vote) says() string {
	words := v.Poll.Says(v.Marks) + "。"
	if v.Reason != "" {
		words += "理由也记下了。"
	}
	return words
}

// AsksWhy says whether who votes so is to be asked why: who votes no, but not in a
// secret poll, where the words would give them away.
func (p *Poll) AsksWhy(m Marks) bool {
	return p.Info().Reason && !p.Secret && slices.Contains(p.keys(m), p.key(No))
}

// AsksWhy says whether who has voted is to be asked why.
func (v Vote) AsksWhy() bool { return v.Reason == "" && v.Poll.AsksWhy(v.Marks) }

// SendReceipt sends a voter what came of their ballot to their private chat, to keep.
func (v Vote) SendReceipt(tx store.Tx, who directory.Person, to directory.Account) {
	outbox.Add(tx, outbox.Message{
		To: bot.Address{Channel: to.Channel, Chat: to.Chat}, Person: who.ID, Priority: outbox.Reply, Of: v.Poll.of("receipt"),
		Out: bot.Out{Text: v.Poll.Head() + "\n\n" + v.Answer(), Buttons: v.Poll.ChangeButtons(), Fleeting: v.Poll.Secret},
	})
}

// overWords says that a poll takes no ballots any more, and what came of it: to
// who has voted that nothing was lost.
func overWords(p Poll, voted bool) string {
	over := bot.Moment(p.Closes) + "已经截止，这一票没有计入。"
	if voted {
		over = bot.Moment(p.Closes) + "已经截止，不能再改了。" + p.you() + "先前投的算进去了。"
	}
	switch {
	case p.State == Announced:
		return fmt.Sprintf("这次投票还没有开始，%s开始，到时候告诉您。", bot.Moment(p.Opens))
	case p.State == Cancelled:
		return fmt.Sprintf("这次投票已经取消了，不用投了。原因：%s", p.Cancelled)
	case p.Result != nil && p.State != Closed:
		return "这次投票" + over + p.verdict()
	}
	return "这次投票" + over + "结果会告诉大家。"
}

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
	if p.Withdrew(b.Marks) {
		return head + "\n您退出了。还想报，回复「投票」。"
	}
	if p.onPaper(v) != nil {
		return head + "\n" + p.you() + "投的是纸质票，" + p.Says(b.Marks) + "，" + b.code() + "。"
	}
	said := head + "\n您" + p.Says(b.Marks) + "，" + b.code() + "。"
	if !p.Final {
		said += "要改，回复「" + p.changeWord() + "」。"
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
	} else if line := recorded(tx, p.ID, who); line != "" {
		text += "\n" + line
	}
	return text
}

// Done is what somebody has done in a poll already: 投过了, 报过了, 退出了; "" nothing.
func (p *Poll) Done(tx store.Tx, who directory.Person) string {
	v, voted := VotedIn(tx, *p, who)
	switch {
	case !voted:
		return ""
	case p.Info().Shape != Queue:
		return "投过了"
	case p.Withdrew(MarksOf(tx, *p, v)):
		return "退出了"
	}
	return "报过了"
}

// BeginWords says when a poll begins that is to come.
func (p *Poll) BeginWords() string {
	return fmt.Sprintf("%s「%s」%s开始，到时候告诉您。", p.Name(), p.Question, bot.Moment(p.Opens))
}

// PlainCount says how a poll is counted that has nothing to explain.
func (p *Poll) PlainCount() string {
	if p.Waits() {
		return "还没有抽签。" + p.LotWords()
	}
	if p.queues() {
		return "先到先得：按报名的先后给。"
	}
	return "就是数票，没有别的算法。"
}
