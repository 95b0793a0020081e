package draft

import (
	"fmt"
	"slices"
	"strconv"

	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/tally/budget"
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
		p.Left = askLeft(c)
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

// askLeft asks what becomes of money that is left over. It is answered beforehand;
// most want it used.
func askLeft(c *talk.Conv) budget.Completion {
	left := c.Choice("left", "大家凑过以后，钱还有剩，怎么办？",
		talk.Opt{Key: budget.Exhaust.Name(), Label: "尽量用完：接着凑，还剩的按票数补", Wide: true},
		talk.Opt{Key: budget.Overspend.Name(), Label: "只接着凑，不按票数补", Wide: true},
		talk.Opt{Key: budget.NoCompletion.Name(), Label: "留着不用", Wide: true})
	for _, completion := range budget.Completions {
		if completion.Name() == left {
			return completion
		}
	}
	return budget.Exhaust
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
		p.Min = askLeast(c, p.Max)
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

// askLeast asks how many must be chosen. It is answered beforehand; a greatest number
// that has become smaller bounds it.
func askLeast(c *talk.Conv, most int) int {
	if most == 1 {
		return 1
	}
	var opts []talk.Opt
	for k := 1; k <= most; k++ {
		opts = append(opts, talk.Opt{Key: strconv.Itoa(k), Label: fmt.Sprintf("%d项", k)})
	}
	return min(number(c.Choice("least", "至少要选几项？", opts...)), most)
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
