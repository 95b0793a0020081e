package poll

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/outbox"
	"yishi/flows/poll/tally"
	"yishi/store"
)

// prefix marks the buttons of polls: "vote:ID:option"; without an option it
// begins the conversation.
const prefix = "vote"

func token(p Poll, key string) string { return prefix + ":" + p.ID + ":" + key }

const neverAsked = "我们不会向您要验证码、密码，也不会让您转账。"

// Invitation is what everybody is told when a poll opens.
func Invitation(tx store.Tx, p Poll) bot.Out {
	return bot.Out{Text: invitationText(p, WhoFor(tx, p)), Buttons: p.buttons(), Title: "投票通知", Fields: fields(p)}
}

func invitationText(p Poll, who string) string {
	text := []string{headWords(p), "请" + who + p.howWords()}
	if p.Max > 1 {
		text = append(text, p.list("· "))
	}
	return strings.Join(append(text, p.untilWords(), neverAsked), "\n\n")
}

// Reminder is what those are told who have not voted.
func Reminder(tx store.Tx, p Poll) bot.Out {
	out := Invitation(tx, p)
	out.Text = "您还没有投票，提醒一声。\n\n" + out.Text
	out.Title = "投票提醒"
	return out
}

// buttons are the options where one is chosen: a press votes. Several are
// chosen in a conversation.
func (p *Poll) buttons() []bot.Button {
	if p.Max > 1 {
		return []bot.Button{{Label: "去投票", Token: token(*p, ""), Wide: true}}
	}
	var buttons []bot.Button
	for _, o := range p.Options {
		buttons = append(buttons, bot.Button{Label: o.Label, Token: token(*p, o.Key)})
	}
	return buttons
}

func headWords(p Poll) string {
	head := "【投票】" + p.Question
	if p.Note != "" {
		head += "\n" + p.Note
	}
	return head
}

func (p *Poll) howWords() string {
	words := "选" + p.howMany() + "。"
	if p.Secret {
		return words + "不记名，没有人能知道您选了什么。"
	}
	return words + "记名，工作人员能看到票是谁投的。"
}

func (p *Poll) howMany() string {
	if p.Min == p.Max {
		return fmt.Sprintf("%d项", p.Max)
	}
	return fmt.Sprintf("%d到%d项", p.Min, p.Max)
}

func (p *Poll) list(mark string) string {
	var lines []string
	for _, o := range p.Options {
		lines = append(lines, mark+o.Label)
	}
	return strings.Join(lines, "\n")
}

// Preview is the invitation as a clerk sees it before opening. The numbers in
// rings keep the options apart from the numbers of the clerk's own choices.
func Preview(p Poll, who string) string {
	text := invitationText(p, who)
	if p.Max > 1 {
		return text + "\n\n① 去投票"
	}
	text += "\n"
	for i, o := range p.Options {
		text += fmt.Sprintf("\n%c %s", '①'+rune(i), o.Label)
	}
	return text
}

func (p *Poll) untilWords() string {
	words := bot.Moment(p.Closes) + "截止，截止前可以改。结果截止以后告诉大家。"
	if rule := p.RuleWords(); rule != "" {
		words += rule
	}
	return words
}

// RuleWords says what it takes for the poll to decide, "" if nothing.
func (p *Poll) RuleWords() string {
	words := ""
	switch p.Quorum {
	case tally.Half:
		words = "过半数的人投了票才算数。"
	case tally.TwoThirds:
		words = "三分之二以上的人投了票才算数。"
	}
	if p.Line == tally.Half {
		words += "票最多的一项，得票也要过半。"
	}
	return words
}

func fields(p Poll) []bot.Field {
	return []bot.Field{{Name: "题目", Value: p.Question}, {Name: "截止时间", Value: bot.Moment(p.Closes)}}
}

// ReachWords says how an invitation would travel.
func ReachWords(r outbox.Reach) string {
	var ways []string
	for _, platform := range r.Platforms() {
		ways = append(ways, fmt.Sprintf("%s %d人", platformName(platform), r.By[platform]))
	}
	if r.Waiting > 0 {
		ways = append(ways, fmt.Sprintf("等对方来消息 %d人", r.Waiting))
	}
	if r.Unreachable > 0 {
		ways = append(ways, fmt.Sprintf("送不到 %d人", r.Unreachable))
	}
	return strings.Join(ways, "，")
}

func platformName(platform string) string {
	switch platform {
	case "wechat":
		return "微信"
	case "telegram":
		return "电报"
	case "web":
		return "网页"
	}
	return platform
}

// Labels are the labels of picks: 「太极」「书法」.
func (p *Poll) Labels(picks []string) string {
	var b strings.Builder
	for _, key := range picks {
		b.WriteString("「" + p.Label(key) + "」")
	}
	return b.String()
}

// Answer tells a voter what was counted.
func (v Vote) Answer() string {
	var first string
	switch {
	case v.Again:
		first = "您的票没有变，选的是" + v.Poll.Labels(v.Picks) + "。"
	case v.Changed:
		first = "改好了，现在选的是" + v.Poll.Labels(v.Picks) + "。"
	default:
		first = "投好了，您选的是" + v.Poll.Labels(v.Picks) + "。"
	}
	code := "回执码：" + Receipt(v.Receipt)
	if v.Poll.Secret {
		code += "\n请抄下来，别给人看。不记名的票，改票、查票都只认它。"
	}
	return first + "\n" + code + "\n" + bot.Moment(v.Poll.Closes) + "以前可以改。"
}

// changeButton leads to another choice later on.
func changeButton(p Poll) bot.Button { return bot.Button{Label: "改票", Token: token(p, "")} }

// overWords says that a poll takes no ballots any more, and what came of it.
func overWords(p Poll) string {
	switch {
	case p.State == Cancelled:
		return fmt.Sprintf("这次投票已经取消了，不用投了。原因：%s", p.Cancelled)
	case p.Result != nil && p.State == Published:
		return fmt.Sprintf("这次投票%s已经截止，这一票没有计入。%s", bot.Moment(p.Closes), p.verdict())
	}
	return fmt.Sprintf("这次投票%s已经截止，这一票没有计入。结果会告诉大家。", bot.Moment(p.Closes))
}

func cancelWords(p Poll) string {
	return fmt.Sprintf("【投票取消】%s\n\n这次投票取消了，已经投的票都不算，您不用再投。\n原因：%s", p.Question, p.Cancelled)
}

// ResultText is the result as everybody is told it.
func ResultText(tx store.Tx, p Poll) string {
	r := p.Result
	text := "【投票结果】" + p.Question + "\n\n" + p.verdict() + "\n"
	for _, row := range r.Rows {
		text += fmt.Sprintf("\n%s　%d票，%s\n%s", p.Label(row.Key), row.Votes, share(row.Votes, r.Valid), bar(row.Votes, r.Rows[0].Votes))
	}
	text += fmt.Sprintf("\n\n%s可以投票的有%d人，投了%d人，%s。", WhoFor(tx, p), r.Electorate, r.Took, share(r.Took, r.Electorate))
	if p.Max > 1 {
		text += fmt.Sprintf("\n每人可选%s，所以加起来不止100%%。", p.howMany())
	}
	return text
}

// verdict says what a count has decided.
func (p *Poll) verdict() string {
	r := p.Result
	first := p.Labels(r.First)
	switch r.Decision {
	case tally.Nobody:
		return "没有人投票，所以没有结果。"
	case tally.NoQuorum:
		return fmt.Sprintf("投票的人不够，这次不算数：要%d人，投了%d人。", p.Quorum.Least(r.Electorate), r.Took)
	case tally.Short:
		return fmt.Sprintf("票最多的是%s，可是没有过半（%d/%d），这次没有定下来。", first, r.Rows[0].Votes, r.Valid)
	case tally.Tied:
		return fmt.Sprintf("%s票一样多，都是%d票，并列第一。", first, r.Rows[0].Votes)
	}
	return fmt.Sprintf("票最多的是%s，%d票。", first, r.Rows[0].Votes)
}

// share is a per cent with its numerator and denominator beside it.
func share(part, whole int) string {
	if whole == 0 {
		return fmt.Sprintf("%d/%d", part, whole)
	}
	tenths := tally.PerMille(part, whole)
	return fmt.Sprintf("%d.%d%%（%d/%d）", tenths/10, tenths%10, part, whole)
}

// bar draws votes as blocks, ten for the most.
func bar(votes, most int) string {
	const width = 10
	if votes == 0 {
		return "▏"
	}
	return strings.Repeat("█", max(1, (votes*width+most/2)/most))
}
