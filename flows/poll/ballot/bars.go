package ballot

import (
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/tally"
)

// bar is one of the things that it may take to decide, as the organiser chooses it.
type bar struct {
	opt          talk.Opt
	quorum, line tally.Bar
}

func (k choice) bars() []bar {
	return []bar{
		{opt: talk.Opt{Key: "most", Label: "票最多的就行"}},
		{talk.Opt{Key: "half", Label: "要过半数的人投票"}, tally.Half, tally.Bar{}},
		{talk.Opt{Key: "third", Label: "要三分之二以上的人投票"}, tally.TwoThirds, tally.Bar{}},
		{talk.Opt{Key: "line", Label: "要过半数的人投票，得票也要过半"}, tally.Half, tally.Half},
	}
}

// bars are none where the law says what it takes.
func (k proposal) bars() []bar {
	if k.Assembles() {
		return nil
	}
	return []bar{
		{talk.Opt{Key: "yes", Label: "投票的人里过半数同意", Wide: true}, tally.Bar{}, tally.Half},
		{talk.Opt{Key: "yes3", Label: "投票的人里三分之二以上同意", Wide: true}, tally.Bar{}, tally.TwoThirds},
		{talk.Opt{Key: "line", Label: "过半数的人投票，其中过半数同意", Wide: true}, tally.Half, tally.Half},
	}
}

// AskRule asks the organiser what it takes, where they may say so.
func AskRule(c *talk.Conv, p *poll.Poll) {
	bars := of(p).bars()
	if len(bars) == 0 {
		return
	}
	text, opts := "怎样才算数？", []talk.Opt{}
	if p.Proposes() {
		text = "怎样才算通过？"
	}
	for _, b := range bars {
		opts = append(opts, b.opt)
	}
	said := c.Choice("rule", text, opts...)
	for _, b := range bars {
		if b.opt.Key == said {
			p.Quorum, p.Line = b.quorum, b.line
		}
	}
}

// RuleLine is what it takes, to be changed; none where the organiser has no say.
func RuleLine(p poll.Poll) []talk.Line {
	if len(of(&p).bars()) == 0 {
		return nil
	}
	words, _ := Rule(p)
	if words == "" {
		words = "票最多的就行"
	}
	return []talk.Line{{Label: "规则", Value: words, Question: "rule"}}
}

// givenBar is the answer that would give what it takes in a poll.
func givenBar(g talk.Given, p *poll.Poll) {
	for _, b := range of(p).bars() {
		if b.quorum == p.Quorum && b.line == p.Line {
			g["rule"] = b.opt.Key
			return
		}
	}
}
