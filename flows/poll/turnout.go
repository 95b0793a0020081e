package poll

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

// TurnoutText shows how many have voted at a place, by building: never what. Who may
// hold the poll is also told what became of the invitations.
func TurnoutText(tx store.Tx, p Poll, at string, who directory.Person) string {
	parts := Turnout(tx, p, at)
	s := Sum(parts)
	text := fmt.Sprintf("%s「%s」\n%s，%s\n\n一共投了%s，%s。\n", p.Name(), p.Question, stateWords(p), directory.FullName(tx, at), p.Voices(s.Took), share(s.Took, s.Of))
	if p.Assembles() && p.State != Announced {
		text += p.attendWords(s.Attended(), s.Took) + "\n"
	}
	if n := boxOf(tx, p.ID).out(); n > 0 {
		text += fmt.Sprintf("里面%d张是领走的纸质票，还没有登记。\n", n)
	}
	if need := p.needWords(tx); need != "" {
		text += need + "\n"
	}
	for _, part := range parts {
		text += fmt.Sprintf("\n%s　%d/%d", p.PartName(tx, part.Place), part.Took, part.Of)
	}
	if directory.May(who, directory.OpenPoll, p.For.Place) {
		text += reportWords(outbox.ReportOf(tx, p.of("open")))
	}
	if p.State == Opened {
		text += "\n\n票数要到截止以后才看得到。"
	}
	return text
}

func stateWords(p Poll) string {
	switch {
	case p.State == Opened:
		return bot.Moment(p.Closes) + "截止"
	case p.State == Announced && !p.Frozen:
		return fmt.Sprintf("正在准备名册，已经有%s", p.Voices(p.Electorate))
	case p.State == Announced:
		return bot.Moment(p.Opens) + "开始"
	}
	return "已经截止"
}

// reportWords says what became of the invitations.
func reportWords(r outbox.Report) string {
	if r.Total == 0 && !r.Spreading {
		return ""
	}
	words := fmt.Sprintf("\n\n通知：送到%d人", r.Sent)
	for _, part := range []struct {
		n    int
		what string
	}{{r.Queued, "在路上"}, {r.Waiting, "等对方来消息"}, {r.Why[outbox.Moot], "不用再发"}, {r.Failed - r.Why[outbox.Moot], "没有送到"}, {r.Unknown, "不知道送到没有"}, {r.Unreachable, "没有绑定，送不到"}} {
		if part.n > 0 {
			words += fmt.Sprintf("，%s%d人", part.what, part.n)
		}
	}
	if r.Spreading {
		words += "，还在陆续发"
	}
	return words + "。"
}
