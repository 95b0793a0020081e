package tell

import (
	"fmt"

	"yishi/bot"
	"yishi/flows/poll"
)

// attendWords says how many are there, how many of them were signed in by staff, and
// how many have voted. Out are papers that were taken and not entered.
func attendWords(p poll.Poll, came, took, out, admitted int) string {
	if came == 0 {
		return "还没有人到会。"
	}
	there, all, of := fmt.Sprintf("到会%s", p.Voices(came)), "，都投了票。", "："
	if admitted > 0 {
		there += fmt.Sprintf("，其中%s由工作人员登记。", p.Voices(admitted))
		all, of = "到会的都投了票。", ""
	}
	switch came {
	case took:
		return there + all
	case took + out:
		return there + fmt.Sprintf("%s投票%s%s。", of, p.Voices(took), outWords(p, out))
	}
	return there + fmt.Sprintf("%s投票%s%s，没有投票%s。", of, p.Voices(took), outWords(p, out), p.Voices(came-took-out))
}

// needPresent says how many must still come, while an assembly goes on.
func needPresent(p poll.Poll, live poll.Part, need int) string {
	if live.Attended() >= need {
		return fmt.Sprintf("要到会%s，够了。", p.Voices(need))
	}
	return fmt.Sprintf("要到会%s才算数，还差%s到会。", p.Voices(need), p.Voices(need-live.Attended()))
}

// arriveButtons is the button of an invitation with which one signs in.
func arriveButtons(p poll.Poll) []bot.Button {
	if !p.Assembles() {
		return nil
	}
	return []bot.Button{{Label: "我来了，先报到", Token: "came:" + p.ID, Wide: true}}
}
