package poll

import (
	"fmt"

	"yishi/bot"
)

// Answer tells who signed in.
func (a Arrival) Answer() string {
	whose := a.Poll.you()
	switch {
	case a.Voted:
		return whose + "已经投过票，算到会了，不用再报到。"
	case a.Before:
		return whose + "已经报过到了。报到不是投票，您要表态，请接着投票。"
	}
	return "报到好了，算" + whose + "到会。\n报到不是投票，您要表态，请接着投票。"
}

func (p *Poll) admittedWords() string {
	return "工作人员登记了" + p.you() + "到会。报到不是投票，要表态，请回复「投票」。\n没有到会的话，请马上告诉社区。"
}

// attendWords says how many are there, how many of them were signed in by staff, and
// how many have voted. Out are papers that were taken and not entered.
func (p *Poll) attendWords(came, took, out, admitted int) string {
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
		return there + fmt.Sprintf("%s投票%s%s。", of, p.Voices(took), p.outWords(out))
	}
	return there + fmt.Sprintf("%s投票%s%s，没有投票%s。", of, p.Voices(took), p.outWords(out), p.Voices(came-took-out))
}

// needPresent says how many must still come, while an assembly goes on.
func (p *Poll) needPresent(live Part, need int) string {
	if live.Attended() >= need {
		return fmt.Sprintf("要到会%s，够了。", p.Voices(need))
	}
	return fmt.Sprintf("要到会%s才算数，还差%s到会。", p.Voices(need), p.Voices(need-live.Attended()))
}

// arriveButtons is the button of an invitation with which one signs in.
func (p *Poll) arriveButtons() []bot.Button {
	if !p.Assembles() {
		return nil
	}
	return []bot.Button{{Label: "我来了，先报到", Token: "came:" + p.ID, Wide: true}}
}

// Out answers who signed in, with the ballot at hand if they have not voted.
func (a Arrival) Out() bot.Out {
	out := bot.Out{Text: a.Poll.Head() + "\n\n" + a.Answer()}
	if !a.Voted {
		out.Buttons = a.Poll.buttons()
	}
	return out
}
