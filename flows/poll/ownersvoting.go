package poll

import (
	"fmt"
	"strings"

	"yishi/bot/talk"
	"yishi/store"
)

// votingparts is the conversation of an owner, or of a proxy: for which part, and
// what they say of each item.
func (b booth) votingparts(c *talk.Conv, id string) error {
	s, err := talk.Look(c, "parts", func(tx store.Tx) (partSlip, error) { return partSlipOf(tx, id, c.Who()) })
	switch {
	case err != nil:
		return err
	case s.Why != "":
		return c.End("%s", s.Why)
	}
	p := s.Poll
	units := askParts(c, s)
	if len(units) == 0 {
		return c.End("好的，还是原来的。")
	}
	m := make(Marks, len(p.Options))
	for i, o := range p.Options {
		text := ""
		if i == 0 {
			text = headWords(p) + "\n" + p.weightWords() + "\n\n"
		}
		m[i] = number(c.Choice("say"+o.Key, text+itemWords(p, i), stanceOpts()...))
	}
	if (len(p.Options) > 1 || p.Final) && !c.Confirm("sure", "%s：\n%s。\n%s", strings.Join(units, "、"), p.stanceWords(m), p.sureWords()) {
		return c.End("好的，没有投。要重新投，回复「投票」。")
	}
	cast, err := talk.Step(c, "cast", func(tx store.Tx) ([]PartVote, error) {
		return CastParts(tx, b.Codes, id, c.Who(), units, m)
	})
	if err != nil {
		return err
	}
	return c.EndWith(changeButtons(p), "%s", p.castWords(cast, m))
}

func itemWords(p Poll, i int) string {
	words := p.Options[i].title() + "\n您的意见？"
	if len(p.Options) > 1 {
		words = fmt.Sprintf("第%d件，共%d件：\n%s", i+1, len(p.Options), words)
	}
	return words
}

func stanceOpts() []talk.Opt {
	return []talk.Opt{{Key: "1", Label: yes}, {Key: "2", Label: no}, {Key: "3", Label: abstain}}
}

// askParts asks for which of their parts somebody votes; none leaves it as it is.
func askParts(c *talk.Conv, s partSlip) []string {
	var own, left []string
	opts := []talk.Opt{}
	for i, v := range s.Voices {
		if !v.Proxy {
			own = append(own, v.Unit)
		}
		if !v.Voted {
			left = append(left, v.Unit)
		}
		opts = append(opts, talk.Opt{Key: fmt.Sprint(i), Label: v.label(c.Who().ID), Wide: true})
	}
	if len(s.Voices) == 1 && len(left) == 1 {
		return left
	}
	if len(own) > 1 {
		opts = append([]talk.Opt{{Key: "all", Label: fmt.Sprintf("我名下%d套，一起投", len(own)), Wide: true}}, opts...)
	}
	opts = append(opts, talk.Opt{Key: "-", Label: "不投了"})
	switch key := c.Choice("part", headWords(s.Poll)+"\n\n投哪一套的票？", opts...); key {
	case "all":
		return own
	case "-":
		return nil
	default:
		return []string{s.Voices[number(key)].Unit}
	}
}

func (v partVoice) label(who string) string {
	label := v.Unit
	if v.Proxy {
		label = "代投：" + v.Unit
	}
	switch {
	case v.stands(who):
		return label + "（有一张" + v.Hand.words() + "）"
	case v.Voted && v.Hand.Person == who:
		return label + "（投过了，要改）"
	case v.Voted:
		return label + "（代投过了）"
	}
	return label
}
