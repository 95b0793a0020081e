package school

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/course"
	"yishi/store"
)

func cancelledOut(tx store.Reader, c course.Course) bot.Out {
	return bot.Out{
		Text:  fmt.Sprintf("【没有开成】%s报名的人不到%d个，这一期不开了。您不用交费。\n别的课要是还想报，下一期再见。", course.Title(tx, c), c.Least),
		Title: "课程取消", Fields: course.Fields(c),
	}
}

func mergedOut(tx store.Reader, c, into course.Course, t course.Term, who directory.Person) bot.Out {
	you := who.You()
	text := fmt.Sprintf("%s报名的人不到%d个，开不成。社区想请"+you+"改上「%s」：\n%s，%s，%s。",
		course.Title(tx, c), c.Least, into.Name, into.Slot, into.Teacher, into.Where)
	if into.Fee > 0 {
		text += fmt.Sprintf("\n那边报了%d人，%s去了%s。", len(course.Line(tx, into, course.In)), you, course.Each(into.Fee, len(course.Line(tx, into, course.In))+1))
	}
	if other, clash := course.Clash(tx, into, who); clash {
		text += fmt.Sprintf("\n注意：和%s报的「%s」（%s）时间撞了。", you, other.Name, other.Slot)
	}
	return bot.Out{
		Text: text + fmt.Sprintf("\n\n%s去吗？请在%s以前回答，不回答就当不去。", you, bot.Moment(t.Settle)),
		Buttons: []bot.Button{
			{Label: "去", Token: course.TokenFor(who, "along", c.ID()+"/y")}, {Label: "不去", Token: course.TokenFor(who, "along", c.ID()+"/n")},
		},
		Title: "课程合并", Fields: course.Fields(into),
	}
}

func notAlongOut(tx store.Reader, c course.Course) bot.Out {
	into, _ := course.Get(tx, fmt.Sprint(c.Into))
	return bot.Out{Text: fmt.Sprintf("没有等到您的回答，就没有给您报%s。您不用交费。", course.Title(tx, into)), Title: "课程取消", Fields: course.Fields(c)}
}

func confirmedOut(tx store.Reader, c course.Course, p course.Pupil, n int) bot.Out {
	text := fmt.Sprintf("【开课】%s定下来开了，一共%d人。\n第一次课：%s，%s。\n", course.Title(tx, c), n, bot.Moment(c.First), c.Where)
	if c.Bring != "" {
		text += "请带：" + c.Bring + "。\n"
	}
	if c.Fee == 0 {
		return bot.Out{Text: text + "\n这门课不收费。", Title: "课程确认", Fields: course.Fields(c)}
	}
	text += fmt.Sprintf("\n您的课费是%s，不会再变了。\n（课时费%s，%d人平摊。", course.Yuan(p.Share), course.Yuan(c.Fee), n)
	if c.Fee%n > 0 {
		text += course.OddWords
	}
	return bot.Out{
		Text: text + "）\n" + course.PayWords, Title: "课程确认",
		Fields: append(course.Fields(c), bot.Field{Name: "课费", Value: course.Yuan(p.Share)}),
	}
}

func noRoomOut(tx store.Reader, c course.Course) bot.Out {
	return bot.Out{
		Text:  course.Title(tx, c) + "名额满了，报名截止了，这次没有排到您。您不用交费。",
		Title: "没有排到", Fields: course.Fields(c),
	}
}

// fewOut has staff decide about the courses with too few pupils.
func fewOut(tx store.Reader, t course.Term, few []course.Course) bot.Out {
	var lines []string
	var buttons []bot.Button
	for _, c := range few {
		lines = append(lines, fmt.Sprintf("%s　报了%d人，要%d人", c.Name, len(course.Line(tx, c, course.In)), c.Least))
		buttons = append(buttons, bot.Button{Label: "处理「" + c.Name + "」", Token: course.Token("few", c.ID()), Wide: true})
	}
	return bot.Out{
		Text: fmt.Sprintf("%s的课报名截止了。这几门人不够：\n%s\n\n可以取消，也可以并到别的课。别的课等这几门定了，一起告诉大家课费。\n%s以前不定，就自动取消。",
			t.Name, strings.Join(lines, "\n"), bot.Moment(t.Settle)),
		Buttons: buttons, Title: "课程人数不够",
	}
}

// settledOut tells staff what came of a term.
func settledOut(tx store.Reader, t course.Term) bot.Out {
	var lines []string
	for _, c := range course.Of(tx, t, course.Confirmed) {
		n := len(course.Line(tx, c, course.In))
		line := fmt.Sprintf("「%s」开，%d人", c.Name, n)
		if c.Fee > 0 {
			line += "，" + course.Each(c.Fee, n)
		}
		lines = append(lines, fmt.Sprintf("%s，%s第一次课", line, bot.Moment(c.First)))
	}
	for _, c := range course.Of(tx, t, course.Cancelled) {
		lines = append(lines, "「"+c.Name+"」取消")
	}
	for _, c := range course.Of(tx, t, course.Merged) {
		into, _ := course.Get(tx, fmt.Sprint(c.Into))
		lines = append(lines, fmt.Sprintf("「%s」并到「%s」", c.Name, into.Name))
	}
	return bot.Out{
		Text:  t.Name + "的课都定了，正在告诉报名的人：\n" + strings.Join(lines, "\n") + "\n\n收了课费，回复「收课费」勾一勾。",
		Title: "课程确定",
	}
}
