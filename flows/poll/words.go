package poll

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/flows/poll/tally"
	"yishi/flows/poll/tally/budget"
	"yishi/store"
)

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

// notice is what notices of a poll are headed with.
func (p *Poll) notice() string {
	if p.ByPart() {
		return p.Weight()
	}
	return "投票"
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

// askWords says what to do, without what goes without saying in a conversation.
func (p *Poll) askWords() string {
	switch s := p.Info().Shape; {
	case s == Shares:
		return fmt.Sprintf("可以用的钱一共%s。", Money(p.Fund)) + p.fairWords() // how to share is said below the list
	case p.Kind == Budget:
		return "请" + p.doWords() + p.fairWords()
	case s == Picks && !p.Proposes():
		return "请选" + p.HowMany() + "。"
	}
	return "请" + p.doWords()
}

// HowMany says how many options are to be chosen.
func (p *Poll) HowMany() string {
	if p.Min == p.Max && p.Fewest() == p.Min {
		return fmt.Sprintf("%d项", p.Max)
	}
	words := fmt.Sprintf("%d到%d项", p.Min, p.Max)
	if p.Fewest() < p.Min {
		words += "，或者只选「" + p.none() + "」"
	}
	return words
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

// Labels are the labels of picks: 「太极」「书法」.
func (p *Poll) Labels(picks []string) string {
	var b strings.Builder
	for _, key := range picks {
		b.WriteString("「" + p.Label(key) + "」")
	}
	return b.String()
}

func (p *Poll) untilWords() string {
	if p.ByPart() {
		return p.partUntil()
	}
	words := bot.Moment(p.Closes) + "截止，" + p.Changing() + "。结果截止以后告诉大家。"
	if rule := p.RuleWords(); p.Kind == Budget {
		words += "\n" + rule + "\n" // it is long enough
	} else {
		words += rule
	}
	return words + p.lotWords()
}

// lotWords tells before anybody votes how lots are drawn: by a number that nobody knows
// until it is drawn in public.
func (p *Poll) lotWords() string {
	switch {
	case !p.Info().Lots || p.queues():
		return ""
	case p.Seed != "":
		return "一样多就抽签，抽签号：" + Receipt(p.Seed) + "。"
	case p.Drawn:
		return "名额不够就抽签：用截止第二天福彩3D的开奖号码，谁都能照着再抽一遍。"
	}
	return "一样多就抽签：用截止第二天福彩3D的开奖号码，谁都能照着再抽一遍。"
}

// RuleWords says what it takes for the poll to decide, "" if nothing.
func (p *Poll) RuleWords() string {
	words := ""
	if p.Assembles() {
		return fmt.Sprintf("%s的%s参加才算数，参加的人里过半数同意才通过。报到了没有投票的，也算参加。", p.Quorum.Words(), p.whose())
	}
	if p.Kind == Budget {
		return p.fairWords()
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

// fairWords says how the money of a budget is given, before anybody votes.
func (p *Poll) fairWords() string {
	if p.Purse > 0 {
		return "不是只看分数：钱平均分给投票的每一位，给它分的人凑得够，就做；" + p.LeftWords()
	}
	return "不是只看票数：钱平均分给投票的每一位，选它的人凑得够，就做；" + p.LeftWords()
}

// LeftWords says what becomes of money of a budget that is left over.
func (p *Poll) LeftWords() string {
	switch by := map[bool]string{true: "分数", false: "票数"}[p.Purse > 0]; p.Left {
	case budget.Overspend:
		return "有剩的，每人多算一点再凑，不按" + by + "补。"
	case budget.NoCompletion:
		return "有剩的，留着不用。"
	default:
		return "有剩的，再按" + by + "补。"
	}
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

// tight takes the blanks out of lines that stand beside Chinese; those that a line
// begins with stay, and those behind a mark.
func tight(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		words := strings.TrimLeft(line, " ")
		b.WriteString(line[:len(line)-len(words)])
		runes := []rune(words)
		for i, r := range runes {
			if r != ' ' || i == len(runes)-1 || strings.ContainsRune("✔✘", runes[i-1]) || !chinese(runes[i-1]) && !chinese(runes[i+1]) {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// chinese says whether a rune is one of Chinese, or of its punctuation.
func chinese(r rune) bool { return r >= '⺀' }
