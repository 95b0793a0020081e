package poll

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning"
	"yishi/bot/talk"
	"yishi/store"
)

// newpoll is the conversation of a member of staff who opens a poll.
func newpoll(c *talk.Conv) error {
	places := directory.PlacesOf(c.Who(), directory.OpenPoll)
	if len(places) == 0 {
		return c.End("这是社区工作人员用的。")
	}
	var p Poll
	p.Question = askQuestion(c)
	p.Note = askNote(c)
	labels := askNeither(c, askLabels(c))
	p.Max = askMost(c, labels)
	p.Min = 1
	p.For = directory.Audience{Place: c.Area("place", places, "请谁来投？"), MinTrust: directory.Claimed}
	if c.Choice("age", "有没有年龄的限制？", talk.Opt{Key: "all", Label: "不限年龄"}, talk.Opt{Key: "60", Label: "60岁以上"}) == "60" {
		p.For.MinAge = 60
	}
	p.Secret = c.Choice("secret", "票记不记名？",
		talk.Opt{Key: "no", Label: "记名，工作人员看得到谁投了什么"},
		talk.Opt{Key: "yes", Label: "不记名，谁也看不到"}) == "yes"
	p.Quorum, p.Line = rule(c.Choice("rule", "怎样才算数？",
		talk.Opt{Key: "most", Label: "票最多的就行"},
		talk.Opt{Key: "half", Label: "要过半数的人投票"},
		talk.Opt{Key: "third", Label: "要三分之二以上的人投票"},
		talk.Opt{Key: "line", Label: "要过半数的人投票，得票也要过半"}))
	closes, when := askCloses(c)
	p.Closes = closes
	return openIt(c, p, labels, when)
}

// openIt shows the draft as residents will see it and opens it.
func openIt(c *talk.Conv, p Poll, labels []string, when string) error {
	p.Options = Options(labels)
	p.Max = min(p.Max, len(labels))
	name := fmt.Sprintf("reach %s %d", p.For.Place, p.For.MinAge)
	reach, err := talk.Look(c, name, func(tx store.Tx) (reached, error) { return reachOf(tx, p) })
	if err != nil {
		return err
	}
	head := "居民会看到：\n──────\n" + Preview(p, reach.Who) + "\n──────"
	if !c.Review("send", head, "就这样发出去", lines(p, reach, when)...) {
		return c.End("好的，没有发。")
	}
	opened, err := talk.Step(c, "open", func(tx store.Tx) (Poll, error) { return Open(tx, p, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("%s开好了，一共%d人可以投。\n%s自己截止，结果会告诉大家，也告诉您。\n看进度回复「投票进度」，要取消回复「取消投票」。",
		opened.no(), opened.Electorate, bot.Moment(opened.Closes))
}

// lines are the answers of the draft, each to be changed.
func lines(p Poll, reach reached, when string) []talk.Line {
	rule := p.RuleWords()
	if rule == "" {
		rule = "票最多的就行"
	}
	secret := "记名"
	if p.Secret {
		secret = "不记名"
	}
	most := "max"
	if asksOne(p.labels()) {
		most = "" // that was not asked
	}
	return []talk.Line{
		{Label: "题目", Value: p.Question, Question: "question"},
		{Label: "说明", Value: p.Note, Question: "note"},
		{Label: "选项", Value: strings.ReplaceAll(p.list(""), "\n", "、"), Question: "option"},
		{Label: "可选", Value: p.howMany(), Question: most},
		{Label: "范围", Value: reach.Who, Question: "place"},
		{Label: "年龄", Question: "age"},
		{Label: "方式", Value: secret, Question: "secret"},
		{Label: "规则", Value: rule, Question: "rule"},
		{Label: "截止", Value: bot.Moment(p.Closes), Question: when},
		{Label: "会通知", Value: fmt.Sprintf("%d人。%s", reach.People, reach.Ways)},
	}
}

func askQuestion(c *talk.Conv) string {
	for {
		question := c.Text("question", "要问大家什么？请写一句话，比如「老年大学下学期开什么课？」。")
		if n := len([]rune(question)); n <= mostQuestion {
			return strings.ReplaceAll(question, "\n", " ")
		}
		c.Say("题目太长了，最多%d个字，细节下一步可以写。", mostQuestion)
	}
}

func askNote(c *talk.Conv) string {
	for {
		note := c.TextOr("note", "不用说明", "要不要写几句说明？地点、费用、背景，都可以写在这里。")
		if len([]rune(note)) <= mostNote {
			return note
		}
		c.Say("说明太长了，最多%d个字。", mostNote)
	}
}

// askLabels collects the options: a list at once, or one by one until there
// are no more.
func askLabels(c *talk.Conv) []string {
	var labels []string
	for {
		words, done := askOption(c, labels)
		if done {
			return labels
		}
		more := SplitLabels(words)
		all := append(slices.Clone(labels), slices.DeleteFunc(more, func(l string) bool { return slices.Contains(labels, l) })...)
		if err := CheckLabels(all); err != nil {
			c.Say("%v", err)
			continue
		}
		labels = all
		if len(more) >= leastOptions || len(labels) == mostOptions {
			return labels
		}
	}
}

// askNeither offers a way to say no where two plans are put to a vote.
func askNeither(c *talk.Conv, labels []string) []string {
	if !LacksNo(labels) {
		return labels
	}
	add := c.Choice("neither", "两个都不同意的人，现在没法投。要不要加一项「"+NeitherLabel+"」？",
		talk.Opt{Key: "add", Label: "加上"}, talk.Opt{Key: "no", Label: "不加"})
	if add == "add" {
		return append(slices.Clone(labels), NeitherLabel)
	}
	return labels
}

// askOption asks for one more option, or several; done says there are no more.
func askOption(c *talk.Conv, have []string) (words string, done bool) {
	switch {
	case len(have) == 0:
		return c.Text("option", "大家可以选什么？一次写完，用顿号隔开，比如「太极、摄影、书法」；也可以一条一条发。"), false
	case len(have) < leastOptions:
		return c.Text("option", "记下了「%s」。下一项呢？", have[0]), false
	}
	words = c.TextOr("option", "没有了", "记下了%d项：%s。还有吗？", len(have), strings.Join(have, "、"))
	return words, words == "" || meaning.Word(words) == meaning.Done
}

// askMost asks how many may be chosen, unless that can only be one.
func askMost(c *talk.Conv, labels []string) int {
	if asksOne(labels) {
		return 1
	}
	n := len(labels)
	opts := []talk.Opt{{Key: "1", Label: "只选1项"}}
	for k := 2; k < min(n, 4); k++ {
		opts = append(opts, talk.Opt{Key: strconv.Itoa(k), Label: fmt.Sprintf("最多选%d项", k)})
	}
	opts = append(opts, talk.Opt{Key: "0", Label: "想选几项选几项"})
	most, _ := strconv.Atoi(c.Choice("max", "每人可以选几项？", opts...))
	if most == 0 {
		return n
	}
	return most
}

// suggested are closing times to choose from, and the time they were made for.
type suggested struct {
	Now   time.Time `json:"now"`
	Three time.Time `json:"three"`
	Seven time.Time `json:"seven"`
}

// askCloses asks when the poll closes and names the question that was answered.
func askCloses(c *talk.Conv) (closes time.Time, question string) {
	s, err := talk.Look(c, "times", func(tx store.Tx) (suggested, error) {
		today := bot.Midnight(tx.Now()).Add(20 * time.Hour)
		return suggested{tx.Now(), today.AddDate(0, 0, 3), today.AddDate(0, 0, 7)}, nil
	})
	if err != nil {
		return s.Three, ""
	}
	switch c.Choice("closes", "什么时候截止？",
		talk.Opt{Key: "3", Label: "3天，到" + bot.Moment(s.Three), Wide: true},
		talk.Opt{Key: "7", Label: "7天，到" + bot.Moment(s.Seven), Wide: true},
		talk.Opt{Key: "own", Label: "自己说", Wide: true}) {
	case "3":
		return s.Three, "closes"
	case "7":
		return s.Seven, "closes"
	}
	for {
		at := c.Time("closesat", "请说哪天几点截止，比如「12月8日晚上8点」。")
		err := CheckCloses(at, s.Now)
		if err == nil {
			return at, "closesat"
		}
		c.Say("%v", err)
	}
}
