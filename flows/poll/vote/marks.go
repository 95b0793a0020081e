package vote

import (
	"fmt"
	"slices"

	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/cast"
)

// askMarks asks for the ballot as its kind is given; keep says that it stays as
// it was.
func askMarks(c *talk.Conv, s cast.VoterSlip) (m poll.Marks, keep bool) {
	p := s.Poll
	text := p.Head() + "\n\n" + s.AskWords()
	switch p.Info().Shape {
	case poll.Order:
		return inOrderOf(p, c.Ranking("order", text, optsOf(p)...)), false
	case poll.Points:
		return c.Scores("points", text, p.Most, p.OptionLabels()...), false
	case poll.Shares:
		return c.Shares("shares", text, p.Purse, s.Marks, p.Titles(), bare(p)...), false
	}
	if p.Max == 1 {
		return askOne(c, s, text)
	}
	for {
		picks := c.Choices("picks", text+severalHint(p), fewest(s), p.Max, optsOf(p)...)
		m, err := ballot.CheckMarks(p, p.Picked(picks...))
		if err == nil {
			return m, false
		}
		c.Say("%v", err)
	}
}

// askOne asks for one option. Who has signed up may also withdraw.
func askOne(c *talk.Conv, s cast.VoterSlip, text string) (m poll.Marks, keep bool) {
	opts := optsOf(s.Poll)
	if s.Marks != nil {
		if s.In() {
			opts = append(opts, talk.Opt{Key: "no", Label: "退出，不报了"})
		}
		opts = append(opts, talk.Opt{Key: "-", Label: "不改了"})
	}
	pick := c.Choice("pick", text, opts...)
	return s.Poll.Picked(pick), pick == "-"
}

// AskPaper asks those who enter a paper ballot what is on it, as its voter would be
// asked. It may also be one that nobody can read, where such a one counts.
func AskPaper(c *talk.Conv, p poll.Poll) poll.Marks {
	switch {
	case p.ByPart():
		return askPaperItems(c, p)
	case p.Proposes():
		key := c.Choice("says", "票上怎么说？", append(optsOf(p), talk.Opt{Key: "spoilt", Label: "看不清，作废"})...)
		return p.Picked(key)
	}
	c.Say("请照着票上填的登记。")
	marks, _ := askMarks(c, cast.VoterSlip{Poll: p})
	return marks
}

// fewest is how many must be chosen: who has signed up may take it all back.
func fewest(s cast.VoterSlip) int {
	if s.In() {
		return 0
	}
	return ballot.Fewest(s.Poll)
}

// inOrderOf are the marks of groups of equals in order.
func inOrderOf(p poll.Poll, groups [][]string) poll.Marks {
	m := make(poll.Marks, len(p.Options))
	for place, group := range groups {
		for i, o := range p.Options {
			if slices.Contains(group, o.Key) {
				m[i] = place + 1
			}
		}
	}
	return m
}

func optsOf(p poll.Poll) []talk.Opt {
	var opts []talk.Opt
	for _, o := range p.Options {
		opts = append(opts, talk.Opt{Key: o.Key, Label: o.Title()})
	}
	return opts
}

// bare are the options by their names alone, as people write them.
func bare(p poll.Poll) []talk.Opt {
	var opts []talk.Opt
	for _, o := range p.Options {
		opts = append(opts, talk.Opt{Key: o.Key, Label: o.Label})
	}
	return opts
}

func severalHint(p poll.Poll) string {
	return fmt.Sprintf("\n可以一次回复几个数字，比如「1 %d」。", min(3, len(p.Options)))
}
