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
	list = append(list, kindLines(p)...)
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
	if k.Kind == poll.Choose || k.Kind == poll.Proposal {
		list = append(list, talk.Line{Label: "规则", Value: ruleOr(p), Question: "rule"})
	}
	if k.Shape != poll.Queue {
		list = append(list, talk.Line{Label: "能不能改", Value: tell.Changing(p), Question: "changes"})
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

// kindLines are what only some kinds have.
func kindLines(p poll.Poll) []talk.Line {
	switch k := p.Info(); {
	case k.Kind == poll.Budget:
		list := []talk.Line{{Label: "总钱数", Value: poll.Money(p.Fund), Question: "fund"}, {Label: "选法", Value: wayWordsOf(p), Question: "way"}, {Label: "剩下的钱", Value: strings.TrimSuffix(ballot.LeftWords(p), "。"), Question: "left"}}
		if p.Purse > 0 && p.Purse != usualPurse {
			list = append(list, talk.Line{Label: "分数", Question: "purse"})
		}
		return list
	case k.Shape == poll.Points:
		return []talk.Line{{Label: "分数", Value: fmt.Sprintf("1到%d分", p.Most), Question: "most"}}
	case k.Shape == poll.Queue:
		return []talk.Line{{Label: "名额给谁", Value: drawnWords(p.Drawn), Question: "drawn"}}
	case p.PerHome || k.Kind == poll.Residents:
		return []talk.Line{{Label: "按什么算", Value: perWords(p), Question: "per"}}
	case k.Shape == poll.Picks && k.Fixed == nil && poll.AsksOne(p.OptionLabels()):
		return []talk.Line{{Label: "选几项", Value: ballot.HowMany(p)}}
	case k.Shape == poll.Picks && k.Fixed == nil:
		list := []talk.Line{{Label: "选几项", Value: ballot.HowMany(p), Question: "max"}}
		if p.Max > 1 {
			list = append(list, talk.Line{Label: "至少选几项", Question: "least"})
		}
		return append(list, talk.Line{Label: poll.NoneLabel, Question: "none"})
	}
	return nil
}

func wayWordsOf(p poll.Poll) string {
	if p.Purse == 0 {
		return "觉得好的都选"
	}
	return fmt.Sprintf("每人%d分，分给想要的项目", p.Purse)
}

func ruleOr(p poll.Poll) string {
	if rule := tell.RuleWords(p); rule != "" {
		return rule
	}
	return "票最多的就行"
}

func secretWords(secret bool) string {
	if secret {
		return "不记名"
	}
	return "记名"
}

func drawnWords(drawn bool) string {
	if drawn {
		return "截止后抽签"
	}
	return "先到先得"
}

func perWords(p poll.Poll) string {
	words := "每人一票"
	if p.PerHome {
		words = "每家一票"
	}
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
