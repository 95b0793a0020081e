package tell

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/poll"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// TurnoutText shows how many have voted at a place, by building: never what. Who may
// hold the poll is also told what became of the invitations.
func TurnoutText(tx store.Reader, p poll.Poll, at string, who directory.Person) string {
	parts := poll.Turnout(tx, p, at)
	s := poll.Sum(parts)
	out, verb := voice.BoxOf(tx, p.ID).Out(), "一共投了"
	if at != p.For.Place && out > 0 { // of a part nobody knows which papers are in the box
		out, verb = 0, "投了票、领了纸质票的一共"
	}
	took := s.Took - out
	text := fmt.Sprintf("%s「%s」\n%s，%s\n\n%s%s，%s%s。\n", p.Name(), p.Question, stateWords(p), directory.FullName(tx, at), verb, p.Voices(took), poll.Share(took, s.Of), outWords(p, out))
	if p.Assembles() && p.State != poll.Announced {
		text += attendWords(p, s.Attended(), took, out, s.Admitted) + "\n"
	}
	if known := TrustWords(p, s.Trusted); known != "" {
		text += "其中" + known + "\n"
	}
	if need := needWords(tx, p); need != "" {
		text += need + "\n"
	}
	for _, part := range parts {
		text += fmt.Sprintf("\n%s　%d/%d", voice.PartName(tx, p, part.Place), part.Took, part.Of)
	}
	if directory.May(who, directory.OpenPoll, p.For.Place) {
		text += reportWords(outbox.ReportOf(tx, p.Of("open")))
	}
	if head := headWords(tx, p); head != "" {
		text += "\n\n" + head
	}
	if p.State == poll.Opened {
		text += "\n\n票数要到截止以后才看得到。"
	}
	return text
}

// outWords says how many took a paper that was not entered yet.
func outWords(p poll.Poll, out int) string {
	if out == 0 {
		return ""
	}
	return "，领了纸质票还没登记" + p.Voices(out)
}

func stateWords(p poll.Poll) string {
	switch {
	case p.State == poll.Opened:
		return bot.Moment(p.Closes) + "截止"
	case p.State == poll.Announced && !p.Frozen:
		return fmt.Sprintf("正在准备名册，已经有%s", p.Voices(p.Electorate))
	case p.State == poll.Announced:
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

// TrustWords say how well those are known who voted; "" where that was not kept.
func TrustWords(p poll.Poll, t poll.Trusted) string {
	paper := "投纸质票的"
	if p.Secret {
		paper = "领纸质票的"
	}
	var parts []string
	for _, one := range []struct {
		what string
		n    int
	}{{"看过证件的", t.Verified}, {"楼栋长或社区认过的", t.Vouched}, {"自己登记、没有人认过的", t.Claimed}, {paper, t.Paper}, {"家里人代投的", t.Cared}} {
		if one.n > 0 {
			parts = append(parts, one.what+p.Voices(one.n))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "，") + "。"
}
