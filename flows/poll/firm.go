package poll

import (
	"fmt"
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/store"
)

// fixed tells an organiser who wants to change a poll why that cannot be, and what
// can be done instead.
func fixed(call *talk.Call) error {
	call.Say(bot.Out{Text: "投票一开，题目、选项、记不记名都不能再改，这样对投过的人才公道。\n\n写错了，回复「取消投票」，说明原因，再照原来的重新发起。\n时间不够，回复「延长投票」。"})
	return nil
}

// tooEarly tells staff who ask for a result of polls that are still open and not
// theirs to vote in: nobody sees how it stands.
func tooEarly(call *talk.Call) (lines []string) {
	if !can(directory.SeeTurnout)(call.Who) {
		return nil
	}
	seen, _ := watched(call.Tx, call.Who, Current(call.Tx))
	for _, p := range slices.CompactFunc(seen, func(a, b Poll) bool { return a.ID == b.ID }) {
		if ok, _ := Eligible(call.Tx, p, call.Who); !ok {
			lines = append(lines, fmt.Sprintf("%s「%s」还没有截止，%s以后才数票，谁也不能提前看。\n有多少人投了，回复「投票进度」。", p.no(), p.Question, bot.Moment(p.Closes)))
		}
	}
	return lines
}

// noCount says why there is no account of a count to show: of the poll with a
// number, or of any where that is 0.
func noCount(tx store.Tx, no int) error {
	for _, p := range Current(tx) {
		if p.No == no || no == 0 {
			return bot.Refuse("%s还没有截止，%s以后才数票，到那时再来看是怎么算的。", p.no(), bot.Moment(p.Closes))
		}
	}
	for _, p := range Recent(tx, keepShown) {
		if p.No == no || no == 0 {
			return bot.Refuse("%s就是数票，没有别的算法。看结果，回复「投票结果」。", p.no())
		}
	}
	return bot.Refuse("没有找到这次投票。请带上编号，比如「怎么算的3」。")
}
