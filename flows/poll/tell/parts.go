package tell

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/voice"
	"yishi/flows/tally"
	"yishi/flows/tally/estate"
	"yishi/store"
)

// partRule is what it takes for owners to decide.
const partRule = "人数和面积都有三分之二以上参加才算数。"

// parts are the exclusive parts of an estate, whose owners vote.
type parts struct{ persons }

func (e parts) how() string {
	return ballot.DoWords(e.Poll) + "一套房一票。记名，工作人员能看到票是谁投的。"
}

func (e parts) reminder() string { return "您还有没投的票，提醒一声。" }

func (e parts) theirVote(tx store.Reader, who directory.Person) string {
	return strings.Join(PartsLines(tx, e.Poll, who), "\n") + "\n要投、要改，回复「投票」。"
}

func (e parts) theirResult(tx store.Reader, who directory.Person) string {
	return "\n" + strings.Join(PartsLines(tx, e.Poll, who), "\n")
}

func (e parts) list() string {
	return "\n" + listWords(e.Poll) + registerMark(e.Poll) + "\n核对用：名单 " + e.Root
}

// until is until when, and what it takes, as every invitation of an owners'
// vote has it.
func (e parts) until() string {
	p := e.Poll
	return fmt.Sprintf("%s\n%s\n%s截止，%s。结果截止以后告诉大家。\n%s", p.Worth(), partRule, bot.Moment(p.Closes), Changing(p), WhichWins(p))
}

// RegisterWords shows the register that was frozen.
func RegisterWords(p poll.Poll) string {
	return fmt.Sprintf("业主名册%s定下，不再改：%d户，%s平方米。一位业主名下的几套算一户。", bot.Day(p.Announced), p.All.Persons, tally.SquareMetres(p.All.Area))
}

// registerMark is what the register can be told by.
func registerMark(p poll.Poll) string { return "核对用：名册 " + mark(p) }

// mark is the hash of the register, short enough to be compared by eye. How it was
// counted has all of it.
func mark(p poll.Poll) string {
	h := p.Hash[:min(16, len(p.Hash))]
	var groups []string
	for group := range slices.Chunk([]byte(h), 4) {
		groups = append(groups, string(group))
	}
	return strings.Join(groups, "-")
}

// announcement tells owners of a vote that is to come.
func (e parts) announcement(tx store.Reader) bot.Out {
	p, who := e.Poll, e.Poll.For.Words(tx)
	text := strings.Join([]string{
		p.Head(), fmt.Sprintf("%s开始，%s截止，到时候再告诉您。\n请%s%s", bot.Moment(p.Opens), bot.Moment(p.Closes), who, e.how()), p.Lines("· "),
		partRule + p.Worth(),
		"要纸质票，或者要委托别人投，请告诉社区工作人员。\n" + WhichWins(p),
		RegisterWords(p) + "\n" + registerMark(p),
	}, "\n\n")
	return bot.Out{Text: text, Title: p.Weight() + "预告", Fields: poll.Fields(p)}
}

// publicDays is how long a result is public, and may be questioned.
const publicDays = 15

// result is the result of an owners' vote as everybody is told it: what was decided,
// by how many. Names are nowhere in it. All the rest is in how it was counted, and on
// its page.
func (e parts) result(store.Reader) string {
	p := e.Poll
	items := p.Result.Items
	n := items[0].Owners // the same in all items, since a ballot answers all
	_, until := Window(p)
	lines := []string{
		"【" + p.Weight() + "结果】" + p.Question + "\n" + p.Worth() + "\n",
		ballot.Verdict(p), "参加：" + shareOf(n.Took, n.All) + "，要三分之二以上。",
	}
	if known := TrustWords(p, p.Result.Trusted); known != "" {
		lines = append(lines, "投了的："+known)
	}
	for i, o := range p.Options {
		lines = append(lines, itemLines(p, o, items[i])...)
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
func itemLines(p poll.Poll, o poll.Option, c poll.ItemCount) []string {
	n := c.Owners
	line := "同意：" + shareOf(n.Yes, n.Took) + "，要" + o.Matter().Bar().Words()
	if len(p.Options) > 1 {
		line = "「" + o.Label + "」" + line
	}
	if n.No != (estate.Weight{}) {
		line += "；不同意：" + plainWeight(n.No)
	}
	if c.Silence == nil {
		return []string{line + "。"}
	}
	return []string{line + "。", "不算没投的：" + ballot.ItemVerdict(p, n.Decision) + "。",
		"按议事规则，送到了没投的也算参加、跟多数走：" + ballot.ItemVerdict(p, c.Silence.Decision) + "。" + "这样参加" + shareOf(c.Silence.Took, n.All) + "，同意" + shareOf(c.Silence.Yes, c.Silence.Took) + "。"}
}

// shareOf is persons and area with what they are a part of.
func shareOf(part, of estate.Weight) string {
	return fmt.Sprintf("%d/%d户（%s），%s/%s平方米（%s）", part.Persons, of.Persons, poll.Percent(part.Persons, of.Persons),
		tally.SquareMetres(part.Area), tally.SquareMetres(of.Area), poll.Percent(int(part.Area), int(of.Area)))
}

func plainWeight(w estate.Weight) string {
	if w == (estate.Weight{}) {
		return "没有"
	}
	return fmt.Sprintf("%d户，%s平方米", w.Persons, tally.SquareMetres(w.Area))
}

// PartsLines says for each part of somebody how it stands.
func PartsLines(tx store.Reader, p poll.Poll, who directory.Person) (lines []string) {
	for _, v := range voice.BallotsFor(tx, p, who) {
		switch said := ballot.StanceWords(p, v.Marks); {
		case !v.Voted:
			lines = append(lines, v.Unit+"：还没有投。")
		case v.Hand.Person == who.ID:
			line, _ := poll.Roll.Get(tx, store.Key(p.ID, v.Unit))
			b, _ := poll.BallotAt(tx, p, line.Receipt)
			lines = append(lines, v.Unit+"："+said+"。"+b.Code())
		case v.Proxy:
			lines = append(lines, v.Unit+"：业主自己投过了。")
		default:
			lines = append(lines, fmt.Sprintf("%s：%s，%s。", v.Unit, v.Hand.Words(), said))
		}
	}
	return lines
}

// need says how many owners and how much area are still needed, while an
// owners' vote is open.
func (e parts) need(tx store.Reader) string {
	p := e.Poll
	live := poll.Live(tx, p.ID)
	o := estate.Owners{All: p.All, Took: estate.Weight{Persons: live.Persons, Area: live.Area}}
	lack := o.Lacking()
	took := "已经参加：" + shareOf(o.Took, o.All) + "。\n"
	if lack == (estate.Weight{}) {
		return took + "人数和面积都够三分之二了。"
	}
	return took + "要三分之二才算数，还差" + lackWords(lack) + "。"
}

func lackWords(w estate.Weight) string {
	switch {
	case w.Persons == 0:
		return tally.SquareMetres(w.Area) + "平方米"
	case w.Area == 0:
		return fmt.Sprintf("%d户", w.Persons)
	}
	return fmt.Sprintf("%d户、%s平方米", w.Persons, tally.SquareMetres(w.Area))
}

// Window is from when until when a result is public, and may be questioned: so many
// whole days after the day on which it was told.
func Window(p poll.Poll) (from, to time.Time) {
	from = bot.Awake(p.Closes)
	return from, bot.Midnight(from).AddDate(0, 0, publicDays+1).Add(-time.Minute)
}

// may tells somebody for which parts they may vote: their own, and by a mandate.
func (e parts) may(tx store.Reader, who directory.Person) string {
	var own, others []string
	for _, v := range voice.BallotsFor(tx, e.Poll, who) {
		if v.Proxy {
			others = append(others, v.Unit)
		} else {
			own = append(own, v.Unit)
		}
	}
	var lines []string
	if len(own) > 0 {
		lines = append(lines, "您能投："+strings.Join(own, "、")+"。")
	}
	if len(others) > 0 {
		lines = append(lines, "您能替业主投："+strings.Join(others, "、")+"。")
	}
	return strings.Join(lines, "\n")
}
