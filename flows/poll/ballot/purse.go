package ballot

import (
	"fmt"
	"strings"

	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/tally/budget"
)

// What the organiser of a budget is asked, and what everybody is told of it.

func (k funds) put(c *talk.Conv) {
	k.Fund = c.Money("fund", "一共有多少钱可以用？比如「10万元」。")
	k.Options = askSized(c, "有哪些项目，各要多少钱？比如「健身角3万元、长椅8000元、路灯5万元」。", func(part string) (poll.Option, error) { return costed(part, k.Fund) })
	k.Purse = askPurse(c)
	k.Left = askLeft(c)
	k.Min, k.Max = 1, len(k.Options)
}

func (k funds) lines() []talk.Line {
	way := "觉得好的都选"
	if k.Purse > 0 {
		way = fmt.Sprintf("每人%d分，分给想要的项目", k.Purse)
	}
	list := []talk.Line{{Label: "总钱数", Value: poll.Money(k.Fund), Question: "fund"}, {Label: "选法", Value: way, Question: "way"}, {Label: "剩下的钱", Value: strings.TrimSuffix(leftWords(*k.Poll), "。"), Question: "left"}}
	if k.Purse > 0 && k.Purse != usualPurse {
		list = append(list, talk.Line{Label: "分数", Question: "purse"})
	}
	return list
}

func (k funds) given(g talk.Given) {
	k.givenLabels(g, sizes(k.Options))
	g["fund"], g["left"] = k.Fund, k.Left.Name()
	switch k.Purse {
	case 0:
		g["way"] = "like"
	case usualPurse:
		g["way"] = "ten"
	default:
		g["way"], g["purse"] = "own", k.Purse
	}
}

// FairWords says how the money of a budget is given, before anybody votes.
func FairWords(p poll.Poll) string {
	if p.Purse > 0 {
		return "投票的每一位手里一样多的钱，给它分的人凑得够，就做；" + leftWords(p)
	}
	return "不是只看票数：钱平均分给投票的每一位，选它的人凑得够，就做；" + leftWords(p)
}

// leftWords says what becomes of money of a budget that is left over.
func leftWords(p poll.Poll) string {
	switch by := map[bool]string{true: "分数", false: "票数"}[p.Purse > 0]; p.Left {
	case budget.Overspend:
		return "有剩的，每人多算一点再凑，不按" + by + "补。"
	case budget.NoCompletion:
		return "有剩的，留着不用。"
	default:
		return "有剩的，再按" + by + "补。"
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
