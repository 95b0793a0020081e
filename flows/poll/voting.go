package poll

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/store"
)

// voting is the conversation of a voter: which poll, what to choose.
func (b booth) voting(c *talk.Conv) error {
	id, err := whichPoll(c)
	if err != nil {
		return err
	}
	s, err := talk.Look(c, "slip", func(tx store.Tx) (slip, error) { return slipOf(tx, id, c.Who()) })
	switch {
	case err != nil:
		return err
	case s.Why != "":
		return c.End("%s", s.Why)
	}
	receipt := ""
	if s.Voted && s.Poll.Secret {
		receipt = askReceipt(c, id)
	}
	picks, keep := askPicks(c, s)
	if keep {
		return c.End("好的，还是原来的。")
	}
	v, err := talk.Step(c, "cast", func(tx store.Tx) (Vote, error) {
		return Cast(tx, b.codes, id, c.Who(), picks, receipt)
	})
	if err != nil {
		return err
	}
	if v.Poll.Secret {
		c.Fleeting()
	}
	return c.EndWith([]bot.Button{changeButton(v.Poll)}, "%s", v.Answer())
}

// whichPoll is the poll that was named at the start, the only one there is, or
// the one that is chosen.
func whichPoll(c *talk.Conv) (string, error) {
	for _, name := range []string{talk.Of, "poll"} {
		if id, ok := talk.Known[string](c, name); ok {
			return id, nil
		}
	}
	opts, err := talk.Look(c, "polls", func(tx store.Tx) ([]talk.Opt, error) {
		var opts []talk.Opt
		for _, p := range Theirs(tx, c.Who()) {
			label := p.Question
			if _, voted := VotedIn(tx, p.ID, c.Who().ID); voted {
				label += "（投过了）"
			}
			opts = append(opts, talk.Opt{Key: p.ID, Label: label, Wide: true})
		}
		if len(opts) == 0 {
			return nil, noneWords(tx, c.Who())
		}
		return opts, nil
	})
	switch {
	case err != nil:
		return "", err
	case len(opts) == 1:
		return opts[0].Key, nil
	}
	return c.Choice("which", "现在有这些投票，您要投哪一个？", opts...), nil
}

// askReceipt asks for the receipt of a secret ballot until it is right.
func askReceipt(c *talk.Conv, id string) string {
	c.Say("这次投票您已经投过了。票不记名，连我也不知道哪张是您的，要改只能凭回执码。")
	for {
		receipt := c.Text("receipt", "请发投票时给您的回执码，比如 AB3D-7K2M。不改了，回复「取消」。")
		known, err := talk.Look(c, "found"+PlainReceipt(receipt), func(tx store.Tx) (bool, error) {
			return BallotAt(tx, id, receipt).Picks != nil, nil
		})
		if known && err == nil {
			return receipt
		}
		c.Say(noSuchReceipt)
	}
}

// askPicks asks for the choice; keep says that it stays as it was.
func askPicks(c *talk.Conv, s slip) (picks []string, keep bool) {
	text := headWords(s.Poll) + "\n\n"
	if s.Picks != nil {
		text += "您现在选的是" + s.Poll.Labels(s.Picks) + "。要改成什么？"
	} else {
		text += "请选" + s.Poll.howMany() + "。"
	}
	opts := optsOf(s.Poll)
	if s.Poll.Max > 1 {
		return c.Choices("picks", text+severalHint(s.Poll), max(1, s.Poll.Min), s.Poll.Max, opts...), false
	}
	if s.Picks != nil {
		opts = append(opts, talk.Opt{Key: "-", Label: "不改了"})
	}
	pick := c.Choice("pick", text, opts...)
	return []string{pick}, pick == "-"
}

func optsOf(p Poll) []talk.Opt {
	var opts []talk.Opt
	for _, o := range p.Options {
		opts = append(opts, talk.Opt{Key: o.Key, Label: o.Label})
	}
	return opts
}

func severalHint(p Poll) string {
	return fmt.Sprintf("\n可以一次回复几个数字，比如「1 %d」。", min(3, len(p.Options)))
}
