package vote

import (
	"fmt"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/store"
)

// mine shows a person what they voted, and what came of it.
func mine(call *talk.Call) error {
	var lines []string
	for _, p := range poll.Theirs(call.Tx, call.Who) {
		lines = append(lines, p.TheirVote(call.Tx, call.Who))
	}
	for _, p := range poll.Recent(call.Tx, poll.KeepShown) {
		if _, voted := poll.VotedIn(call.Tx, p, call.Who); voted || p.For.Has(call.Tx, call.Who) {
			lines = append(lines, p.TheirResult(call.Tx, call.Who))
		}
	}
	lines = append(lines, tooEarly(call)...)
	if len(lines) == 0 {
		return noneWords(call.Tx, call.Who)
	}
	call.Say(bot.Out{Text: strings.Join(lines, "\n\n")})
	return nil
}

// tooEarly tells staff who ask for a result of polls that are still open and not
// theirs to vote in: nobody sees how it stands.
func tooEarly(call *talk.Call) (lines []string) {
	seen, _ := poll.Watched(call.Tx, call.Who, poll.Current(call.Tx))
	for _, p := range seen {
		if ok, _ := poll.Eligible(call.Tx, p, call.Who); !ok {
			lines = append(lines, fmt.Sprintf("%s「%s」还没有截止，%s以后才数票，谁也不能提前看。\n有多少人投了，回复「投票进度」。", p.Name(), p.Question, bot.Moment(p.Closes)))
		}
	}
	return lines
}

// may tells a person of each open poll whether they may vote, and why not.
func may(call *talk.Call) error {
	var lines []string
	for _, p := range poll.Current(call.Tx) {
		ok, why := poll.Eligible(call.Tx, p, call.Who)
		if ok {
			why = "您能投，您是" + poll.WhoFor(call.Tx, p) + "。\n" + p.PaperRule()
			if p.ByPart() {
				why = "您能投：\n" + strings.Join(p.PartsLines(call.Tx, call.Who), "\n")
			}
		}
		lines = append(lines, fmt.Sprintf("%s「%s」\n%s", p.Name(), p.Question, why))
	}
	if len(lines) == 0 {
		return noneWords(call.Tx, call.Who)
	}
	call.Say(bot.Out{Text: strings.Join(lines, "\n\n")})
	return nil
}

// noneWords says that there is nothing to vote on, and why if there is a poll.
func noneWords(tx store.Tx, who directory.Person) error {
	for _, p := range poll.Current(tx) {
		if _, why := poll.Eligible(tx, p, who); why != "" {
			return bot.Refuse("现在没有您可以投的票。%s「%s」：%s", p.Name(), p.Question, why)
		}
	}
	return bot.Refuse("现在没有进行中的投票。有了会告诉您。")
}

// look finds the ballot of a receipt.
func look(call *talk.Call) error {
	if call.Group {
		return bot.Refuse("回执码别在群里发，请到私聊里查。")
	}
	if poll.PlainReceipt(call.Rest) == "" {
		return bot.Refuse("请回复「查票」加回执码，比如：查票 AB3D-7K2M")
	}
	for _, p := range append(poll.Current(call.Tx), poll.Recent(call.Tx, poll.KeepShown)...) {
		if b, ok := poll.BallotAt(call.Tx, p, call.Rest); ok {
			call.Say(bot.Out{
				Text:     fmt.Sprintf("查到了，这张票算进去了。\n%s「%s」\n%s。", p.Name(), p.Question, p.Says(b.Marks)),
				Fleeting: p.Secret,
			})
			return nil
		}
	}
	return bot.Refusal(poll.NoSuchReceipt)
}

// how shows how a poll was counted, step by step.
func how(call *talk.Call) error {
	no, _ := strconv.Atoi(poll.PlainReceipt(call.Rest))
	for _, p := range poll.Recent(call.Tx, poll.KeepShown) {
		if len(p.Result.How) > 0 && (p.No == no || no == 0) {
			call.Say(bot.Out{Text: fmt.Sprintf("%s「%s」\n\n%s", p.Name(), p.Question, strings.Join(p.Result.How, "\n"))})
			return nil
		}
	}
	return noCount(call.Tx, no)
}

// noCount says why there is no account of a count to show: of the poll with a
// number, or of any where that is 0.
func noCount(tx store.Tx, no int) error {
	for _, p := range poll.Current(tx) {
		if p.No == no || no == 0 {
			return bot.Refuse("%s还没有截止，%s以后才数票，到那时再来看是怎么算的。", p.Name(), bot.Moment(p.Closes))
		}
	}
	for _, p := range poll.Recent(tx, poll.KeepShown) {
		if p.No == no || no == 0 {
			return bot.Refuse("%s就是数票，没有别的算法。看结果，回复「投票结果」。", p.Name())
		}
	}
	return bot.Refuse("没有找到这次投票。请带上编号，比如「怎么算的3」。")
}

// askedPaper tells somebody who would rather vote on paper what to do.
func askedPaper(call *talk.Call) error {
	if len(poll.Theirs(call.Tx, call.Who)) == 0 {
		return noneWords(call.Tx, call.Who)
	}
	call.Say(bot.Out{Text: "可以投纸质票。请到社区居委会，工作人员给您票，也替您登记。\n走不动的，回复「人工」，请工作人员送上门。"})
	return nil
}
