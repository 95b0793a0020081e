package poll

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/store"
)

// press is a button of a poll: "ID:option" votes, "ID:" begins the conversation.
func (b booth) press(call *talk.Call, rest string) error {
	id, key, _ := strings.Cut(rest, ":")
	if key == "" {
		call.Start("vote", talk.Given{talk.Of: id})
		return nil
	}
	p, _ := Get(call.Tx, id)
	v, err := Cast(call.Tx, b.Codes, id, call.Who, Said{Marks: p.pressed(key)}, "")
	switch {
	case err != nil && call.Group:
		return inGroup(err)
	case err != nil:
		return err
	case call.Group:
		votedInGroup(call, v)
	default:
		votedHere(call, v)
		if v.asksWhy() {
			call.Start("why", talk.Given{talk.Of: id})
		}
	}
	return nil
}

// votedHere answers in the private chat: where a button was pressed, in place of
// the question.
func votedHere(call *talk.Call, v Vote) {
	outbox.DropOffer(call.Tx, call.Chat)
	talk.Done(call.Tx, call.Chat, "vote")
	out := bot.Out{Text: v.Answer(), Buttons: changeButtons(v.Poll), Fleeting: v.Poll.Secret}
	if v.asksWhy() {
		out.Buttons = nil // a number is an answer to the question that follows
	}
	if call.Ref != "" {
		out.Edit, out.Text = call.Ref, headWords(v.Poll)+"\n\n"+out.Text
		call.Toast, call.Fleeting = strings.Split(v.Answer(), "\n")[0], v.Poll.Secret
	}
	call.Say(out)
}

// votedInGroup answers so that nobody else reads it; the receipt comes in private,
// to keep.
func votedInGroup(call *talk.Call, v Vote) {
	call.Toast = strings.Split(v.Answer(), "\n")[0] + "改主意就点别的。"
	if v.Poll.Secret {
		call.Toast, call.Fleeting = strings.Split(v.Answer(), "\n")[0]+"回执码在私聊里。", true
	}
	if v.Changed || v.Again {
		return
	}
	outbox.Add(call.Tx, outbox.Message{
		To: bot.Address{Channel: call.Account.Channel, Chat: call.Account.Chat}, Person: call.Who.ID, Priority: outbox.Reply,
		Of: v.Poll.of("receipt"),
		Out: bot.Out{
			Text: headWords(v.Poll) + "\n\n" + v.Answer(), Buttons: changeButtons(v.Poll), Fleeting: v.Poll.Secret,
		},
	})
}

// inGroup adds to a refusal where it can be put right.
func inGroup(err error) error {
	refusal, ok := err.(bot.Refusal)
	if !ok || !strings.Contains(string(refusal), "回复") {
		return err
	}
	return refusal + "请点下面的按钮到私聊里，在那里说。"
}

// vote is the word 投票: in private the open polls one may vote in, in a group
// the poll itself.
func vote(call *talk.Call) error {
	if !call.Group {
		call.Start("vote", nil)
		return nil
	}
	g, ok := directory.GetGroup(call.Tx, call.Chat.Channel, call.Chat.Chat)
	if !ok || !repost(call.Tx, g) {
		call.Say(bot.Out{Text: "这里现在没有进行中的投票。"})
	}
	return nil
}

// keepShown is how long a poll that is over is still shown to those who ask.
const keepShown = 30 * 24 * time.Hour

// mine shows a person what they voted, and what came of it.
func mine(call *talk.Call) error {
	var lines []string
	for _, p := range Theirs(call.Tx, call.Who) {
		lines = append(lines, mineWords(call.Tx, p, call.Who))
	}
	for _, p := range Recent(call.Tx, keepShown) {
		v, voted := VotedIn(call.Tx, p, call.Who)
		if !voted && !p.For.Has(call.Tx, call.Who) {
			continue
		}
		line := fmt.Sprintf("%s「%s」已截止。\n%s", p.no(), p.Question, p.verdict())
		if p.byPart() {
			line += "\n" + strings.Join(p.partsLines(call.Tx, call.Who), "\n")
		} else if m := MarksOf(call.Tx, p, v); m != nil {
			line += "您" + p.says(m) + "。"
		}
		lines = append(lines, line)
	}
	lines = append(lines, tooEarly(call)...)
	if len(lines) == 0 {
		return noneWords(call.Tx, call.Who)
	}
	call.Say(bot.Out{Text: strings.Join(lines, "\n\n")})
	return nil
}

func mineWords(tx store.Tx, p Poll, who directory.Person) string {
	head := fmt.Sprintf("%s「%s」%s截止。", p.no(), p.Question, bot.Moment(p.Closes))
	if p.byPart() {
		return head + "\n" + strings.Join(p.partsLines(tx, who), "\n") + "\n要投、要改，回复「投票」。"
	}
	v, voted := VotedIn(tx, p, who)
	switch {
	case !voted:
		return head + "\n您还没有投。回复「投票」就能投。"
	case p.onPaper(v) != nil && p.Secret:
		return head + "\n" + p.you() + "领过纸质票了，网上不用再投。"
	case p.Secret:
		return head + "\n您投过了。不记名，选了什么只能用回执码查：回复「查票」和回执码。"
	}
	b, _ := BallotAt(tx, p, v.Receipt)
	if p.onPaper(v) != nil {
		return head + "\n" + p.you() + "投的是纸质票，" + p.says(b.Marks) + "，回执码：" + Receipt(v.Receipt) + "。"
	}
	said := head + "\n您" + p.says(b.Marks) + "，回执码：" + Receipt(v.Receipt) + "。"
	if !p.Final {
		said += "要改，回复「改票」。"
	}
	if place := p.standing(tx, b); place != "" {
		said += "\n" + place
	}
	return said
}

// noneWords says that there is nothing to vote on, and why if there is a poll.
func noneWords(tx store.Tx, who directory.Person) error {
	for _, p := range Current(tx) {
		if _, why := Eligible(tx, p, who); why != "" {
			return bot.Refuse("现在没有您可以投的票。%s「%s」：%s", p.no(), p.Question, why)
		}
	}
	return bot.Refuse("现在没有进行中的投票。有了会告诉您。")
}

// may tells a person of each open poll whether they may vote, and why not.
func may(call *talk.Call) error {
	var lines []string
	for _, p := range Current(call.Tx) {
		ok, why := Eligible(call.Tx, p, call.Who)
		if ok {
			why = "您能投，您是" + WhoFor(call.Tx, p) + "。\n" + p.paperRule()
			if p.byPart() {
				why = "您能投：\n" + strings.Join(p.partsLines(call.Tx, call.Who), "\n")
			}
		}
		lines = append(lines, fmt.Sprintf("%s「%s」\n%s", p.no(), p.Question, why))
	}
	if len(lines) == 0 {
		return noneWords(call.Tx, call.Who)
	}
	call.Say(bot.Out{Text: strings.Join(lines, "\n\n")})
	return nil
}

// look finds the ballot of a receipt.
func look(call *talk.Call) error {
	if call.Group {
		return bot.Refuse("回执码别在群里发，请到私聊里查。")
	}
	if PlainReceipt(call.Rest) == "" {
		return bot.Refuse("请回复「查票」加回执码，比如：查票 AB3D-7K2M")
	}
	for _, p := range append(Current(call.Tx), Recent(call.Tx, keepShown)...) {
		if b, ok := BallotAt(call.Tx, p, call.Rest); ok {
			call.Say(bot.Out{
				Text:     fmt.Sprintf("查到了，这张票算进去了。\n%s「%s」\n%s。", p.no(), p.Question, p.says(b.Marks)),
				Fleeting: p.Secret,
			})
			return nil
		}
	}
	return bot.Refusal(noSuchReceipt)
}

// how shows how a poll was counted, step by step.
func how(call *talk.Call) error {
	no, _ := strconv.Atoi(PlainReceipt(call.Rest))
	for _, p := range Recent(call.Tx, keepShown) {
		if len(p.Result.How) > 0 && (p.No == no || no == 0) {
			call.Say(bot.Out{Text: fmt.Sprintf("%s「%s」\n\n%s", p.no(), p.Question, strings.Join(p.Result.How, "\n"))})
			return nil
		}
	}
	return noCount(call.Tx, no)
}

// turnout shows staff and building leaders how many have voted, by building.
func turnout(call *talk.Call) error {
	if call.Group {
		return bot.Refuse("请到私聊里看。")
	}
	all := slices.Concat(Current(call.Tx), Coming(call.Tx), Recent(call.Tx, keepShown))
	seen, at := watched(call.Tx, call.Who, all)
	if len(seen) == 0 {
		return bot.Refuse("您负责的地方，现在没有投票。")
	}
	no, _ := strconv.Atoi(call.Rest)
	for i, p := range seen {
		if p.No == no || no == 0 && len(seen) == 1 {
			call.Say(bot.Out{Text: turnoutText(call.Tx, p, at[i], call.Who)})
			return nil
		}
	}
	call.Say(turnoutMenu(call.Tx, seen, at))
	return nil
}

// turnoutMenu is what there is to look at, each behind a button.
func turnoutMenu(tx store.Tx, seen []Poll, at []string) bot.Out {
	out := bot.Out{Text: "看哪一个？"}
	for i, p := range seen {
		s := sum(Turnout(tx, p, at[i]))
		label := fmt.Sprintf("%s「%s」%d/%d", p.no(), p.Question, s.Took, s.Of)
		out.Buttons = append(out.Buttons, bot.Button{Label: label, Token: "turnout:" + strconv.Itoa(p.No), Wide: true})
	}
	return out
}

func turnoutText(tx store.Tx, p Poll, at string, who directory.Person) string {
	parts := Turnout(tx, p, at)
	s := sum(parts)
	text := fmt.Sprintf("%s「%s」\n%s，%s\n\n一共投了%s，%s。\n", p.no(), p.Question, stateWords(p), directory.FullName(tx, at), p.voices(s.Took), share(s.Took, s.Of))
	if p.assembles() && p.State != Announced {
		text += p.attendWords(s.Attended(), s.Took) + "\n"
	}
	if n := boxOf(tx, p.ID).out(); n > 0 {
		text += fmt.Sprintf("里面%d张是领走的纸质票，还没有登记。\n", n)
	}
	if need := p.needWords(tx); need != "" {
		text += need + "\n"
	}
	for _, part := range parts {
		text += fmt.Sprintf("\n%s　%d/%d", p.partName(tx, part.Place), part.Took, part.Of)
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
		return fmt.Sprintf("正在准备名册，已经有%s", p.voices(p.Electorate))
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
