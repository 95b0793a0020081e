package poll

import (
	"fmt"

	"yishi/bot/talk"
	"yishi/store"
)

// voting is the conversation of a voter: which poll, what to choose.
func (b booth) voting(c *talk.Conv) error {
	id, err := whichPoll(c)
	if err != nil {
		return err
	}
	byPart, err := talk.Look(c, "bypart", func(tx store.Tx) (bool, error) {
		p, _ := Get(tx, id)
		return p.byPart(), nil
	})
	if err != nil {
		return err
	}
	if byPart {
		return b.votingparts(c, id)
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
		receipt = askReceipt(c, s.Poll)
	}
	marks, keep := askMarks(c, s)
	switch {
	case keep:
		return c.End("好的，还是原来的。")
	case s.Poll.Final && !c.Confirm("sure", "您%s。\n%s", s.Poll.says(marks), s.Poll.sureWords()):
		return c.End("好的，没有投。要重新投，回复「投票」。")
	}
	v, err := talk.Step(c, "cast", func(tx store.Tx) (Vote, error) {
		return Cast(tx, b.Codes, id, c.Who(), Said{Marks: marks}, receipt)
	})
	switch {
	case err != nil:
		return err
	case v.asksWhy():
		c.Say("%s", v.Answer())
		return c.Goto("why", talk.Given{talk.Of: id})
	case v.Poll.Secret:
		c.Fleeting()
	}
	return c.EndWith(changeButtons(v.Poll), "%s", v.Answer())
}

// why is the conversation of who has voted no: the vote counts already, a reason
// may be added.
func why(c *talk.Conv) error {
	id, _ := talk.Known[string](c, talk.Of)
	reason := c.TextOr("reason", "不说了", "您为什么不同意？说一两句，工作人员会看到。票已经算进去了，不说也行。")
	if reason == "" {
		return c.End("好的。")
	}
	_, err := talk.Step(c, "give", func(tx store.Tx) (bool, error) { return true, GiveReason(tx, id, c.Who(), reason) })
	if err != nil {
		return err
	}
	return c.End("记下了，谢谢您说出来。")
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
			if _, voted := VotedIn(tx, p, c.Who()); voted {
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
func askReceipt(c *talk.Conv, p Poll) string {
	c.Say("这次投票您已经投过了。票不记名，连我也不知道哪张是您的，要改只能凭回执码。")
	for {
		receipt := c.Text("receipt", "请发投票时给您的回执码，比如 AB3D-7K2M。不改了，回复「取消」。")
		known, err := talk.Look(c, "found"+PlainReceipt(receipt), func(tx store.Tx) (bool, error) {
			_, ok := BallotAt(tx, p, receipt)
			return ok, nil
		})
		if known && err == nil {
			return receipt
		}
		c.Say(noSuchReceipt)
	}
}

// askMarks asks for the ballot as its kind is given; keep says that it stays as
// it was.
func askMarks(c *talk.Conv, s slip) (m Marks, keep bool) {
	p := s.Poll
	text := headWords(p) + "\n\n"
	if s.Marks != nil && len(p.keys(s.Marks)) > 0 {
		text += "您现在" + p.says(s.Marks) + "。要改成什么？"
	} else {
		text += p.askWords()
	}
	switch p.kind().Shape {
	case Order:
		return p.ranked(c.Ranking("order", text+"\n把数字按先后写出来，比如「2 1 3」。两项一样想要，写「2 1=3」。没写的排在最后。", optsOf(p)...)), false
	case Points:
		return c.Scores("points", text, p.Most, p.labels()...), false
	case Shares:
		return c.Shares("shares", text, p.Purse, p.titles(), p.bare()...), false
	}
	if p.direct() || p.Max == 1 {
		return askOne(c, s, text)
	}
	for {
		picks := c.Choices("picks", text+severalHint(p), p.fewest(s), p.Max, optsOf(p)...)
		m = p.Picked(picks...)
		if err := p.checkPicks(m); err != nil {
			c.Say("%v", err)
			continue
		}
		return m, false
	}
}

// askOne asks for one option. Who has signed up may also withdraw.
func askOne(c *talk.Conv, s slip, text string) (m Marks, keep bool) {
	opts := optsOf(s.Poll)
	if s.Marks != nil {
		if s.Poll.kind().Shape == Queue {
			opts = append(opts, talk.Opt{Key: "no", Label: "退出，不报了"})
		}
		opts = append(opts, talk.Opt{Key: "-", Label: "不改了"})
	}
	pick := c.Choice("pick", text, opts...)
	return s.Poll.Picked(pick), pick == "-"
}

// askWords says what to do, without what goes without saying in the conversation.
func (p *Poll) askWords() string {
	switch s := p.kind().Shape; {
	case s == Shares:
		return fmt.Sprintf("可以用的钱一共%s。", money(p.Fund)) // how to share is said below the list
	case s == Picks && !p.proposes() && p.Kind != Budget:
		return "请选" + p.howMany() + "。"
	}
	return "请" + p.doWords()
}

// fewest is how many must be chosen: who has signed up may take it all back.
func (p *Poll) fewest(s slip) int {
	if p.kind().Shape == Queue && s.Marks != nil {
		return 0
	}
	return max(1, p.Min)
}

// ranked are the marks of groups of equals in order.
func (p *Poll) ranked(groups [][]string) Marks {
	m := make(Marks, len(p.Options))
	for place, group := range groups {
		for i, o := range p.Options {
			for _, key := range group {
				if o.Key == key {
					m[i] = place + 1
				}
			}
		}
	}
	return m
}

func optsOf(p Poll) []talk.Opt {
	var opts []talk.Opt
	for _, o := range p.Options {
		opts = append(opts, talk.Opt{Key: o.Key, Label: o.title()})
	}
	return opts
}

// bare are the options by their names alone, as people write them.
func (p *Poll) bare() []talk.Opt {
	var opts []talk.Opt
	for _, o := range p.Options {
		opts = append(opts, talk.Opt{Key: o.Key, Label: o.Label})
	}
	return opts
}

func (p *Poll) titles() []string {
	var titles []string
	for _, o := range p.Options {
		titles = append(titles, o.title())
	}
	return titles
}

func severalHint(p Poll) string {
	return fmt.Sprintf("\n可以一次回复几个数字，比如「1 %d」。", min(3, len(p.Options)))
}
