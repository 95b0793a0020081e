package vote

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yishi/bot/talk"
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
	m, _ := ballot.Ask(c, p, "", nil)
	early, err := hasty(c)
	if err != nil {
		return err
	}
	if (len(p.Options) > 1 || p.Final || early) && !c.Confirm("sure", "%s：\n%s。\n%s", strings.Join(units, "、"), ballot.StanceWords(p, m), tell.SureWords(p)) {
		return c.End("好的，没有投。要重新投，回复「投票」。")
	}
	given, err := talk.Step(c, "cast", func(tx store.Tx) ([]cast.PartVote, error) {
		return cast.CastParts(tx, b.codes, id, c.Who(), units, m)
	})
	if err != nil {
		return err
	}
	return endVoted(c, id, cast.CastWords(p, s.Named, given, m))
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
