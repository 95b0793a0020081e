package hold

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/meaning"
	"yishi/bot/talk"
	"yishi/flows/poll"
)

// askItems asks what is chosen from, rated, paid for or signed up for.
func askItems(c *talk.Conv, p *poll.Poll) {
	switch k := p.Info(); {
	case k.Fixed != nil:
		p.Suits()
	case k.Kind == poll.Budget:
		p.Fund = c.Money("fund", "一共有多少钱可以用？比如「10万元」。")
		p.Options = askSized(c, "有哪些项目，各要多少钱？比如「健身角3万元、长椅8000元、路灯5万元」。", func(part string) (poll.Option, error) { return costed(part, p.Fund) })
		p.Purse = askPurse(c)
		p.Min, p.Max = 1, len(p.Options)
	case k.Shape == poll.Queue:
		p.Options = askSized(c, "报什么，各有几个名额？比如「合唱班20个、书法班15个」。", seated)
		p.Drawn = c.Choice("drawn", "报名的人多了，名额给谁？",
			talk.Opt{Key: "first", Label: "先到先得，满了候补", Wide: true},
			talk.Opt{Key: "lot", Label: "截止后抽签", Wide: true}) == "lot"
		p.Min, p.Max = 1, 1
		if len(p.Options) > 1 {
			p.Max = askMost(c, p.OptionLabels(), "每人可以报几项？")
		}
	case k.Shape == poll.Points:
		p.Options = poll.Options(askRated(c))
		p.Most = number(c.Choice("most", "最高几分？", talk.Opt{Key: "5", Label: "1到5分"}, talk.Opt{Key: "10", Label: "1到10分"}))
		p.Min, p.Max = 1, len(p.Options)
	case k.Shape == poll.Order:
		p.Options = poll.Options(askLabels(c, "排哪些？一次写完，用顿号隔开，比如「东门路面、凉亭、停车棚」。"))
		p.Min, p.Max = 1, len(p.Options)
	default:
		askPicked(c, p)
	}
}

// usualPurse is how many points to share most will want.
const usualPurse = 10

// askPurse asks how projects are voted for: each that is liked, or by points to
// share among them, of which there are as many. 0 is the former.
func askPurse(c *talk.Conv) int {
	switch c.Choice("way", "大家怎么选项目？",
		talk.Opt{Key: "like", Label: "觉得好的都选", Wide: true},
		talk.Opt{Key: "ten", Label: fmt.Sprintf("每人%d分，分给想要的项目", usualPurse), Wide: true},
		talk.Opt{Key: "own", Label: "每人几分，我来定", Wide: true}) {
	case "like":
		return 0
	case "ten":
		return usualPurse
	}
	return c.Number("purse", poll.LeastPurse, poll.MostPurse, "每人几分？%d到%d之间，少一点好分。", poll.LeastPurse, poll.MostPurse)
}

// The four questions of 民意: how people like what was done for them.
const (
	fourLabel = "就用四个「不」"
	fourItems = "满意不满意、高兴不高兴、认可不认可、答应不答应"
)

// askRated asks what is to be rated.
func askRated(c *talk.Conv) []string {
	for {
		words := c.TextOr("option", fourLabel, "给哪些打分？一次写完，用顿号隔开，比如「环境卫生、电梯、保安」。也可以用「%s」。", fourItems)
		if words == "" {
			return poll.SplitLabels(fourItems)
		}
		labels := poll.SplitLabels(words)
		err := poll.CheckLabels(labels)
		if err == nil && len(labels) > 0 {
			return labels
		}
		c.Say("%v", err)
	}
}

// askPicked asks for options of which some are chosen.
func askPicked(c *talk.Conv, p *poll.Poll) {
	labels := askNo(c)
	p.Min, p.Max = 1, 1
	if !poll.AsksOne(labels) {
		p.Max = min(askMost(c, labels, "每人可以选几项？"), len(labels))
		if c.Choice("none", "要不要加一项「"+poll.NoneLabel+"」，给哪样都不要的人？", talk.Opt{Key: "add", Label: "加上"}, talk.Opt{Key: "no", Label: "不加"}) == "add" && len(labels) < poll.MostOptions {
			labels = append(labels, poll.NoneLabel)
		}
	}
	p.Options = poll.Options(labels)
}

// askNo asks for the options until one of them lets people say no to plans.
func askNo(c *talk.Conv) []string {
	for {
		labels := askLabels(c, "大家可以选什么？一次写完，用顿号隔开，比如「太极、摄影、书法」；也可以一条一条发。")
		if !poll.LacksNo(labels) {
			return labels
		}
		if c.Choice("neither", "都不同意的人没法投，这样不能开。加一项「"+poll.NeitherLabel+"」，还是重新写？",
			talk.Opt{Key: "add", Label: "加上"}, talk.Opt{Key: "again", Label: "重新写选项"}) == "add" {
			return append(slices.Clone(labels), poll.NeitherLabel)
		}
	}
}

// askLabels collects the options: a list at once, or one by one until there
// are no more.
func askLabels(c *talk.Conv, first string) []string {
	var labels []string
	for {
		words, done := askOption(c, labels, first)
		if done {
			return labels
		}
		more := poll.SplitLabels(words)
		all := append(slices.Clone(labels), slices.DeleteFunc(more, func(l string) bool { return slices.Contains(labels, l) })...)
		if err := poll.CheckLabels(all); err != nil {
			c.Say("%v", err)
			continue
		}
		labels = all
		if len(more) >= poll.LeastOptions || len(labels) == poll.MostOptions {
			return labels
		}
	}
}

// askOption asks for one more option, or several; done says there are no more.
func askOption(c *talk.Conv, have []string, first string) (words string, done bool) {
	switch {
	case len(have) == 0:
		return c.Text("option", "%s", first), false
	case len(have) < poll.LeastOptions:
		return c.Text("option", "记下了「%s」。下一项呢？", have[0]), false
	}
	words = c.TextOr("option", "没有了", "记下了%d项：%s。还有吗？", len(have), strings.Join(have, "、"))
	return words, words == "" || meaning.Word(words) == meaning.Done
}

// askMost asks how many may be chosen.
func askMost(c *talk.Conv, labels []string, text string) int {
	n := len(labels)
	opts := []talk.Opt{{Key: "1", Label: "只选1项"}}
	for k := 2; k < min(n, 4); k++ {
		opts = append(opts, talk.Opt{Key: strconv.Itoa(k), Label: fmt.Sprintf("最多选%d项", k)})
	}
	opts = append(opts, talk.Opt{Key: "0", Label: "想选几项选几项"})
	most := number(c.Choice("max", text, opts...))
	if most == 0 {
		return n
	}
	return most
}

// askSized asks for a list of things with a number each until it can be read.
func askSized(c *talk.Conv, text string, read func(part string) (poll.Option, error)) []poll.Option {
	for {
		options, err := sized(c.Text("option", "%s", text), read)
		if err == nil {
			return options
		}
		c.Say("%v", err)
	}
}

// sized reads such a list.
func sized(words string, read func(part string) (poll.Option, error)) ([]poll.Option, error) {
	var options []poll.Option
	var labels []string
	for _, part := range poll.SplitLabels(words) {
		o, err := read(part)
		if err != nil {
			return nil, err
		}
		o.Key = string(rune('a' + len(options)))
		options, labels = append(options, o), append(labels, o.Label)
	}
	return options, poll.CheckLabels(labels)
}

// costed reads a project that the fund can pay: 长椅8000元.
func costed(part string, fund int) (poll.Option, error) {
	label, amount := cutNumber(part)
	cost, ok := meaning.Money(amount)
	switch {
	case !ok || cost == 0 || label == "":
		return poll.Option{}, bot.Refuse("「%s」没看懂。请写名字和钱数，比如「长椅8000元」。", part)
	case cost > fund:
		return poll.Option{}, bot.Refuse("「%s」要的钱比一共有的还多，选上了也做不成。请再写一遍。", label)
	}
	return poll.Option{Label: label, Cost: cost}, nil
}

// seated reads something to sign up for: 合唱班20个.
func seated(part string) (poll.Option, error) {
	label, amount := cutNumber(part)
	seats, ok := meaning.Number(amount)
	if !ok || seats == 0 || label == "" {
		return poll.Option{}, bot.Refuse("「%s」没看懂。请写名字和名额，比如「合唱班20个」。", part)
	}
	return poll.Option{Label: label, Seats: seats}, nil
}

// cutNumber cuts a name from the number behind it. Of several numbers it is the
// last: 3号楼长椅8000元.
func cutNumber(part string) (label, amount string) {
	const digits = "0123456789.０１２３４５６７８９"
	end := strings.LastIndexAny(part, "0123456789")
	if end < 0 {
		return part, ""
	}
	start := len(strings.TrimRight(part[:end+1], digits))
	return strings.Trim(part[:start], " ：:（("), strings.Trim(part[start:], "）) ")
}

// number reads a whole number of a key; what is none is 0.
func number(key string) int {
	n, _ := strconv.Atoi(key)
	return n
}
