package vote

import (
	"time"

	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// stillCounts is what those hear who leave the changing of a ballot.
const stillCounts = "没有改，原来的还算数。"

// voting is the conversation of a voter: which poll, what to choose.
func (b booth) voting(c *talk.Conv) error {
	id, err := whichPoll(c)
	if err != nil {
		return err
	}
	byPart, err := talk.Look(c, "bypart", func(tx store.Tx) (bool, error) {
		p, _ := poll.Get(tx, id)
		return p.ByPart(), nil
	})
	if err != nil {
		return err
	}
	if byPart {
		return b.votingparts(c, id)
	}
	s, err := talk.Look(c, "slip", func(tx store.Tx) (cast.VoterSlip, error) { return cast.VoterSlipOf(tx, id, c.For()) })
	switch {
	case err != nil:
		return err
	case s.Why != "":
		return c.End("%s", s.Why)
	}
	if s.Voted {
		c.Safe(stillCounts)
	}
	if s.Poll.Secret {
		c.Fleeting() // all that is said from here on: ticks and 「您选的是」 tell as much as the answer
	}
	receipt, end := "", ""
	if s.Voted && s.Poll.Secret {
		if receipt, end = askReceipt(c, s.Poll); end != "" {
			return c.End("%s", end)
		}
	}
	marks, keep := ballot.Ask(c, s.Poll, s.Poll.Head()+"\n\n"+s.AskWords(), s.Marks)
	early, err := hasty(c)
	switch {
	case err != nil:
		return err
	case keep:
		return c.End("好的，还是原来的。")
	case (s.Poll.Final || early) && !c.Confirm("sure", "「%s」%s%s。\n%s", s.Poll.Question, c.You(), ballot.Says(s.Poll, marks), tell.SureWords(s.Poll)):
		return c.End("好的，没有投。要重新投，回复「投票」。")
	}
	v, err := talk.Step(c, "cast", func(tx store.Tx) (cast.Vote, error) {
		return cast.Cast(tx, b.codes, id, c.For(), cast.Said{Marks: marks}, receipt)
	})
	switch {
	case err != nil:
		return err
	case v.AsksWhy():
		c.Say("%s", v.Answer())
		return c.Goto("why", talk.Given{talk.Of: id})
	}
	return endVoted(c, id, v.Answer())
}

// endVoted ends with words about a ballot, and what follows it. Of a ballot for another no
// button follows: it would speak for who presses it.
func endVoted(c *talk.Conv, id, words string) error {
	if c.For().Via != "" {
		return c.End("%s", words)
	}
	after, err := talk.Look(c, "after", func(tx store.Tx) (tell.After, error) {
		p, _ := poll.Get(tx, id)
		return tell.Afterwards(tx, c.Who(), p), nil
	})
	if err != nil {
		return err
	}
	return c.EndWith(after.Buttons, "%s", words+after.Words)
}

// why is the conversation of who has voted no: the vote counts already, a reason
// may be added.
func why(c *talk.Conv) error {
	id, _ := talk.Known[string](c, talk.Of)
	c.Safe("票已经算进去了。")
	reason := AskReason(c, "不说了", c.You()+"为什么不同意？说一两句，工作人员会看到。票已经算进去了，不说也行。")
	if reason == "" {
		return endVoted(c, id, "好的。")
	}
	_, err := talk.Step(c, "give", func(tx store.Tx) (bool, error) { return true, cast.GiveReason(tx, id, c.For(), reason) })
	if err != nil {
		return err
	}
	return endVoted(c, id, "记下了，谢谢您说出来。")
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
		for _, p := range voice.Theirs(tx, c.For()) {
			label := p.Question
			if done := tell.Done(tx, p, c.For()); done != "" {
				label += "（" + done + "）"
			}
			opts = append(opts, talk.Opt{Key: p.ID, Label: label, Wide: true})
		}
		if len(opts) == 0 {
			return nil, noneWords(tx, c.For())
		}
		return opts, nil
	})
	switch {
	case err != nil:
		return "", err
	case len(opts) == 1:
		return opts[0].Key, nil
	}
	return c.Choice("which", "现在有这些投票，要投哪一个？", opts...), nil
}

// hasty reports whether the next poll was answered before it can have been read.
func hasty(c *talk.Conv) (bool, error) {
	since, ok := talk.Known[time.Time](c, sinceNext)
	if !ok {
		return false, nil
	}
	return talk.Look(c, "hasty", func(tx store.Tx) (bool, error) { return tx.Now().Sub(since) < soonest, nil })
}
