package ballot

import (
	"fmt"
	"slices"
	"strconv"

	"yishi/bot/talk"
	"yishi/flows/poll"
)

// What the organiser of a choice is asked.

// put asks for options of which some are chosen.
func (k choice) put(c *talk.Conv) {
	labels := askNo(c)
	k.Min, k.Max = 1, 1
	if !poll.AsksOne(labels) {
		k.Max = min(askMost(c, labels, "每人可以选几项？"), len(labels))
		k.Min = askLeast(c, k.Max)
		if c.Choice("none", "要不要加一项「"+poll.NoneLabel+"」，给哪样都不要的人？", talk.Opt{Key: "add", Label: "加上"}, talk.Opt{Key: "no", Label: "不加"}) == "add" && len(labels) < poll.MostOptions {
			labels = append(labels, poll.NoneLabel)
		}
	}
	k.Options = poll.Options(labels)
}

func (k choice) lines() []talk.Line {
	many := talk.Line{Label: "选几项", Value: HowMany(*k.Poll)}
	if poll.AsksOne(k.OptionLabels()) {
		return []talk.Line{many}
	}
	many.Question = "max"
	list := []talk.Line{many}
	if k.Max > 1 {
		list = append(list, talk.Line{Label: "至少选几项", Question: "least"})
	}
	return append(list, talk.Line{Label: poll.NoneLabel, Question: "none"})
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
