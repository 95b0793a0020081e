package poll

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
)

// CheckMarks refuses marks that are no answer, and brings them into their one form.
func (p *Poll) CheckMarks(m Marks) (Marks, error) {
	if len(m) != len(p.Options) {
		return nil, reply("没有这一项。回复「投票」，重新选一次。")
	}
	m = slices.Clone(m)
	switch p.Info().Shape {
	case Order:
		return p.checkOrder(m)
	case Points:
		return p.checkPoints(m)
	case Shares:
		return m, p.checkShares(m)
	case Stances:
		return m, p.checkStances(m, abstains)
	}
	for i := range m {
		m[i] = min(m[i], 1)
	}
	return m, p.checkPicks(m)
}

func (p *Poll) checkPicks(m Marks) error {
	n := len(p.keys(m))
	for i, o := range p.Options {
		if m[i] > 0 && n > 1 && saysNone(o.Label) {
			return bot.Refuse("选了「%s」，就不能再选别的。", o.Label)
		}
	}
	least := p.Min
	switch {
	case p.Info().Shape == Queue:
		least = 0 // who has signed up may withdraw
	case n == 1 && p.picksNone(m):
		least = 1
	}
	if n < least || n > p.Max {
		return bot.Refuse("您选了%d项，这次要选%s。", n, p.HowMany())
	}
	return nil
}

// checkOrder closes the gaps of an order: 1, 3, 3 is 1, 2, 2.
func (p *Poll) checkOrder(m Marks) (Marks, error) {
	places := slices.DeleteFunc(slices.Sorted(slices.Values(m)), func(mark int) bool { return mark == 0 })
	places = slices.Compact(places)
	if len(places) == 0 {
		return nil, bot.Refuse("请至少排一项。")
	}
	for i, mark := range m {
		if mark > 0 {
			m[i] = slices.Index(places, mark) + 1
		}
	}
	return m, nil
}

func (p *Poll) checkPoints(m Marks) (Marks, error) {
	given := false
	for _, points := range m {
		if points > p.Most {
			return nil, bot.Refuse("分数要在1到%d之间。", p.Most)
		}
		given = given || points > 0
	}
	if !given {
		return nil, bot.Refuse("请至少给一项打分。")
	}
	return m, nil
}

func (p *Poll) checkShares(m Marks) error {
	given := 0
	for _, points := range m {
		if points < 0 {
			return bot.Refuse("分数不能是负的。")
		}
		given += min(points, p.Purse+1) // so much is too many already
	}
	switch {
	case given > p.Purse:
		return bot.Refuse("您给的分太多了，一共只有%d分，请再分一次。", p.Purse)
	case given == 0:
		return bot.Refuse("请至少给一项分。")
	}
	return nil
}

// Says is what marks say, for "您…": 选的是「太极」「书法」.
func (p *Poll) Says(m Marks) string {
	switch p.Info().Shape {
	case Order:
		return "排的先后是" + p.order(m)
	case Points:
		return "打的分是" + p.marked(m)
	case Shares:
		return "给的分是" + p.marked(m) + p.unused(m)
	case Queue:
		if p.Withdrew(m) {
			return "退出了"
		}
		return "报的是" + p.Labels(p.keys(m))
	case Stances:
		return "对" + p.StanceWords(m)
	}
	if p.Spoilt(m) {
		return "投的票看不清，作废了"
	}
	return "选的是" + p.Labels(p.keys(m))
}

// marked writes points: 「卫生」5分、「电梯」3分.
func (p *Poll) marked(m Marks) string {
	var given []string
	for i, o := range p.Options {
		if m[i] > 0 {
			given = append(given, fmt.Sprintf("「%s」%s", o.Label, p.points(m[i])))
		}
	}
	return strings.Join(given, "、")
}

// unused says how many of the points to share are left.
func (p *Poll) unused(m Marks) string {
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
func (p *Poll) order(m Marks) string {
	text, last := "", 0
	for _, key := range p.keys(m) {
		i := slices.IndexFunc(p.Options, func(o Option) bool { return o.Key == key })
		if m[i] != last {
			last = m[i]
			text += fmt.Sprint(last)
		}
		text += "「" + p.Options[i].Label + "」"
	}
	return text
}

// points writes one mark of a rating.
func (p *Poll) points(n int) string { return fmt.Sprintf("%d分", n) }

// Spoilt says whether marks are those of a paper that nobody can read.
func (p *Poll) Spoilt(m Marks) bool { return p.Proposes() && len(p.keys(m)) == 0 }

// Withdrew says whether marks are those of who signed up and took it all back.
func (p *Poll) Withdrew(m Marks) bool { return p.Info().Shape == Queue && len(p.keys(m)) == 0 }

// none is the label of the option that wants none of the others; "" if there is none.
func (p *Poll) none() string {
	for _, o := range p.Options {
		if saysNone(o.Label) {
			return o.Label
		}
	}
	return ""
}

// picksNone says whether marks choose that.
func (p *Poll) picksNone(m Marks) bool {
	at := p.place(p.key(p.none()))
	return at >= 0 && m[at] > 0
}

// Fewest is how many options a ballot must have at least: none of them is said by one.
func (p *Poll) Fewest() int {
	if p.none() != "" {
		return min(p.Min, 1)
	}
	return p.Min
}
