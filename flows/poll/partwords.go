package poll

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/flows/poll/tally"
	"yishi/flows/poll/tally/estate"
)

// partRule is what it takes for owners to decide.
const partRule = "人数和面积都有三分之二以上参加才算数。"

// partUntil is until when, and what it takes, as every invitation of an owners'
// vote has it.
func (p *Poll) partUntil() string {
	return fmt.Sprintf("%s\n%s\n%s截止，%s。结果截止以后告诉大家。\n%s", p.Worth(), partRule, bot.Moment(p.Closes), p.Changing(), p.WhichWins())
}

// registerWords shows the register that was frozen.
func (p *Poll) registerWords() string {
	return fmt.Sprintf("业主名册%s定下，不再改：%d户，%s平方米。一位业主名下的几套算一户。", bot.Day(p.Announced), p.All.Persons, tally.SquareMetres(p.All.Area))
}

// registerMark is what the register can be told by.
func (p *Poll) registerMark() string { return "核对用：名册 " + p.mark() }

// mark is the hash of the register, short enough to be compared by eye. How it was
// counted has all of it.
func (p *Poll) mark() string {
	h := p.Hash[:min(16, len(p.Hash))]
	var groups []string
	for group := range slices.Chunk([]byte(h), 4) {
		groups = append(groups, string(group))
	}
	return strings.Join(groups, "-")
}

// partAnnouncement tells owners of a vote that is to come.
func (p *Poll) partAnnouncement(who string) string {
	return strings.Join([]string{
		p.Head(), fmt.Sprintf("%s开始，%s截止，到时候再告诉您。\n请%s%s", bot.Moment(p.Opens), bot.Moment(p.Closes), who, p.howWords()), p.list("· "),
		partRule + p.Worth(),
		"要纸质票，或者要委托别人投，请告诉社区工作人员。\n" + p.WhichWins(),
		p.registerWords() + "\n" + p.registerMark(),
	}, "\n\n")
}

// partVerdict says in one line for each item what was decided.
func (p *Poll) partVerdict() string {
	var lines []string
	for i, o := range p.Options {
		lines = append(lines, "「"+o.Label+"」"+p.decisionWords(p.Result.Items[i].Holds().Decision))
	}
	return strings.Join(lines, "\n")
}

// decisionWords say what became of an item. A survey that too few answered is no vote
// that failed: it says something all the same.
func (p *Poll) decisionWords(d tally.Decision) string {
	switch {
	case d == tally.Passed:
		return "通过了。"
	case d == tally.NoQuorum && !p.Formal:
		return "参加的人不够，只能作参考。"
	case d == tally.NoQuorum:
		return "参加的不够，没有作出决定。"
	}
	return "没有通过。"
}

// publicDays is how long a result is public, and may be questioned.
const publicDays = 15

// partResult is the result of an owners' vote as everybody is told it: what was decided,
// by how many. Names are nowhere in it. All the rest is in how it was counted, and on
// its page.
func (p *Poll) partResult() string {
	items := p.Result.Items
	n := items[0].Owners // the same in all items, since a ballot answers all
	_, until := p.Window()
	lines := []string{
		"【" + p.Weight() + "结果】" + p.Question + "\n" + p.Worth() + "\n",
		p.partVerdict(), "参加：" + shareOf(n.Took, n.All) + "，要三分之二以上。",
	}
	if known := p.TrustWords(p.Result.Trusted); known != "" {
		lines = append(lines, "投了的："+known)
	}
	for i, o := range p.Options {
		lines = append(lines, p.itemLines(o, items[i])...)
	}
	for _, aside := range p.Result.Asides {
		if head, is := strings.CutSuffix(aside, "："); is {
			lines = append(lines, head+"。")
		}
	}
	return strings.Join(append(lines, fmt.Sprintf("\n公示%d天。有不同意见，请在%s（含当天）以前告诉社区。\n一步一步怎么算的，回复「怎么算的%d」。",
		publicDays, until.In(bot.Zone).Format("1月2日"), p.No)), "\n")
}

// itemLines are the numbers of one item that decide.
func (p *Poll) itemLines(o Option, c ItemCount) []string {
	n := c.Owners
	line := "同意：" + shareOf(n.Yes, n.Took) + "，要" + o.matter().Bar().Words()
	if len(p.Options) > 1 {
		line = "「" + o.Label + "」" + line
	}
	if n.No != (estate.Weight{}) {
		line += "；不同意：" + plainWeight(n.No)
	}
	if c.Silence == nil {
		return []string{line + "。"}
	}
	return []string{line + "。", "不算没投的：" + p.decisionWords(n.Decision),
		"按议事规则，送到了没投的也算参加、跟多数走：" + p.decisionWords(c.Silence.Decision) + "这样参加" + shareOf(c.Silence.Took, n.All) + "，同意" + shareOf(c.Silence.Yes, c.Silence.Took) + "。"}
}

// shareOf is persons and area with what they are a part of.
func shareOf(part, of estate.Weight) string {
	return fmt.Sprintf("%d/%d户（%s），%s/%s平方米（%s）", part.Persons, of.Persons, percent(part.Persons, of.Persons),
		tally.SquareMetres(part.Area), tally.SquareMetres(of.Area), percent(int(part.Area), int(of.Area)))
}

func percent(part, of int) string {
	tenths := tally.PerMille(part, of)
	return fmt.Sprintf("%d.%d%%", tenths/10, tenths%10)
}

func plainWeight(w estate.Weight) string {
	if w == (estate.Weight{}) {
		return "没有"
	}
	return fmt.Sprintf("%d户，%s平方米", w.Persons, tally.SquareMetres(w.Area))
}

// CastWords tells a voter what became of their ballots.
func (p *Poll) CastWords(cast []PartVote, m Marks) string {
	counted := slices.ContainsFunc(cast, func(v PartVote) bool { return v.Fate != Aside })
	text := "投好了，" + p.StanceWords(m) + "。"
	if !counted {
		text = "这一票没有算。"
	}
	for _, v := range cast {
		text += "\n" + castLine(v)
	}
	if !counted {
		return text
	}
	return text + "\n" + p.changes() + p.wordsWords("")
}

func castLine(v PartVote) string {
	receipt := "，回执码：" + Receipt(v.Receipt)
	switch v.Fate {
	case Altered:
		return v.Unit + "：改好了" + receipt
	case Same:
		return v.Unit + "：和原来一样" + receipt
	case Replaced:
		return v.Unit + "：按您自己的算，代投的不算了" + receipt
	case Aside:
		return v.Unit + "：已经有一张" + v.Stands.words() + "，那一张算数。有疑问请告诉社区。"
	}
	return v.Unit + receipt
}

func (p *Poll) mandateOut(unit string) bot.Out {
	when := bot.Moment(p.Opens) + "开始，" + bot.Moment(p.Closes) + "截止。开始以后回复「投票」就能投。"
	if p.State == Opened {
		when = bot.Moment(p.Closes) + "截止。现在回复「投票」就能投。"
	}
	return bot.Out{
		Text:  p.Head() + "\n\n" + unit + "的业主委托您替业主投票，委托书已经登记。" + when + "业主自己投了，就按业主自己的算。",
		Title: "代投委托", Fields: fields(*p),
	}
}

// paperWords tells an owner that a paper was entered for their part.
func (p *Poll) paperWords(unit string, m Marks, cast PartVote) string {
	text := fmt.Sprintf("工作人员登记了%s的一张纸质票：%s。", unit, p.StanceWords(m))
	if cast.Fate == Aside {
		text += "\n这一套先有一张" + cast.Stands.words() + "，那一张算数。"
	}
	return text + "\n这张纸质票要是不对，请马上告诉社区。"
}

// Entered tells staff what became of a paper.
func (v PartVote) Entered() string {
	switch v.Fate {
	case Aside:
		return fmt.Sprintf("%s已经有一张%s，那一张算数。这张纸质票没有算，结果里会写明。", v.Unit, v.Stands.words())
	case Replaced:
		return fmt.Sprintf("登记好了：%s。代投的那张不算了，结果里会写明。\n回执码：%s，请抄给业主。", v.Unit, Receipt(v.Receipt))
	}
	return fmt.Sprintf("登记好了：%s。\n回执码：%s，请抄给业主。", v.Unit, Receipt(v.Receipt))
}
