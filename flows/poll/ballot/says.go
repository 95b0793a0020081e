package ballot

import (
	"fmt"
	"slices"
	"strings"

	"yishi/flows/poll"
)

// Says is what marks say, for "您…": 选的是「太极」「书法」.
func Says(p poll.Poll, m poll.Marks) string {
	switch p.Info().Shape {
	case poll.Order:
		return "排的先后是" + order(p, m)
	case poll.Points:
		return "打的分是" + marked(p, m)
	case poll.Shares:
		return "给的分是" + marked(p, m) + unused(p, m)
	case poll.Queue:
		if Withdrew(p, m) {
			return "退出了"
		}
		return "报的是" + p.Labels(p.Keys(m))
	case poll.Stances:
		return "对" + StanceWords(p, m)
	}
	if Spoilt(p, m) {
		return "投的票看不清，作废了"
	}
	return "选的是" + p.Labels(p.Keys(m))
}

// marked writes points: 「卫生」5分、「电梯」3分.
func marked(p poll.Poll, m poll.Marks) string {
	var given []string
	for i, o := range p.Options {
		if m[i] > 0 {
			given = append(given, fmt.Sprintf("「%s」%s", o.Label, points(p, m[i])))
		}
	}
	return strings.Join(given, "、")
}

// unused says how many of the points to share are left.
func unused(p poll.Poll, m poll.Marks) string {
	left := p.Purse
	for _, points := range m {
		left -= points
	}
	if left == 0 {
		return ""
	}
	return fmt.Sprintf("，还有%d分没有用", left)
}

// order writes an order: 1「书法」2「太极」「摄影」.
func order(p poll.Poll, m poll.Marks) string {
	text, last := "", 0
	for _, key := range p.Keys(m) {
		i := slices.IndexFunc(p.Options, func(o poll.Option) bool { return o.Key == key })
		if m[i] != last {
			last = m[i]
			text += fmt.Sprint(last)
		}
		text += "「" + p.Options[i].Label + "」"
	}
	return text
}

// points writes one mark of a rating.
func points(p poll.Poll, n int) string { return fmt.Sprintf("%d分", n) }

// StanceWords is what a ballot says of each item.
func StanceWords(p poll.Poll, m poll.Marks) string {
	var said []string
	for i, o := range p.Options {
		if i < len(m) && m[i] > 0 && m[i] < len(poll.StanceOf) {
			said = append(said, "「"+o.Label+"」"+poll.StanceOf[m[i]].Words)
		}
	}
	return strings.Join(said, "，")
}
