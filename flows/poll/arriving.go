package poll

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/talk"
)

// words tells who signed in.
func (a Arrival) words() string {
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

// attendWords says how many are there, and how many of them have voted.
func (p *Poll) attendWords(came, took int) string {
	switch {
	case came == 0:
		return "还没有人到会。"
	case came == took:
		return fmt.Sprintf("到会%s，都投了票。", p.voices(came))
	}
	return fmt.Sprintf("到会%s：投票%s，没有投票%s。", p.voices(came), p.voices(took), p.voices(came-took))
}

// needPresent says how many must still come, while an assembly goes on.
func (p *Poll) needPresent(live Part, need int) string {
	if live.Attended() >= need {
		return fmt.Sprintf("要到会%s，够了。", p.voices(need))
	}
	return fmt.Sprintf("要到会%s才算数，还差%s到会。", p.voices(need), p.voices(need-live.Attended()))
}

// arriveButtons is the button of an invitation with which one signs in.
func (p *Poll) arriveButtons() []bot.Button {
	if !p.assembles() {
		return nil
	}
	return []bot.Button{{Label: "我来了，先报到", Token: "came:" + p.ID, Wide: true}}
}

// pressArrive is that button. In a group the answer is for who pressed alone.
func pressArrive(call *talk.Call, id string) error {
	a, err := Arrive(call.Tx, id, call.Who)
	switch {
	case err != nil && call.Group:
		return inGroup(err)
	case err != nil:
		return err
	case call.Group:
		call.Toast = strings.ReplaceAll(a.words(), "\n", "")
		return nil
	}
	call.Say(a.out())
	return nil
}

// report is the word 报到: the assemblies that one may attend.
func report(call *talk.Call) error {
	if call.Group {
		return bot.Refuse("请点上面的「我来了，先报到」，或者到私聊里说「报到」。")
	}
	var open []Poll
	for _, p := range Theirs(call.Tx, call.Who) {
		if p.assembles() {
			open = append(open, p)
		}
	}
	switch len(open) {
	case 0:
		return bot.Refuse("现在没有要您报到的居民会议。要投票，请回复「投票」。")
	case 1:
		return pressArrive(call, open[0].ID)
	}
	out := bot.Out{Text: "您来参加哪一个？"}
	for _, p := range open {
		out.Buttons = append(out.Buttons, bot.Button{Label: p.Question, Token: "came:" + p.ID, Wide: true})
	}
	call.Say(out)
	return nil
}

// out answers who signed in, with the ballot at hand if they have not voted.
func (a Arrival) out() bot.Out {
	out := bot.Out{Text: headWords(a.Poll) + "\n\n" + a.words()}
	if !a.Voted {
		out.Buttons = a.Poll.buttons()
	}
	return out
}
