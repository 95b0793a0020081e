package tell

import (
	"cmp"
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/outbox"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/store"
)

const neverAsked = "我们不会向您要验证码、密码，也不会让您转账。"

// Invitation is what everybody is told when a poll opens.
func Invitation(tx store.Reader, p poll.Poll) bot.Out {
	who := p.For.Words(tx)
	out := bot.Out{Text: invitationText(p, who, listed(p)), Buttons: append(Buttons(p), arriveButtons(p)...), Title: "投票通知", Fields: poll.Fields(p)}
	if ballot.Several(p) {
		out.Typed = invitationText(p, who, "")
	}
	return out
}

// listed are the options of a poll where they are not buttons, with their numbers where
// these can be typed.
func listed(p poll.Poll) string {
	switch {
	case ballot.Direct(p):
		return ""
	case !ballot.Several(p):
		return p.Lines("· ")
	}
	var lines []string
	for i, o := range p.Options {
		lines = append(lines, fmt.Sprintf("%d %s", i+1, o.Title()))
	}
	return strings.Join(lines, "\n")
}

func invitationText(p poll.Poll, who, options string) string {
	text := []string{p.Head(), "请" + who + of(p).how()}
	if options != "" {
		text = append(text, options)
	}
	text = append(text, of(p).until(), neverAsked)
	if ballot.Several(p) {
		text = append(text, SeveralWords(p))
	}
	return strings.Join(text, "\n\n")
}

// SeveralWords says how several options are named at once.
func SeveralWords(p poll.Poll) string {
	return fmt.Sprintf("想选哪几个，把数字写在一起，比如「1 %d」。", min(3, len(p.Options)))
}

// Reminder is what those are told who have not voted.
func Reminder(tx store.Reader, p poll.Poll) bot.Out {
	out := Invitation(tx, p)
	out.Text, out.Typed = of(p).reminder()+"\n\n"+out.Text, of(p).reminder()+graceWords+"\n\n"+cmp.Or(out.Typed, out.Text)
	out.Title = "投票提醒"
	return out
}

func (e persons) reminder() string { return "您还没有投票，提醒一声。" }

// graceWords say how late a ballot may come, when it begins to matter; only where what one
// types is one's vote: of a pressed button nobody knows when it was pressed.
const graceWords = "截止以前发出，晚到不超过一分钟的都算。"

// Buttons are the options where one is chosen: a press votes. Several are chosen in a
// conversation, or by their numbers at once.
func Buttons(p poll.Poll) []bot.Button {
	several := ballot.Several(p)
	var buttons []bot.Button
	if several || ballot.Direct(p) {
		for _, o := range p.Options {
			buttons = append(buttons, bot.Button{Label: o.Title(), Token: poll.Token(p, o.Key), Digit: several})
		}
	}
	if !ballot.Direct(p) {
		buttons = append(buttons, bot.Button{Label: "去" + p.Acts().Do, Token: poll.Token(p, ""), Wide: true, Tap: several})
	}
	return buttons
}

// Preview is the invitation as a clerk sees it before opening. The numbers in
// rings keep the options apart from the numbers of the clerk's own choices.
func Preview(p poll.Poll, who string) string {
	options := ""
	if !ballot.Several(p) {
		options = listed(p)
	}
	text := invitationText(p, who, options)
	if options != "" {
		return text + "\n\n① 去" + p.Acts().Do
	}
	text += "\n"
	for i, o := range p.Options {
		text += fmt.Sprintf("\n%c %s", '①'+rune(i), o.Title())
	}
	for i, b := range arriveButtons(p) {
		text += fmt.Sprintf("\n%c %s", '①'+rune(len(p.Options)+i), b.Label)
	}
	return text
}

// Announcement tells everybody of a poll that is to come.
func Announcement(tx store.Reader, p poll.Poll) bot.Out { return of(p).announcement(tx) }

func (e persons) announcement(tx store.Reader) bot.Out {
	p := e.Poll
	rule, _ := ballot.Rule(p)
	text := []string{
		p.Head(), bot.Moment(p.Opens) + "开始，请" + p.For.Words(tx) + e.how(), p.Lines("· "),
		bot.Moment(p.Closes) + "截止。" + rule,
		PaperRule(p),
		frozenWords(p) + "到时候再告诉您。",
	}
	return bot.Out{Text: strings.Join(text, "\n\n"), Title: "投票预告", Fields: poll.Fields(p)}
}

// frozenWords shows the register, and what the bar is over where that is more.
func frozenWords(p poll.Poll) string {
	if p.Entitled <= p.Electorate {
		return fmt.Sprintf("名册今天定下，一共%s。", p.Voices(p.Electorate))
	}
	return fmt.Sprintf("户籍底册%s，要%s参加才算数。名册今天定下，登记了%s。", p.Voices(p.Entitled), p.Voices(p.Quorum.Least(p.Entitled)), p.Voices(p.Electorate))
}

// ExtendWords tell everybody that the closing was put off.
func ExtendWords(p poll.Poll) string {
	return fmt.Sprintf("【%s延长】%s\n\n延长到%s截止。投过的票照样算，不用再投。\n原因：%s", p.Notice(), p.Question, bot.Moment(p.Closes), p.Extended)
}

// CancelWords tell everybody that a poll was cancelled.
func CancelWords(p poll.Poll) string {
	return fmt.Sprintf("【%s取消】%s\n\n这次投票取消了，已经投的票都不算，您不用再投。\n原因：%s", p.Notice(), p.Question, p.Cancelled)
}

// OpenedWords tells the organiser how far a poll has come.
func OpenedWords(p poll.Poll) string {
	switch {
	case p.State == poll.Draft:
		return p.Name() + "写好了，正在请另一位同事复核。复核通过就发出去，会告诉您。"
	case !p.Frozen:
		return p.Name() + "收到了，人多，正在准备名册，好了就告诉您。\n看进度回复「投票进度」，要取消回复「取消投票」。"
	case p.State == poll.Announced:
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
	if r.Stopped > 0 {
		ways = append(ways, fmt.Sprintf("不要这类通知的%d人", r.Stopped))
	}
	return strings.Join(ways, "，")
}
