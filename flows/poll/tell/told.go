package tell

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// OverWords says that a poll takes no ballots any more, and what came of it: to
// who has voted that nothing was lost.
func OverWords(p poll.Poll, voted bool) string {
	voted = poll.By(p, voted, voted, false) // of a part it may have been somebody else's hand
	over := bot.Moment(p.Closes) + "已经截止，这一票没有计入。截止以前发出、一分钟以内到的才算。"
	if voted {
		over = bot.Moment(p.Closes) + "已经截止，不能再改了。" + p.You() + "先前投的算进去了。"
	}
	switch {
	case p.State == poll.Announced:
		return fmt.Sprintf("这次投票还没有开始，%s开始，到时候告诉您。", bot.Moment(p.Opens))
	case p.State == poll.Cancelled:
		return fmt.Sprintf("这次投票已经取消了，不用投了。原因：%s", p.Cancelled)
	case p.Result != nil && p.State != poll.Closed:
		return "这次投票" + over + ballot.Verdict(p)
	}
	return "这次投票" + over + "结果会告诉大家。"
}

// TheirVote says what somebody has voted in a poll that is open, and how they change
// it.
func TheirVote(tx store.Reader, p poll.Poll, who directory.Person) string {
	head := fmt.Sprintf("%s「%s」%s截止。", p.Name(), p.Question, bot.Moment(p.Closes))
	return head + "\n" + of(p).theirVote(tx, who)
}

func (e persons) theirVote(tx store.Reader, who directory.Person) string {
	p := e.Poll
	v, voted := voice.VotedIn(tx, p, who)
	switch {
	case !voted:
		return "您还没有投。回复「投票」就能投。"
	case voice.OnPaper(p, v) != nil && p.Secret:
		return p.You() + "领过纸质票了，网上不用再投。"
	case p.Secret:
		return "您投过了。不记名，选了什么只能用回执码查：回复「查票」和回执码。"
	}
	b, _ := poll.BallotAt(tx, p, v.Receipt)
	if ballot.Withdrew(p, b.Marks) {
		return "您退出了。还想报，回复「投票」。"
	}
	if voice.OnPaper(p, v) != nil {
		return p.You() + "投的是纸质票，" + ballot.Says(p, b.Marks) + "，" + b.Code() + "。"
	}
	said := "您" + ballot.Says(p, b.Marks) + "，" + b.Code() + "。"
	if v.By != "" {
		said = CastBy(tx, v) + "替您投的，" + ballot.Says(p, b.Marks) + "。您自己投了，就按您的算。"
	}
	if !p.Final {
		said += "要改，回复「" + p.Acts().Change + "」。"
	}
	if place := ballot.Standing(tx, p, b); place != "" {
		said += "\n" + place
	}
	return said
}

// TheirResult says what came of a poll that is over, and what somebody voted in it.
func TheirResult(tx store.Reader, p poll.Poll, who directory.Person) string {
	return fmt.Sprintf("%s「%s」已截止。\n%s", p.Name(), p.Question, ballot.Verdict(p)) + of(p).theirResult(tx, who)
}

func (e persons) theirResult(tx store.Reader, who directory.Person) string {
	p := e.Poll
	v, _ := voice.VotedIn(tx, p, who)
	if m := poll.MarksOf(tx, p, v); m != nil {
		return "您" + ballot.Says(p, m) + "。"
	}
	if line := Recorded(tx, p.ID, who); line != "" {
		return "\n" + line
	}
	return ""
}

// Done is what somebody has done in a poll already: 投过了, 报过了, 退出了; "" nothing.
func Done(tx store.Reader, p poll.Poll, who directory.Person) string {
	v, voted := voice.VotedIn(tx, p, who)
	switch {
	case !voted:
		return ""
	case ballot.Withdrew(p, poll.MarksOf(tx, p, v)):
		return "退出了"
	}
	return p.Acts().Did
}

// BeginWords says when a poll begins that is to come.
func BeginWords(p poll.Poll) string {
	return fmt.Sprintf("%s「%s」%s开始，到时候告诉您。", p.Name(), p.Question, bot.Moment(p.Opens))
}

// PlainCount says how a poll is counted that has nothing to explain.
func PlainCount(p poll.Poll) string {
	if p.Waits() {
		return "还没有抽签。" + LotWords(p)
	}
	if ballot.Queues(p) {
		return "先到先得：按报名的先后给。"
	}
	return "就是数票，没有别的算法。"
}

// MayWords tells somebody who may vote so, and for what.
func MayWords(tx store.Reader, p poll.Poll, who directory.Person) string { return of(p).may(tx, who) }

func (e persons) may(tx store.Reader, _ directory.Person) string {
	return "您能投，您是" + e.For.Words(tx) + "。\n" + PaperRule(e.Poll)
}
