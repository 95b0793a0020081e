package desk

import (
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning"
	"yishi/bot/meaning/answer"
	"yishi/bot/talk"
	"yishi/store"
)

// hear finds out what somebody meant who said something out of the blue, and
// leads there with what was said already filled in.
func (d Config) hear(c *talk.Conv) error {
	text, _ := talk.Known[string](c, "text")
	if photo, ok := talk.Known[string](c, "photo"); ok {
		return hearPhoto(c, photo, text)
	}
	if pin, ok := talk.Known[talk.Pin](c, "pin"); ok {
		return hearPin(c, pin)
	}
	if voice, ok := talk.Known[string](c, "voice"); ok {
		text = hearVoice(c, voice)
		if text == "" {
			return c.Command("菜单")
		}
	}
	if strings.TrimSpace(text) == "" {
		return c.Command("菜单")
	}
	if m, ok := urgent(text); ok { // nothing is asked first, neither a person nor a machine
		return report(c, m.What, m.Where)
	}
	switch {
	case answer.Word(text) == answer.Cancel:
		return c.End("现在没有要取消的事。\n不去活动了，回复「取消报名」；不上课了，回复「退课」。")
	case answer.OnlyNumbers(text):
		c.Say("现在没有要选的。")
		return c.Command("菜单")
	}
	asked, err := talk.Look(c, "asked", func(tx store.Tx) (Asked, error) { return d.asked(tx, c.Who(), text), nil })
	if err != nil {
		return err
	}
	means := talk.Machine(c, "means", JobUnderstand, asked, "", asked.Understand)
	return lead(c, means, asked)
}

// urgent reads a call for help.
func urgent(text string) (meaning.Understanding, bool) {
	_, sure := meaning.Alarm(text)
	return Asked{Text: text}.Understand(), sure
}

func (d Config) asked(tx store.Tx, who directory.Person, text string) Asked {
	a := Asked{Text: text, Context: meaning.Context{Now: tx.Now().In(bot.Zone), Staff: len(who.Roles) > 0}}
	if d.Polls != nil {
		a.Context.Polls = d.Polls(tx, who)
	}
	if d.Notices != nil {
		a.Context.Notices = d.Notices(tx, who)
	}
	if d.Courses != nil {
		for _, t := range d.Courses(tx, who) {
			t.ID = courseMark + t.ID
			a.Context.Notices = append(a.Context.Notices, t)
		}
	}
	return a
}

// courseMark parts a course from an activity among what somebody can sign up for.
const courseMark = "course "

// lead goes to the flow that deals with what was meant.
func lead(c *talk.Conv, m meaning.Understanding, asked Asked) error {
	text := asked.Text
	if _, others := talk.Known[bool](c, "others"); others {
		switch m.Intent {
		case meaning.Poll:
			return c.End("「%s」由社区工作人员来办。要投票、改票，回复「投票」。", text)
		case meaning.Notice, meaning.None:
			return c.End("「%s」由社区工作人员来办。要找他们，回复「人工」。", text)
		}
	}
	switch m.Intent {
	case meaning.Issue:
		return report(c, m.What, m.Where)
	case meaning.Poll:
		if m.Match != "" {
			return vote(c, m.Match, asked)
		}
		return c.Command("投票")
	case meaning.Course:
		if m.Match != "" {
			return vote(c, m.Match, asked)
		}
		if meaning.OwnCourse(text) {
			return c.Command("我的课程")
		}
		return c.Command("课程")
	case meaning.Notice, meaning.SignUp, meaning.Withdraw:
		return signUp(c, m.Match)
	case meaning.Proxy:
		return c.End("业主投票可以请别人替您投，请带委托书到社区登记。\n别的投票要您自己投。不方便用手机的，回复「我要纸质票」。")
	case meaning.Join:
		return c.Goto("join", nil)
	case meaning.None:
		return unclear(c, text)
	}
	return c.Command(wordsFor[m.Intent])
}

// vote leads to a poll. Who wants to be signed up is, if one can be for that; for
// what is only voted on they are told so.
func vote(c *talk.Conv, id string, asked Asked) error {
	for _, p := range asked.Context.Polls {
		if p.ID == id && !p.Signs && meaning.Wants(asked.Text) {
			if open, ok := meaning.About(asked.Text, asked.Context.Notices); ok {
				return signUp(c, open.ID)
			}
			c.Say("这是投票，不算报名。开课前会请您报名。")
		}
	}
	return c.Goto("vote", talk.Given{"poll": id})
}

// signUp shows the activity or the course that was meant, or all activities.
func signUp(c *talk.Conv, match string) error {
	if course, ok := strings.CutPrefix(match, courseMark); ok {
		return c.Goto("course", talk.Given{talk.Of: course})
	}
	if match != "" {
		return c.Goto("activity", talk.Given{"notice": match})
	}
	return c.Command("活动")
}

// wordsFor are the commands that serve an intent.
var wordsFor = map[string]string{
	meaning.Mine: "我的诉求", meaning.Human: "人工", meaning.Help: "菜单",
	meaning.Paper:       "要纸质票",
	meaning.StaffIssues: "待办", meaning.StaffPoll: "发起投票", meaning.StaffNotice: "发通知",
}

func report(c *talk.Conv, what, where string) error {
	given := talk.Given{"what": what}
	if where != "" {
		if spot, ok := c.Spot(where); ok {
			given["where"] = spot
		}
	}
	c.Say("您要反映的是：「%s」。", what)
	return c.Goto("report", given)
}

// unclear asks, rather than guesses.
func unclear(c *talk.Conv, text string) error {
	short := text
	if r := []rune(text); len(r) > 30 {
		short = string(r[:30]) + "……"
	}
	if meaning.Asks(text) {
		return unknown(c, text, short)
	}
	switch c.Choice("then", "「"+short+"」，您是想：",
		talk.Opt{Key: "issue", Label: "反映这个问题"}, talk.Opt{Key: "poll", Label: "参加投票"},
		talk.Opt{Key: "act", Label: "看看活动"}, talk.Opt{Key: "human", Label: "找工作人员"},
		talk.Opt{Key: "no", Label: "没什么"}) {
	case "issue":
		return c.Goto("report", talk.Given{"what": text})
	case "poll":
		return c.Command("投票")
	case "act":
		return c.Command("活动")
	case "human":
		return c.Command("人工")
	}
	return c.End("好的。有事随时说。")
}

// unknown offers to pass on a question that we cannot answer.
func unknown(c *talk.Conv, text, short string) error {
	switch c.Choice("ask", "「"+short+"」，这个我答不上来。要请工作人员回答吗？",
		talk.Opt{Key: "human", Label: "请工作人员回答", Wide: true},
		talk.Opt{Key: "issue", Label: "我是要反映问题", Wide: true},
		talk.Opt{Key: "no", Label: "不问了"}) {
	case "human":
		said, err := talk.Step(c, "pass on", func(tx store.Tx) (string, error) { return passOn(tx, c.Who(), c.Chat(), text), nil })
		if err != nil {
			return err
		}
		return c.End("%s", said)
	case "issue":
		return c.Goto("report", talk.Given{"what": text})
	}
	return c.End("好的。有事随时说。")
}

func hearPhoto(c *talk.Conv, photo, caption string) error {
	_, danger := meaning.Alarm(caption)
	if !danger && !c.Confirm("photo?", "照片收到了。是要反映问题吗？") {
		return c.End("好的。有事随时说。")
	}
	given := talk.Given{"photo": photo}
	if caption != "" {
		given["what"] = caption
	}
	return c.Goto("report", given)
}

func hearPin(c *talk.Conv, pin talk.Pin) error {
	if !c.Confirm("pin?", "位置收到了。是要反映这里的问题吗？") {
		return c.End("好的。有事随时说。")
	}
	name := pin.Label
	if name == "" {
		name = "地图上的位置"
	}
	return c.Goto("report", talk.Given{"where": talk.Spot{Name: name, Pin: &pin}})
}

// hearVoice has a voice message written down and confirmed; "" is nothing to go on.
func hearVoice(c *talk.Conv, voice string) string {
	if !c.Hears() {
		c.Say("我还听不懂语音。麻烦您打字，或者回复数字。")
		return ""
	}
	words := talk.Machine(c, "heard", talk.JobTranscribe, voice, "正在听您的语音，请稍等。", func() string { return "" })
	if words == "" {
		c.Say("这段语音我没有听清。麻烦您打字，或者回复数字。")
		return ""
	}
	if !c.Confirm("right", "您说的是：「%s」，对吗？", words) {
		c.Say("那请再说一遍，或者打字。")
		return ""
	}
	return words
}
