package poll

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/poll/tally"
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

// Head is what everything said of a poll begins with.
func (p *Poll) Head() string {
	head := "【" + p.what() + "】" + p.Question
	if p.Note != "" {
		head += "\n" + p.Note
	}
	return head
}

// what is what people call the poll: 投票, or what it is more exactly.
func (p *Poll) what() string {
	switch {
	case p.Info().Shape == Queue:
		return "报名"
	case p.ByPart():
		return p.Weight()
	case p.Assembles():
		return strings.TrimSuffix(p.Info().Name, "表决")
	}
	return "投票"
}

func (p *Poll) goWords() string {
	if p.Info().Shape == Queue {
		return "去报名"
	}
	return "去投票"
}

func (p *Poll) howWords() string {
	words := p.doWords()
	if p.ByPart() {
		return words + "一套房一票。记名，工作人员能看到票是谁投的。"
	}
	if p.PerHome {
		words += "每家一票。"
	}
	switch {
	case p.Info().Named:
		return words
	case p.Secret:
		return words + "不记名，没有人能知道您选了什么。"
	}
	return words + "记名，工作人员能看到票是谁投的。"
}

// doWords says what to do: 选1项。
func (p *Poll) doWords() string {
	switch {
	case p.Proposes():
		return "表个态。"
	case p.ByPart():
		return "每件事说同意、不同意，或者弃权。"
	case p.Info().Shape == Order:
		return "排个先后，最想要的排在最前面。"
	case p.Info().Shape == Points:
		return fmt.Sprintf("给每一项打分，1分最低，%d分最高。", p.Most)
	case p.Info().Shape == Shares:
		return fmt.Sprintf("把手里的%d分给想做的项目，可以全给一个，也可以分开给。可以用的钱一共%s。", p.Purse, Money(p.Fund))
	case p.Kind == Budget:
		return fmt.Sprintf("选出该做的项目，可以选几个。一共%s。", Money(p.Fund))
	case p.queues():
		return "报名，先到先得，满了可以候补。"
	case p.Drawn:
		return "报名，截止后抽签。"
	}
	return "选" + p.HowMany() + "。"
}

func (p *Poll) HowMany() string {
	if p.Min == p.Max {
		return fmt.Sprintf("%d项", p.Max)
	}
	return fmt.Sprintf("%d到%d项", p.Min, p.Max)
}

// Voices writes a number of those who vote.
func (p *Poll) Voices(n int) string {
	switch {
	case p.ByPart():
		return fmt.Sprintf("%d套", n)
	case p.PerHome:
		return fmt.Sprintf("%d户", n)
	}
	return fmt.Sprintf("%d人", n)
}

// Title is an option with what goes with it: 长椅（8000元）.
func (o Option) Title() string {
	switch {
	case o.Cost > 0:
		return o.Label + "（" + Money(o.Cost) + "）"
	case o.Subject != "":
		return o.Label + "（" + o.Asks() + "）"
	case o.Seats > 0:
		return fmt.Sprintf("%s（%d个名额）", o.Label, o.Seats)
	}
	return o.Label
}

// Money writes an amount in fen: 8000元, 1.2万元.
func Money(fen int) string {
	const wan = 10000 * 100
	if fen >= wan && fen%(wan/100) == 0 {
		return tally.Decimal(int64(fen), 6) + "万元"
	}
	return tally.Decimal(int64(fen), 2) + "元"
}

func (p *Poll) list(mark string) string {
	var lines []string
	for _, o := range p.Options {
		lines = append(lines, mark+o.Title())
	}
	return strings.Join(lines, "\n")
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

func (p *Poll) untilWords() string {
	if p.ByPart() {
		return p.partUntil()
	}
	words := bot.Moment(p.Closes) + "截止，" + p.Changing() + "。结果截止以后告诉大家。"
	if rule := p.RuleWords(); rule != "" {
		words += rule
	}
	return words + p.lotWords()
}

// lotWords tells the seed of lots before anybody votes, so that nobody can choose
// it afterwards.
func (p *Poll) lotWords() string {
	switch {
	case p.Seed == "" || p.queues():
		return ""
	case p.Drawn:
		return "抽签种子是" + p.Seed + "，谁都可以照着再抽一遍。"
	}
	return "一样多的抽签定，抽签种子是" + p.Seed + "。"
}

// RuleWords says what it takes for the poll to decide, "" if nothing.
func (p *Poll) RuleWords() string {
	words := ""
	if p.Assembles() {
		return fmt.Sprintf("%s的%s参加才算数，参加的人里过半数同意才通过。报到了没有投票的，也算参加。", p.Quorum.Words(), p.whose())
	}
	switch p.Quorum {
	case tally.Half:
		words = "过半数的人投了票才算数。"
	case tally.TwoThirds:
		words = "三分之二以上的人投了票才算数。"
	}
	switch {
	case p.Proposes():
		words += "投票的人里" + p.Line.Words() + "同意才通过。"
	case p.Line == tally.Half:
		words += "票最多的一项，得票也要过半。"
	}
	return words
}

func (p *Poll) whose() string {
	switch {
	case p.PerHome:
		return "住户"
	case p.Info().Tag != "":
		return p.Info().Tag
	}
	return "居民"
}

func fields(p Poll) []bot.Field {
	return []bot.Field{{Name: "题目", Value: p.Question}, {Name: "截止时间", Value: bot.Moment(p.Closes)}}
}

// ReachWords says how an invitation would travel.
func ReachWords(r outbox.Reach) string {
	var ways []string
	for _, platform := range r.Platforms() {
		ways = append(ways, fmt.Sprintf("%s %d人", outbox.PlatformName(platform), r.By[platform]))
	}
	if r.Waiting > 0 {
		ways = append(ways, fmt.Sprintf("等对方来消息 %d人", r.Waiting))
	}
	if r.Unreachable > 0 {
		ways = append(ways, fmt.Sprintf("送不到 %d人", r.Unreachable))
	}
	return strings.Join(ways, "，")
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
	if v.Poll.Info().Shape == Queue && len(v.Poll.keys(v.Marks)) == 0 {
		return "好的，您退出了，名额让给后面的人。\n还想报，回复「投票」。"
	}
	first := v.Poll.doneWords() + "，您" + v.says()
	switch {
	case v.Again:
		first = "您的票没有变，" + v.says()
	case v.Changed:
		first = "改好了，现在" + v.says()
	}
	if v.Place != "" {
		first += "\n" + v.Place
	}
	code := "回执码：" + Receipt(v.Receipt)
	if v.Poll.Secret {
		code += "\n请抄下来，别给人看。不记名的票，改票、查票都只认它。"
	}
	return first + "\n" + code + "\n" + v.Poll.changes()
}

func (p *Poll) doneWords() string {
	if p.Info().Shape == Queue {
		return "报好了"
	}
	return "投好了"
}

func (v Vote) says() string {
	words := v.Poll.Says(v.Marks) + "。"
	if v.Reason != "" {
		words += "理由也记下了。"
	}
	return words
}

// AsksWhy says whether who votes so is to be asked why: who votes no, but not in a
// secret poll, where the words would give them away.
func (p *Poll) AsksWhy(m Marks) bool {
	return p.Info().Reason && !p.Secret && slices.Contains(p.keys(m), p.key(No))
}

// AsksWhy says whether who has voted is to be asked why.
func (v Vote) AsksWhy() bool { return v.Reason == "" && v.Poll.AsksWhy(v.Marks) }

// SendReceipt sends a voter what came of their ballot to their private chat, to keep.
func (v Vote) SendReceipt(tx store.Tx, who directory.Person, to directory.Account) {
	outbox.Add(tx, outbox.Message{
		To: bot.Address{Channel: to.Channel, Chat: to.Chat}, Person: who.ID, Priority: outbox.Reply, Of: v.Poll.of("receipt"),
		Out: bot.Out{Text: v.Poll.Head() + "\n\n" + v.Answer(), Buttons: v.Poll.ChangeButtons(), Fleeting: v.Poll.Secret},
	})
}

// overWords says that a poll takes no ballots any more, and what came of it: to
// who has voted that nothing was lost.
func overWords(p Poll, voted bool) string {
	over := bot.Moment(p.Closes) + "已经截止，这一票没有计入。"
	if voted {
		over = bot.Moment(p.Closes) + "已经截止，不能再改了。" + p.you() + "先前投的算进去了。"
	}
	switch {
	case p.State == Announced:
		return fmt.Sprintf("这次投票还没有开始，%s开始，到时候告诉您。", bot.Moment(p.Opens))
	case p.State == Cancelled:
		return fmt.Sprintf("这次投票已经取消了，不用投了。原因：%s", p.Cancelled)
	case p.Result != nil && (p.State == Published || p.State == Archived):
		return "这次投票" + over + p.verdict()
	}
	return "这次投票" + over + "结果会告诉大家。"
}

// notice is what notices of a poll are headed with.
func (p *Poll) notice() string {
	if p.ByPart() {
		return p.Weight()
	}
	return "投票"
}

func cancelWords(p Poll) string {
	return fmt.Sprintf("【%s取消】%s\n\n这次投票取消了，已经投的票都不算，您不用再投。\n原因：%s", p.notice(), p.Question, p.Cancelled)
}

// announcement tells everybody of a poll that is to come.
func announcement(tx store.Tx, p Poll) bot.Out {
	if p.ByPart() {
		return bot.Out{Text: p.partAnnouncement(WhoFor(tx, p)), Title: "业主表决预告", Fields: fields(p)}
	}
	text := []string{
		p.Head(), bot.Moment(p.Opens) + "开始，请" + WhoFor(tx, p) + p.howWords(), p.list("· "),
		bot.Moment(p.Closes) + "截止。" + p.RuleWords(),
		p.PaperRule(),
		fmt.Sprintf("名册今天定下，一共%s。到时候再告诉您。", p.Voices(p.Electorate)),
	}
	return bot.Out{Text: strings.Join(text, "\n\n"), Title: "投票预告", Fields: fields(p)}
}

func extendWords(p Poll) string {
	return fmt.Sprintf("【%s延长】%s\n\n延长到%s截止。投过的票照样算，不用再投。\n原因：%s", p.notice(), p.Question, bot.Moment(p.Closes), p.Extended)
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

// needWords says how many are still needed for the poll to count, while it is open.
func (p *Poll) needWords(tx store.Tx) string {
	if p.ByPart() && p.State == Opened {
		return p.needParts(tx)
	}
	if p.Quorum == (tally.Bar{}) || p.State != Opened {
		return ""
	}
	live := Live(tx, p.ID)
	need := p.Quorum.Least(max(live.Of, p.Entitled))
	if p.Assembles() {
		return p.needPresent(live, need)
	}
	took := live.Took - boxOf(tx, p.ID).out()
	if took >= need {
		return fmt.Sprintf("要%s，人数够了。", p.Voices(need))
	}
	return fmt.Sprintf("要%s才算数，还差%s。", p.Voices(need), p.Voices(need-took))
}

// askWords says what to do, without what goes without saying in a conversation.
func (p *Poll) askWords() string {
	switch s := p.Info().Shape; {
	case s == Shares:
		return fmt.Sprintf("可以用的钱一共%s。", Money(p.Fund)) // how to share is said below the list
	case s == Picks && !p.Proposes() && p.Kind != Budget:
		return "请选" + p.HowMany() + "。"
	}
	return "请" + p.doWords()
}
