package ballot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/meaning/answer"
	"yishi/bot/talk"
	"yishi/flows/poll"
)

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
	return words, words == "" || answer.Word(words) == answer.Done
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
	cost, ok := answer.Money(amount)
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
	seats, ok := answer.Number(amount)
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

// sizedWords writes an option with its number as staff write it.
func sizedWords(o poll.Option) string {
	if o.Cost > 0 {
		return o.Label + poll.Money(o.Cost)
	}
	return fmt.Sprintf("%s%d个", o.Label, o.Seats)
}

// sizes writes options with their numbers.
func sizes(options []poll.Option) (words []string) {
	for _, o := range options {
		words = append(words, sizedWords(o))
	}
	return words
}

// number reads a whole number of a key; what is none is 0.
func number(key string) int {
	n, _ := strconv.Atoi(key)
	return n
}
