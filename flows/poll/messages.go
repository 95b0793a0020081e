package poll

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/outbox"
	"yishi/store"
)

// token is a button of a poll: "vote:ID:option"; without an option it begins the
// conversation.
func token(p Poll, key string) string { return "vote:" + p.ID + ":" + key }

const neverAsked = "我们不会向您要验证码、密码，也不会让您转账。"

// Invitation is what everybody is told when a poll opens.
func Invitation(tx store.Tx, p Poll) bot.Out {
	return bot.Out{Text: invitationText(p, WhoFor(tx, p)), Buttons: append(p.buttons(), p.arriveButtons()...), Title: "投票通知", Fields: fields(p)}
}

func invitationText(p Poll, who string) string {
	text := []string{p.Head(), "请" + who + p.howWords()}
	if !p.direct() {
		text = append(text, p.list("· "))
	}
	return strings.Join(append(text, p.untilWords(), neverAsked), "\n\n")
}

// Reminder is what those are told who have not voted.
func Reminder(tx store.Tx, p Poll) bot.Out {
	out := Invitation(tx, p)
	words := "您还没有投票，提醒一声。"
	if p.ByPart() {
		words = "您还有没投的票，提醒一声。"
	}
	out.Text = words + "\n\n" + out.Text
	out.Title = "投票提醒"
	return out
}

// buttons are the options where one is chosen: a press votes. Several are
// chosen in a conversation.
func (p *Poll) buttons() []bot.Button {
	if !p.direct() {
		return []bot.Button{{Label: p.goWords(), Token: token(*p, ""), Wide: true}}
	}
	var buttons []bot.Button
	for _, o := range p.Options {
		buttons = append(buttons, bot.Button{Label: o.Title(), Token: token(*p, o.Key)})
	}
	return buttons
}

func (p *Poll) goWords() string {
	if p.Info().Shape == Queue {
		return "去报名"
	}
	return "去投票"
}

func fields(p Poll) []bot.Field {
	return []bot.Field{{Name: "题目", Value: p.Question}, {Name: "截止时间", Value: bot.Moment(p.Closes)}}
}

// Preview is the invitation as a clerk sees it before opening. The numbers in
// rings keep the options apart from the numbers of the clerk's own choices.
func Preview(p Poll, who string) string {
	text := invitationText(p, who)
	if !p.direct() {
		return text + "\n\n① " + p.goWords()
	}
	text += "\n"
	for i, o := range p.Options {
		text += fmt.Sprintf("\n%c %s", '①'+rune(i), o.Title())
	}
	for i, b := range p.arriveButtons() {
		text += fmt.Sprintf("\n%c %s", '①'+rune(len(p.Options)+i), b.Label)
	}
	return text
}

// announcement tells everybody of a poll that is to come.
func announcement(tx store.Tx, p Poll) bot.Out {
	if p.ByPart() {
		return bot.Out{Text: p.partAnnouncement(WhoFor(tx, p)), Title: p.Weight() + "预告", Fields: fields(p)}
	}
	text := []string{
		p.Head(), bot.Moment(p.Opens) + "开始，请" + WhoFor(tx, p) + p.howWords(), p.list("· "),
		bot.Moment(p.Closes) + "截止。" + p.RuleWords(),
		p.PaperRule(),
		p.frozenWords() + "到时候再告诉您。",
	}
	return bot.Out{Text: strings.Join(text, "\n\n"), Title: "投票预告", Fields: fields(p)}
}

// frozenWords shows the register, and what the bar is over where that is more.
func (p *Poll) frozenWords() string {
	if p.Entitled <= p.Electorate {
		return fmt.Sprintf("名册今天定下，一共%s。", p.Voices(p.Electorate))
	}
	return fmt.Sprintf("户籍底册%s，要%s参加才算数。名册今天定下，登记了%s。", p.Voices(p.Entitled), p.Voices(p.Quorum.Least(p.Entitled)), p.Voices(p.Electorate))
}

func extendWords(p Poll) string {
	return fmt.Sprintf("【%s延长】%s\n\n延长到%s截止。投过的票照样算，不用再投。\n原因：%s", p.notice(), p.Question, bot.Moment(p.Closes), p.Extended)
}

func cancelWords(p Poll) string {
	return fmt.Sprintf("【%s取消】%s\n\n这次投票取消了，已经投的票都不算，您不用再投。\n原因：%s", p.notice(), p.Question, p.Cancelled)
}

// OpenedWords tells the organiser how far a poll has come.
func OpenedWords(p Poll) string {
	switch {
	case p.State == Draft:
		return p.Name() + "写好了，正在请另一位同事复核。复核通过就发出去，会告诉您。"
	case !p.Frozen:
		return p.Name() + "收到了，人多，正在准备名册，好了就告诉您。\n看进度回复「投票进度」，要取消回复「取消投票」。"
	case p.State == Announced:
		return fmt.Sprintf("%s名册定好了，一共%s可以投。\n%s开始，%s截止。\n要取消回复「取消投票」。",
			p.Name(), p.Voices(p.Electorate), bot.Moment(p.Opens), bot.Moment(p.Closes))
	}
	return fmt.Sprintf("%s开好了，一共%s可以投。\n%s自己截止，结果会告诉大家，也告诉您。\n看进度回复「投票进度」，要取消回复「取消投票」。",
		p.Name(), p.Voices(p.Electorate), bot.Moment(p.Closes))
}

// ReachWords says how an invitation would travel.
func ReachWords(r outbox.Reach) string {
	var ways []string
	for _, way := range r.Ways {
		if way.Now > 0 {
			ways = append(ways, fmt.Sprintf("%s%d人", way.Title(), way.Now))
		}
	}
	if r.Paused > 0 {
		ways = append(ways, fmt.Sprintf("平台暂停，%s以后才发得出去的%d人", bot.Moment(r.Until), r.Paused))
	}
	if n := r.Waiting(); n > 0 {
		ways = append(ways, fmt.Sprintf("等对方来消息%d人", n))
	}
	if r.Unreachable > 0 {
		ways = append(ways, fmt.Sprintf("送不到%d人", r.Unreachable))
	}
	return strings.Join(ways, "，")
}
