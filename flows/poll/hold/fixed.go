package hold

import (
	"yishi/bot"
	"yishi/bot/talk"
)

// fixed tells an organiser who wants to change a poll why that cannot be, and what
// can be done instead.
func fixed(call *talk.Call) error {
	call.Say(bot.Out{Text: "投票一开，题目、选项、记不记名都不能再改，这样对投过的人才公道。\n\n写错了，回复「取消投票」，说明原因，再照原来的重新发起。\n时间不够，回复「延长投票」。"})
	return nil
}
