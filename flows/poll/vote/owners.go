package vote

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// votingparts is the conversation of an owner, or of a proxy: for which part, and
// what they say of each item.
func (b booth) votingparts(c *talk.Conv, id string) error {
	s, err := talk.Look(c, "parts", func(tx store.Tx) (cast.PartSlip, error) { return cast.PartSlipOf(tx, id, c.Who()) })
	switch {
	case err != nil:
		return err
	case s.Why != "":
		return c.End("%s", s.Why)
	}
	p := s.Poll
	if !slices.ContainsFunc(s.Voices, func(v voice.PartVoice) bool { return !v.Voted }) {
		c.Safe(stillCounts)
	}
	units := askParts(c, s)
	if len(units) == 0 {
		return c.End("好的，还是原来的。")
	}
	m := askStances(c, p)
	if (len(p.Options) > 1 || p.Final) && !c.Confirm("sure", "%s：\n%s。\n%s", strings.Join(units, "、"), ballot.StanceWords(p, m), tell.SureWords(p)) {
		return c.End("好的，没有投。要重新投，回复「投票」。")
	}
	given, err := talk.Step(c, "cast", func(tx store.Tx) ([]cast.PartVote, error) {
		return cast.CastParts(tx, b.codes, id, c.Who(), units, m)
	})
	if err != nil {
		return err
	}
	return c.EndWith(tell.ChangeButtons(p), "%s", cast.CastWords(p, given, m))
}

// askStances asks what a voter says of each item.
func askStances(c *talk.Conv, p poll.Poll) poll.Marks {
	m := make(poll.Marks, len(p.Options))
	for i, o := range p.Options {
		text := itemWords(p, i)
		if i == 0 {
			text = p.Head() + "\n" + p.Worth() + "\n\n" + text
		}
		m[i] = number(c.Choice("say"+o.Key, text, stanceOpts()...))
	}
	return m
}

func itemWords(p poll.Poll, i int) string {
	words := p.Options[i].Title() + "\n您的意见？"
	if len(p.Options) > 1 {
		words = fmt.Sprintf("第%d件，共%d件：\n%s", i+1, len(p.Options), words)
	}
	return words
}

// askPaperItems asks what a paper says of each item.
func askPaperItems(c *talk.Conv, p poll.Poll) poll.Marks {
	m := make(poll.Marks, len(p.Options))
	for i, o := range p.Options {
		opts := append(stanceOpts(), talk.Opt{Key: "4", Label: "看不清，作废"})
		m[i] = number(c.Choice("say"+o.Key, fmt.Sprintf("「%s」，票上怎么说？", o.Label), opts...))
	}
	return m
}

// stanceOpts are what can be said of an item; their keys are the marks.
func stanceOpts() []talk.Opt {
	return []talk.Opt{{Key: "1", Label: poll.Yes}, {Key: "2", Label: poll.No}, {Key: "3", Label: poll.Abstain}}
}

// askParts asks for which of their parts somebody votes; none leaves it as it is.
func askParts(c *talk.Conv, s cast.PartSlip) []string {
	var own, left []string
	opts := []talk.Opt{}
	for i, v := range s.Voices {
		if !v.Proxy {
			own = append(own, v.Unit)
		}
		if !v.Voted {
			left = append(left, v.Unit)
		}
		opts = append(opts, talk.Opt{Key: fmt.Sprint(i), Label: v.Label(c.Who().ID), Wide: true})
	}
	if len(s.Voices) == 1 && len(left) == 1 {
		return left
	}
	if len(own) > 1 {
		opts = append([]talk.Opt{{Key: "all", Label: fmt.Sprintf("我名下%d套，一起投", len(own)), Wide: true}}, opts...)
	}
	opts = append(opts, talk.Opt{Key: "-", Label: "不投了"})
	switch key := c.Choice("part", s.Poll.Head()+"\n\n投哪一套的票？", opts...); key {
	case "all":
		return own
	case "-":
		return nil
	default:
		return []string{s.Voices[number(key)].Unit}
	}
}

// number reads a key that is a number.
func number(key string) int {
	n, _ := strconv.Atoi(key)
	return n
}
