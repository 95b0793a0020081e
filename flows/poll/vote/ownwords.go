package vote

import (
	"errors"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// wordsSaid is the word 记号: a word or two of the voter's own, to stand in the list beside
// the receipt. They may follow at once.
func wordsSaid(call *talk.Call) error {
	if call.Group {
		return bot.Refuse("记号请单独跟我说，别让人看见是谁的。")
	}
	polls := cast.Worded(call.Tx, call.Who)
	given := talk.Given{}
	switch len(polls) {
	case 0:
		return bot.Refuse("现在没有能做记号的票。记名的投票，投好了、截止以前，才能做记号。要投票，回复「投票」。")
	case 1:
		given[talk.Of] = polls[0].ID
	}
	if call.Rest != "" {
		given["said"] = call.Rest
	}
	call.Start("ownwords", given)
	return nil
}

// ownWords is the conversation of who wants words beside their receipt. The vote counts
// already, whatever comes of it.
func ownWords(c *talk.Conv) error {
	c.Safe("您的票照样算。")
	id, err := whichWorded(c)
	if err != nil {
		return err
	}
	had, err := talk.Look(c, "had", func(tx store.Tx) (string, error) {
		p, _ := poll.Get(tx, id)
		return voice.WordsOf(tx, p, c.Who()), nil
	})
	if err != nil {
		return err
	}
	words, end := askWords(c, id, had)
	if end != "" {
		return c.End("%s", end)
	}
	p, err := talk.Step(c, "set", func(tx store.Tx) (poll.Poll, error) { return cast.SetWords(tx, id, c.Who(), words) })
	switch {
	case err != nil:
		return err
	case words == "":
		return c.End("好的，记号去掉了。您的票照样算。")
	}
	return c.End("记好了，您这张票的记号是「%s」。\n%s截止以后公布名单，它和回执码写在一行，您可以去对。改了票，记号还在。", words, p.Name())
}

// askWords asks for words until there are some that can stand there; end is what they are
// told who want none.
func askWords(c *talk.Conv, id, had string) (words, end string) {
	said, given := talk.Known[string](c, "said")
	for question := wordsQuestion(had); ; question = "换个什么？写一两个词。" {
		if !given {
			answer := c.TextOrPick("words", question, wordsOpts(had)...)
			switch {
			case answer.Key == "-" || meansAny(answer.Words, "不加", "不做", "不改", "不要", "算了", "不用"):
				return "", "好的，不动了。您的票照样算。"
			case answer.Key == "none":
				return "", ""
			}
			said = answer.Words
		}
		given = false
		fit, err := talk.Look(c, "fit", func(tx store.Tx) (fit, error) {
			words, err := cast.CheckWords(tx, id, c.Who(), said)
			if refusal, ok := errors.AsType[bot.Refusal](err); ok {
				return fit{Why: string(refusal)}, nil
			}
			return fit{Words: words}, err
		})
		if err == nil && fit.Why == "" {
			return fit.Words, ""
		}
		c.Say("%s", fit.Why)
	}
}

// fit is what came of words that were said: their one form, or why they cannot stand.
type fit struct{ Words, Why string }

func wordsQuestion(had string) string {
	if had != "" {
		return "现在的记号是「" + had + "」。换成什么？写一两个词。"
	}
	return "写一两个词，比如「桂花 晚风」，公布名单时和您的回执码写在一行：两张票就不会混成一张。\n名单谁都看得到，别写姓名、电话、门牌。"
}

func wordsOpts(had string) []talk.Opt {
	if had != "" {
		return []talk.Opt{{Key: "-", Label: "不换了"}, {Key: "none", Label: "去掉记号"}}
	}
	return []talk.Opt{{Key: "-", Label: "不做了"}}
}

// whichWorded is the poll that was named at the start, or the one that is chosen.
func whichWorded(c *talk.Conv) (string, error) {
	if id, ok := talk.Known[string](c, talk.Of); ok {
		return id, nil
	}
	opts, err := talk.Look(c, "polls", func(tx store.Tx) (opts []talk.Opt, err error) {
		for _, p := range cast.Worded(tx, c.Who()) {
			opts = append(opts, talk.Opt{Key: p.ID, Label: p.Question, Wide: true})
		}
		return opts, nil
	})
	if err != nil {
		return "", err
	}
	return c.Choice("which", "给哪一次投票的票做记号？", opts...), nil
}
