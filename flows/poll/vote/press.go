package vote

import (
	"errors"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
)

// press is a button of a poll: "ID:option" votes, "ID:" begins the conversation.
func (b booth) press(call *talk.Call, rest string) error {
	id, key, _ := strings.Cut(rest, ":")
	if key == "" {
		call.Start("vote", talk.Given{talk.Of: id})
		return nil
	}
	p, _ := poll.Get(call.Tx, id)
	v, err := cast.Cast(call.Tx, b.codes, id, call.Who, cast.Said{Marks: p.Pressed(strings.Split(key, ",")...)}, "")
	switch {
	case err != nil && call.Group:
		return inGroup(err)
	case err != nil:
		return err
	case call.Group:
		votedInGroup(call, v)
	default:
		v.Named = v.Named && call.Ref == ""
		votedHere(call, v)
		if v.AsksWhy() {
			call.Start("why", talk.Given{talk.Of: id})
		}
	}
	return nil
}

// votedHere answers in the private chat: where a button was pressed, in place of
// the question.
func votedHere(call *talk.Call, v cast.Vote) {
	outbox.DropOffer(call.Tx, call.Chat)
	call.Done("vote")
	after := tell.Afterwards(call.Tx, call.Who, v.Poll)
	if v.AsksWhy() {
		after = tell.After{} // a number is an answer to the question that follows
	}
	out := bot.Out{Text: v.Answer() + after.Words, Buttons: after.Buttons, Fleeting: v.Poll.Secret}
	if call.Ref != "" {
		out.Edit, out.Text = call.Ref, v.Poll.Head()+"\n\n"+out.Text
		call.Toast, call.Fleeting = strings.Split(v.Answer(), "\n")[0], v.Poll.Secret
	}
	call.Say(out)
}

// votedInGroup answers so that nobody else reads it; the receipt comes in private,
// to keep.
func votedInGroup(call *talk.Call, v cast.Vote) {
	first := strings.Split(v.Answer(), "\n")[0]
	call.Toast = first + "改主意就点别的。"
	if v.Poll.Secret {
		call.Toast, call.Fleeting = first+"回执码单独发给您了。", true
	}
	if !v.Changed && !v.Again {
		v.SendReceipt(call.Tx, call.Who, call.Account)
	}
}

// inGroup adds to a refusal where it can be put right.
func inGroup(err error) error {
	if !errors.Is(err, poll.ErrReply) {
		return err
	}
	return bot.Refusal(err.Error() + "请点下面的按钮，单独跟我说。")
}

// vote is the word 投票: in private the open polls one may vote in, in a group
// the poll itself.
func vote(call *talk.Call) error {
	if !call.Group {
		call.Start("vote", nil)
		return nil
	}
	g, ok := directory.GetGroup(call.Tx, call.Chat.Channel, call.Chat.Chat)
	if !ok || !tell.Repost(call.Tx, g) {
		call.Say(bot.Out{Text: "这里现在没有进行中的投票。"})
	}
	return nil
}

// change is the word 改票: the ballot they have just cast, or the one there is, else as
// 投票.
func change(call *talk.Call) error {
	var cast []string
	last, just := justVoted(call)
	for _, p := range voice.Theirs(call.Tx, call.For) {
		if tell.Done(call.Tx, p, call.For) != "" {
			cast = append(cast, p.ID)
		}
	}
	switch {
	case just && slices.Contains(cast, last):
		cast = []string{last}
	case call.Group, len(cast) != 1:
		return vote(call)
	}
	call.Start("vote", talk.Given{talk.Of: cast[0]})
	return nil
}

// pressArrive is the button with which one signs in to an assembly. In a group the answer is for who pressed alone.
func pressArrive(call *talk.Call, id string) error {
	a, err := cast.Arrive(call.Tx, id, call.Who)
	switch {
	case err != nil && call.Group:
		return inGroup(err)
	case err != nil:
		return err
	case call.Group:
		call.Toast = strings.ReplaceAll(a.Answer(), "\n", "")
		return nil
	}
	call.Say(a.Out())
	return nil
}

// report is the word 报到: the assemblies that one may attend.
func report(call *talk.Call) error {
	if call.Group {
		return bot.Refuse("请点上面的「我来了，先报到」，或者单独跟我说「报到」。")
	}
	var open []poll.Poll
	for _, p := range voice.Theirs(call.Tx, call.Who) {
		if p.Assembles() {
			open = append(open, p)
		}
	}
	switch len(open) {
	case 0:
		return bot.Refuse("现在没有要您报到的居民会议。要投票，请回复「投票」。")
	case 1:
		return pressArrive(call, open[0].ID)
	}
	out := bot.Out{Text: "您来参加哪一个？"}
	for _, p := range open {
		out.Buttons = append(out.Buttons, bot.Button{Label: p.Question, Token: "came:" + p.ID, Wide: true})
	}
	call.Say(out)
	return nil
}
