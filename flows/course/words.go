package course

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// prefix marks the buttons of courses: "course:what:id".
const prefix = "course"

func token(what, id string) string { return prefix + ":" + what + ":" + id }

const neverAsked = "我们不会向您要验证码、密码，也不会让您转账。"

// payWords says where money goes, and where it never does.
const payWords = "课费请当面交给社区工作人员。这里不收钱，也不发收款码。"

var stateWords = map[TermState]string{
	Listing: "还在列课", Voting: "正在投票", Voted: "投票结束了，等着定课", Enrolling: "正在报名",
	Settling: "报名截止了，等着处理人不够的课", Running: "已经开课", TermOver: "已经结束",
}

// whoFor says whom a term is for: 桂花社区60岁以上的居民.
func whoFor(tx store.Tx, t Term) string {
	age := ""
	if t.For.MinAge > 0 {
		age = fmt.Sprintf("%d岁以上", t.For.MinAge)
	}
	return directory.FullName(tx, t.For.Place) + age + "的居民"
}

// line is a course in one line of a list.
func (c Course) line() string { return fmt.Sprintf("%s　%s，%s", c.Name, c.Slot, c.Teacher) }

// title names a course and its term: there can be two at a time.
func title(tx store.Tx, c Course) string {
	return "「" + c.Name + "」（" + termOf(tx, c).Name + "）"
}

// facts are what a course of a term is, whatever becomes of it.
func (c Course) facts(term string) string {
	text := fmt.Sprintf("【%s】%s\n%s\n老师：%s\n地点：%s", c.Name, term, "每"+c.Slot.String(), c.Teacher, c.Where)
	if c.Bring != "" {
		text += "\n要带：" + c.Bring
	}
	return text
}

// money is the fee and the size of a candidate.
func (c Course) money() string {
	fee := "不收费"
	if c.Fee > 0 {
		fee = fmt.Sprintf("课时费%s。%d人报，%s", Yuan(c.Fee), c.Least, each(c.Fee, c.Least))
		if c.Most > c.Least {
			fee += fmt.Sprintf("；%d人报，%s", c.Most, each(c.Fee, c.Most))
		}
	}
	return fmt.Sprintf("%s。收%d到%d人", fee, c.Least, c.Most)
}

// span is what one person pays, from a full class to the smallest.
func (c Course) span() string {
	switch low, high := Share(c.Fee, c.Most, c.Most-1), Share(c.Fee, c.Least, 0); {
	case c.Fee == 0:
		return "不收费"
	case low == high:
		return "每人" + Yuan(low)
	default:
		return "每人" + strings.TrimSuffix(Yuan(low), "元") + "到" + Yuan(high)
	}
}

func listWords(tx store.Tx, t Term, list []Course) string {
	var lines []string
	for i, c := range list {
		lines = append(lines, fmt.Sprintf("%d. %s%s\n%s", i+1, c.line(), ratingBeside(tx, t, c.Name), c.money()))
	}
	return strings.Join(lines, "\n")
}

func orderWords(list []Course) string {
	var lines []string
	for i, c := range list {
		enough := "够了"
		if c.Votes < c.Least {
			enough = "不够"
		}
		lines = append(lines, fmt.Sprintf("%d. %s　%d票（开课要%d人，%s）", i+1, c.Name, c.Votes, c.Least, enough))
	}
	return strings.Join(lines, "\n")
}

// standingWords says how somebody stands to a course, and what is theirs to pay.
func standingWords(tx store.Tx, c Course, p Pupil) string {
	line := Line(tx, c, p.State)
	at := 1
	for i, o := range line {
		if o.Person == p.Person {
			at = i + 1
		}
	}
	switch {
	case p.State == Gone:
		return moneyWords(p)
	case p.State == Waiting && c.State == Open:
		return fmt.Sprintf("您在排队，排在第%d位。有人退就按顺序补上，会告诉您。", at)
	case p.State != In:
		return ""
	case c.State != Open:
		return paidWords(c, p)
	case c.Fee == 0:
		return "您报上了，这门课不收费。"
	}
	if len(line) < c.Least {
		return fmt.Sprintf("您报上了。开成了，您的课费最多%s。", Yuan(Share(c.Fee, c.Least, 0)))
	}
	return fmt.Sprintf("您报上了。按现在的人数，您的课费是%s。", Yuan(Share(c.Fee, len(line), at-1)))
}

func paidWords(c Course, p Pupil) string {
	switch {
	case c.Fee == 0:
		return "您在这个班，不收费。"
	case p.Owes() == 0:
		return fmt.Sprintf("您在这个班，课费%s，交清了。", Yuan(p.Share))
	case p.got() == 0:
		return fmt.Sprintf("您在这个班，课费%s，还没有交。%s", Yuan(p.Share), payWords)
	}
	return fmt.Sprintf("您在这个班，课费%s，", Yuan(p.Share)) + moneyWords(p)
}

func ticket(c Course, p Pupil) string { return fmt.Sprintf("%d-%d", c.No, p.Ticket) }

// openOut tells everybody which courses are open, and later what has changed.
func openOut(tx store.Tx, t Term) bot.Out {
	out := invitation(tx, t)
	if t.Changed != "" {
		out.Text = fmt.Sprintf("【老年大学报名有变动】%s\n\n%s\n\n报过名的不用再报。想看课程、报名，回复「课程」。", t.Name, t.Changed)
	}
	return out
}

func invitation(tx store.Tx, t Term) bot.Out {
	var lines []string
	for _, c := range Of(tx, t, Open) {
		lines = append(lines, c.line()+"，"+c.span())
	}
	return bot.Out{
		Text: fmt.Sprintf("【老年大学报名】%s\n\n这几门课现在可以报名：\n%s\n\n报的人越多，每人交得越少。\n%s开课，每门上%d次。\n%s报名截止。\n\n%s",
			t.Name, strings.Join(lines, "\n"), bot.Day(t.Starts), t.Weeks, bot.Moment(t.Deadline), neverAsked),
		Buttons: []bot.Button{{Label: "看课程、报名", Token: token("show", ""), Wide: true}},
		Title:   "老年大学报名", Fields: []bot.Field{{Name: "学期", Value: t.Name}, {Name: "截止时间", Value: bot.Moment(t.Deadline)}},
	}
}

func movedUpOut(tx store.Tx, c Course) bot.Out {
	n := len(Line(tx, c, In))
	text := title(tx, c) + "有空位了，排到您，已经给您报上了。"
	if c.Fee > 0 {
		text += fmt.Sprintf("\n现在报了%d人，%s。", n, each(c.Fee, n))
	}
	return bot.Out{
		Text: text, Buttons: []bot.Button{{Label: "不上了，退课", Token: token("leave", c.ID()), Wide: true}},
		Title: "课程候补成功", Fields: fields(c),
	}
}

func fields(c Course) []bot.Field {
	return []bot.Field{{Name: "课程", Value: c.Name}, {Name: "时间", Value: c.Slot.String()}}
}

func cancelledOut(tx store.Tx, c Course) bot.Out {
	return bot.Out{
		Text:  fmt.Sprintf("【没有开成】%s报名的人不到%d个，这一期不开了。您不用交费。\n别的课要是还想报，下一期再见。", title(tx, c), c.Least),
		Title: "课程取消", Fields: fields(c),
	}
}

func mergedOut(tx store.Tx, c, into Course, t Term, p Pupil) bot.Out {
	text := fmt.Sprintf("%s报名的人不到%d个，开不成。社区想请您改上「%s」：\n%s，%s，%s。",
		title(tx, c), c.Least, into.Name, into.Slot, into.Teacher, into.Where)
	if into.Fee > 0 {
		text += fmt.Sprintf("\n那边报了%d人，您去了%s。", len(Line(tx, into, In)), each(into.Fee, len(Line(tx, into, In))+1))
	}
	who, _ := directory.GetPerson(tx, directory.Resolve(tx, p.Person))
	if other, clash := Clash(tx, into, who); clash {
		text += fmt.Sprintf("\n注意：和您报的「%s」（%s）时间撞了。", other.Name, other.Slot)
	}
	return bot.Out{
		Text: text + fmt.Sprintf("\n\n您去吗？请在%s以前回答，不回答就当不去。", bot.Moment(t.Settle)),
		Buttons: []bot.Button{
			{Label: "去", Token: token("along", c.ID()+"/y")}, {Label: "不去", Token: token("along", c.ID()+"/n")},
		},
		Title: "课程合并", Fields: fields(into),
	}
}

func notAlongOut(tx store.Tx, c Course) bot.Out {
	into, _ := Get(tx, fmt.Sprint(c.Into))
	return bot.Out{Text: fmt.Sprintf("没有等到您的回答，就没有给您报%s。您不用交费。", title(tx, into)), Title: "课程取消", Fields: fields(c)}
}

func confirmedOut(tx store.Tx, c Course, p Pupil, n int) bot.Out {
	text := fmt.Sprintf("【开课】%s定下来开了，一共%d人。\n第一次课：%s，%s。\n", title(tx, c), n, bot.Moment(c.First), c.Where)
	if c.Bring != "" {
		text += "请带：" + c.Bring + "。\n"
	}
	if c.Fee == 0 {
		return bot.Out{Text: text + "\n这门课不收费。", Title: "课程确认", Fields: fields(c)}
	}
	text += fmt.Sprintf("\n您的课费是%s，不会再变了。\n（课时费%s，%d人平摊。", Yuan(p.Share), Yuan(c.Fee), n)
	if c.Fee%n > 0 {
		text += oddWords
	}
	return bot.Out{
		Text: text + "）\n" + payWords, Title: "课程确认",
		Fields: append(fields(c), bot.Field{Name: "课费", Value: Yuan(p.Share)}),
	}
}

func noRoomOut(tx store.Tx, c Course) bot.Out {
	return bot.Out{
		Text:  title(tx, c) + "名额满了，报名截止了，这次没有排到您。您不用交费。",
		Title: "没有排到", Fields: fields(c),
	}
}

// fewOut has staff decide about the courses with too few pupils.
func fewOut(tx store.Tx, t Term, few []Course) bot.Out {
	var lines []string
	var buttons []bot.Button
	for _, c := range few {
		lines = append(lines, fmt.Sprintf("%s　报了%d人，要%d人", c.Name, len(Line(tx, c, In)), c.Least))
		buttons = append(buttons, bot.Button{Label: "处理「" + c.Name + "」", Token: token("few", c.ID()), Wide: true})
	}
	return bot.Out{
		Text: fmt.Sprintf("%s的课报名截止了。这几门人不够：\n%s\n\n可以取消，也可以并到别的课。别的课等这几门定了，一起告诉大家课费。\n%s以前不定，就自动取消。",
			t.Name, strings.Join(lines, "\n"), bot.Moment(t.Settle)),
		Buttons: buttons, Title: "课程人数不够",
	}
}

// settledOut tells staff what came of a term.
func settledOut(tx store.Tx, t Term) bot.Out {
	var lines []string
	for _, c := range Of(tx, t, Confirmed) {
		n := len(Line(tx, c, In))
		line := fmt.Sprintf("「%s」开，%d人", c.Name, n)
		if c.Fee > 0 {
			line += "，" + each(c.Fee, n)
		}
		lines = append(lines, fmt.Sprintf("%s，%s第一次课", line, bot.Moment(c.First)))
	}
	for _, c := range Of(tx, t, Cancelled) {
		lines = append(lines, "「"+c.Name+"」取消")
	}
	for _, c := range Of(tx, t, Merged) {
		into, _ := Get(tx, fmt.Sprint(c.Into))
		lines = append(lines, fmt.Sprintf("「%s」并到「%s」", c.Name, into.Name))
	}
	return bot.Out{
		Text:  t.Name + "的课都定了，已经告诉报名的人：\n" + strings.Join(lines, "\n") + "\n\n收了课费，回复「收课费」勾一勾。",
		Title: "课程确定",
	}
}

func reminderOut(tx store.Tx, c Course, k Class) bot.Out {
	text := fmt.Sprintf("提醒您：%s第%d次课，%s，%s。", title(tx, c), k.N, bot.Moment(k.At), c.Where)
	if c.Bring != "" {
		text += "\n请带：" + c.Bring + "。"
	}
	return bot.Out{
		Text:    text + "\n到了教室，看黑板上的四个数字，回复「签到」。",
		Buttons: []bot.Button{{Label: "去不了，请假", Token: token("away", refOf(c, k.Week)), Wide: true}},
		Title:   "上课提醒", Fields: fields(c),
	}
}

func codeOut(tx store.Tx, c Course, k Class, code string, away int) bot.Out {
	text := fmt.Sprintf("%s第%d次课，%s，%s。\n签到码：%s\n请写在黑板上，上课前后1小时内有效。", title(tx, c), k.N, bot.Moment(k.At), c.Where, code)
	if away > 0 {
		text += fmt.Sprintf("\n已经请假的有%d人。", away)
	}
	return bot.Out{Text: text + "\n看谁来了，回复「点名册」。", Title: "签到码"}
}

func skippedOut(tx store.Tx, c Course, k Class, why string) bot.Out {
	return bot.Out{
		Text: fmt.Sprintf("【停课一次】%s%s的课不上了，请别跑空。\n原因：%s\n少的这一次最后补上，最后一次课是%s。",
			title(tx, c), bot.Moment(k.At), why, bot.Moment(c.last().At)),
		Title: "停课通知", Fields: fields(c),
	}
}

// rateLabels are the scores 1 to 5 in words.
func rateLabels() []string {
	return []string{"很不满意", "不满意", "一般", "满意", "很满意"}
}

func rateOut(tx store.Tx, c Course) bot.Out {
	out := bot.Out{
		Text:  title(tx, c) + "上完了，谢谢您来。\n您觉得怎么样？下一期开什么课，会参考大家的评价。不写您的名字。",
		Title: "课程评价", Fields: fields(c),
	}
	for i, label := range rateLabels() {
		out.Buttons = append(out.Buttons, bot.Button{Label: label, Token: token("rate", fmt.Sprintf("%s/%d", c.ID(), i+1))})
	}
	return out
}

// nameOf is what staff call a pupil.
func nameOf(tx store.Tx, p Pupil) string {
	who, _ := directory.GetPerson(tx, directory.Resolve(tx, p.Person))
	if who.Name == "" {
		return "（已注销）"
	}
	return who.Name
}

func names(tx store.Tx, line []Pupil) string {
	var list []string
	for _, p := range line {
		list = append(list, nameOf(tx, p))
	}
	return strings.Join(list, "、")
}
