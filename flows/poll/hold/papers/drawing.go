package papers

import (
	"strings"

	"yishi/bot/talk"
	"yishi/flows/poll/count"
	"yishi/flows/poll/proof"
	"yishi/store"
)

// Drawing is the conversation of a member of staff who types in the number of a lot, as
// they read it.
func Drawing(c *talk.Conv) error {
	p, err := AskAmong(c, errand{count.ToDraw, "您负责的地方，现在没有要填号码的抽签。要填的时候会提醒您。", "哪一次投票的抽签？"}, count.Undrawn)
	if err != nil {
		return err
	}
	number, asked := "", p.DrawDay()+"福彩3D的开奖号码是多少？三个数字，按次序写，比如 047。那天没有开奖，写之后第一次的。"
	for number == "" {
		if words := c.Text("number", "%s", asked); proof.IsNumber(figures(words)) {
			number = figures(words)
		} else {
			c.Say("没看懂「%s」。请照着报纸写三个数字。", words)
		}
	}
	if !c.Confirm("sure", "福彩3D，%s，号码是%s，对吗？", p.DrawDay(), strings.Join(strings.Split(number, ""), " ")) {
		return c.End("好的，没有记。看清楚了再回复「填开奖号码」。")
	}
	said, err := talk.Step(c, "enter", func(tx store.Tx) (string, error) { return count.Enter(tx, p.ID, number, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("%s", said)
}

// figures are the figures of what somebody wrote, who may have put something between
// them: 0 4 7, ０４７, 零四七.
func figures(words string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r >= '０' && r <= '９':
			return '0' + r - '０'
		case strings.ContainsRune(" \t，,、。.-　", r):
			return -1
		}
		if at := strings.IndexRune("零一二三四五六七八九", r); at >= 0 {
			return rune('0' + at/len("零"))
		}
		return r
	}, words)
}
