package draft

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/run"
	"yishi/flows/poll/tell"
)

// lines are the answers of the draft, each to be changed.
func lines(p poll.Poll, reach run.Reached, asked times) []talk.Line {
	k := p.Info()
	list := []talk.Line{
		{Label: "题目", Value: p.Question, Question: "question"},
		{Label: "说明", Value: p.Note, Question: "note"},
	}
	if p.ByPart() {
		list = matterLines(p)
	} else if k.Fixed == nil {
		list = append(list, talk.Line{Label: k.Items, Value: inLine(p), Question: "option"})
	}
	list = append(list, ballot.Lines(p)...)
	if asksPer(k) {
		list = append(list, talk.Line{Label: "按什么算", Value: perWords(p), Question: "per"})
	}
	where := talk.Line{Label: "范围", Value: reach.Who, Question: "place"}
	if p.ByPart() {
		where.Question = "scope"
	}
	list = append(list, where)
	if k.MinAge == 0 && k.Tag == "" && !p.ByPart() {
		list = append(list, talk.Line{Label: "年龄", Question: "age"})
	}
	if k.Demands() != nil {
		list = append(list, talk.Line{Label: "谁的票算数", Value: p.Demanded().Words(), Question: "demand"})
	}
	if !k.Named {
		list = append(list, talk.Line{Label: "方式", Value: secretWords(p.Secret), Question: "secret"})
	}
	list = append(list, ballot.RuleLine(p)...)
	if !k.Seats {
		list = append(list, talk.Line{Label: "能不能改", Value: tell.Changing(p), Question: "changes"})
	}
	if p.MayHaveCarers() {
		list = append(list, talk.Line{Label: "家里人代投", Value: carersWords(p), Question: "carers"})
	}
	opens := "现在"
	if !p.Opens.IsZero() {
		opens = bot.Moment(p.Opens)
	}
	list = append(list,
		talk.Line{Label: "开始", Value: opens, Question: asked.opens},
		talk.Line{Label: "截止", Value: bot.Moment(p.Closes), Question: asked.closes})
	if asked.reminds != "" {
		list = append(list, talk.Line{Label: "提醒", Value: remindWords(p), Question: asked.reminds})
	}
	return append(list,
		talk.Line{Label: "会通知", Value: fmt.Sprintf("%d人。%s", reach.People, reach.Ways)})
}

func secretWords(secret bool) string {
	if secret {
		return "不记名"
	}
	return "记名"
}

func perWords(p poll.Poll) string {
	words := poll.By(p, "每人一票", "每家一票", "一套房一票")
	if p.Entitled > 0 {
		words += fmt.Sprintf("，一共%s", p.Voices(p.Entitled))
	}
	return words
}

func remindWords(p poll.Poll) string {
	opens := p.Opens
	switch {
	case p.Unreminded:
		return "不提醒"
	case p.Reminds.IsZero() && opens.IsZero():
		return "截止前提醒一次没投的人"
	case p.Reminds.IsZero():
		return bot.Moment(run.RemindAt(opens, p.Closes)) + "提醒没投的人"
	}
	return bot.Moment(p.Reminds) + "提醒没投的人"
}

// inLine are the options in one line.
func inLine(p poll.Poll) string {
	return strings.ReplaceAll(strings.Join(p.Titles(), "、"), "\n", "、")
}
