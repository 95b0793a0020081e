package vote

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/tell"
	"yishi/store"
)

// askReceipt asks for the receipt of a secret ballot that is to be changed; end is
// what they are told who have none.
func askReceipt(c *talk.Conv, p poll.Poll) (receipt, end string) {
	c.Say("这次投票您已经投过了。票不记名，连我也不知道哪张是您的，要改只能凭回执码。")
	return askCode(c, "请发投票时给您的回执码，比如 AB3D-7K2M。", without{
		leave: "不改了", left: "好的，还是原来的。", lost: "丢了没关系，原来那一票照样算，只是不能改。",
	}, func(tx store.Reader, code string) bool {
		_, ok := poll.BallotAt(tx, p, code)
		return ok
	})
}

// without is what they are told who have no receipt, or do not want to look for it.
type without struct{ leave, left, lost string }

// askCode asks for a receipt until there is a ballot under it. Nobody is kept who has
// none: the ballot counts all the same.
func askCode(c *talk.Conv, text string, w without, known func(tx store.Reader, code string) bool) (code, end string) {
	opts := []talk.Opt{{Key: "-", Label: w.leave}, {Key: "lost", Label: "回执码丢了"}}
	for {
		said := c.TextOrPick("code", text, opts...)
		switch {
		case said.Key == "-" || meansAny(said.Words, "不改", "不查", "算了", "不用"):
			return "", w.left
		case said.Key == "lost" || meansAny(said.Words, "忘", "丢", "没", "找不", "不记得", "不知道", "不见"):
			return "", w.lost
		}
		found, err := talk.Look(c, "found"+poll.PlainReceipt(said.Words), func(tx store.Tx) (bool, error) { return known(tx, said.Words), nil })
		if found && err == nil {
			return said.Words, ""
		}
		c.Say(poll.NoSuchReceipt)
	}
}

// meansAny reports whether words without a letter or a figure have one of some in them.
func meansAny(words string, some ...string) bool {
	return poll.PlainReceipt(words) == "" && slices.ContainsFunc(some, func(one string) bool { return strings.Contains(words, one) })
}

// look is the word 查票: with a receipt it finds its ballot, alone it asks for one.
func look(call *talk.Call) error {
	switch {
	case call.Group:
		return bot.Refuse("回执码别在群里发，请单独问我。")
	case poll.PlainReceipt(call.Rest) == "":
		call.Start("lookup", nil)
		return nil
	}
	p, words := found(call.Tx, call.Rest)
	if words == "" {
		return bot.Refusal(poll.NoSuchReceipt)
	}
	call.Say(bot.Out{Text: words, Links: tell.PageLinks(call.Tx, p), Fleeting: p.Secret})
	return nil
}

// lookup is the conversation of who wants to see their ballot again.
func lookup(c *talk.Conv) error {
	c.Safe("您的票照样算。")
	code, end := askCode(c, "请发投票时给您的回执码，比如 AB3D-7K2M。", without{
		leave: "不查了", left: "好的，不查了。",
		lost: "丢了没关系，那一票照样算。\n记名的投票，回复「我的投票」就看得到；不记名的，没有回执码就查不了。",
	}, func(tx store.Reader, code string) bool {
		_, words := found(tx, code)
		return words != ""
	})
	if end != "" {
		return c.End("%s", end)
	}
	return c.Command("查票 " + code)
}

// found says what the ballot under a receipt says, in a poll that is still shown; ""
// where there is none.
func found(tx store.Reader, code string) (poll.Poll, string) {
	for _, p := range append(poll.Current(tx), poll.Recent(tx, poll.KeepShown)...) {
		b, ok := poll.BallotAt(tx, p, code)
		switch {
		case !ok:
		case ballot.Spoilt(p, b.Marks):
			return p, fmt.Sprintf("查到了，这张票看不清，作废了。\n%s「%s」", p.Name(), p.Question)
		case ballot.Withdrew(p, b.Marks):
			return p, fmt.Sprintf("查到了，您退出了。\n%s「%s」", p.Name(), p.Question)
		default:
			return p, fmt.Sprintf("查到了，这张票算进去了。\n%s「%s」\n%s。%s", p.Name(), p.Question, ballot.Says(p, b.Marks), b.WordsLine())
		}
	}
	return poll.Poll{}, ""
}
