package vote

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// mine shows a person what they voted, and what came of it.
func mine(call *talk.Call) error {
	var lines []string
	for _, p := range voice.Theirs(call.Tx, call.Who) {
		lines = append(lines, tell.TheirVote(call.Tx, p, call.Who))
	}
	lines = append(lines, ahead(call.Tx, call.Who)...)
	lines = append(lines, results(call, false)...)
	return sayLines(call, lines)
}

// outcome shows what came of polls. Of those under way it says when: nobody sees
// beforehand how one stands.
func outcome(call *talk.Call) error {
	theirs := voice.Theirs(call.Tx, call.Who)
	seen, _ := voice.Watched(call.Tx, call.Who, poll.Current(call.Tx))
	var lines []string
	for _, p := range poll.Current(call.Tx) {
		is := func(o poll.Poll) bool { return o.ID == p.ID }
		watched := slices.ContainsFunc(seen, is)
		if !watched && !slices.ContainsFunc(theirs, is) {
			continue
		}
		text := fmt.Sprintf("%s「%s」%s截止以后才数票，谁也不能提前看。", p.Name(), p.Question, bot.Moment(p.Closes))
		if watched {
			text += "\n有多少人投了，回复「投票进度」。"
		}
		lines = append(lines, text)
	}
	lines = append(lines, ahead(call.Tx, call.Who)...)
	lines = append(lines, results(call, true)...)
	if len(lines) == 0 {
		return bot.Refuse("现在没有投票的结果可以看。有了会告诉您。")
	}
	return sayLines(call, lines)
}

// results are what came of the polls somebody voted in or could have; all, also of
// those whose turnout they may see.
func results(call *talk.Call, all bool) (lines []string) {
	recent := poll.Recent(call.Tx, poll.KeepShown)
	seen, _ := voice.Watched(call.Tx, call.Who, recent)
	for _, p := range recent {
		_, voted := voice.VotedIn(call.Tx, p, call.Who)
		watched := all && slices.ContainsFunc(seen, func(o poll.Poll) bool { return o.ID == p.ID })
		if voted || watched || p.For.Has(call.Tx, call.Who) {
			lines = append(lines, tell.TheirResult(call.Tx, p, call.Who))
		}
	}
	return lines
}

// ahead says of the polls that are to come for somebody when they begin.
func ahead(tx store.Reader, who directory.Person) (lines []string) {
	for _, p := range voice.Ahead(tx, who) {
		lines = append(lines, tell.BeginWords(p))
	}
	return lines
}

// sayLines answers with what there is to say, or says that there is nothing.
func sayLines(call *talk.Call, lines []string) error {
	if len(lines) == 0 {
		return noneWords(call.Tx, call.Who)
	}
	call.Say(bot.Out{Text: strings.Join(lines, "\n\n")})
	return nil
}

// may tells a person of each poll, open or to come, whether they may vote, and why
// not.
func may(call *talk.Call) error {
	var lines []string
	for _, p := range underWay(call.Tx, call.Who) {
		lines = append(lines, p.Name()+"「"+p.Question+"」\n"+mayWords(call.Tx, p, call.Who))
	}
	return sayLines(call, lines)
}

// underWay are the polls, open or with a register, of which somebody may hear.
func underWay(tx store.Reader, who directory.Person) []poll.Poll {
	return heardOf(tx, who, append(poll.Current(tx), voice.Fixed(tx)...))
}

func heardOf(tx store.Reader, who directory.Person, all []poll.Poll) []poll.Poll {
	return slices.DeleteFunc(all, func(p poll.Poll) bool { return !directory.Concerns(tx, who, p.For.Place) })
}

func mayWords(tx store.Reader, p poll.Poll, who directory.Person) string {
	ok, why := voice.Eligible(tx, p, who)
	if !ok {
		return why
	}
	why = tell.MayWords(tx, p, who)
	if p.State == poll.Announced {
		why += "\n" + bot.Moment(p.Opens) + "开始，到时候告诉您。"
	}
	return why
}

// mostReasons is why somebody cannot vote, of how many polls they are told.
const mostReasons = 2

// noneWords says that there is nothing to vote on now: what is to come, or why what
// there is is not for them.
func noneWords(tx store.Reader, who directory.Person) error {
	if lines := ahead(tx, who); len(lines) > 0 {
		return bot.Refusal("现在没有要投的票。\n" + strings.Join(lines, "\n"))
	}
	var lines []string
	for _, p := range underWay(tx, who) {
		if _, why := voice.Eligible(tx, p, who); why != "" && len(lines) < mostReasons {
			why, _, _ = strings.Cut(why, "\n")
			lines = append(lines, p.Name()+"「"+p.Question+"」："+why)
		}
	}
	if len(lines) > 0 {
		return bot.Refusal("现在没有" + who.You() + "可以投的票。\n" + strings.Join(lines, "\n"))
	}
	return bot.Refuse("现在没有进行中的投票。有了会告诉您。")
}

// how shows how a poll was counted, step by step.
func how(call *talk.Call) error {
	no, _ := strconv.Atoi(poll.PlainReceipt(call.Rest))
	for _, p := range heardOf(call.Tx, call.Who, poll.Recent(call.Tx, poll.KeepShown)) {
		if len(p.Result.How) > 0 && (p.No == no || no == 0) {
			call.Say(bot.Out{Text: fmt.Sprintf("%s「%s」\n\n%s", p.Name(), p.Question, strings.Join(p.Result.How, "\n"))})
			return nil
		}
	}
	return noCount(call.Tx, call.Who, no)
}

// noCount says why there is no account of a count to show: of the poll with a
// number, or of any where that is 0.
func noCount(tx store.Reader, who directory.Person, no int) error {
	for _, p := range heardOf(tx, who, poll.Current(tx)) {
		if p.No == no || no == 0 {
			return bot.Refuse("%s还没有截止，%s以后才数票，到那时再来看是怎么算的。", p.Name(), bot.Moment(p.Closes))
		}
	}
	for _, p := range heardOf(tx, who, poll.Recent(tx, poll.KeepShown)) {
		if p.No == no || no == 0 {
			return bot.Refuse("%s%s看结果，回复「投票结果」。", p.Name(), tell.PlainCount(p))
		}
	}
	return bot.Refuse("没有找到这次投票。请带上编号，比如「怎么算的3」。")
}

// askedPaper tells somebody who would rather vote on paper what to do.
func askedPaper(call *talk.Call) error {
	if len(voice.Theirs(call.Tx, call.Who)) == 0 {
		return noneWords(call.Tx, call.Who)
	}
	call.Say(bot.Out{Text: "可以投纸质票。请到社区居委会，工作人员给您票，也替您登记。\n走不动的，回复「人工」，请工作人员送上门。"})
	return nil
}

// AskReason asks why somebody votes no, until it is short enough to be read; "" is no
// reason given.
func AskReason(c *talk.Conv, skip, text string) string {
	for {
		reason := c.TextOr("reason", skip, "%s", text)
		err := cast.CheckReason(reason)
		if err == nil {
			return reason
		}
		c.Say("%s", err)
	}
}
