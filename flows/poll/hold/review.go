package hold

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/run"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// returnpoll is the conversation of a colleague who gives a draft back.
func returnpoll(c *talk.Conv) error {
	id, _ := talk.Known[string](c, talk.Of)
	_, err := talk.Look(c, "draft", func(tx store.Tx) (poll.Poll, error) { return run.ToReview(tx, id, c.Who()) })
	if err != nil {
		return err
	}
	why := c.Text("why", "要改什么？写一两句，会告诉起草的同事。")
	p, err := talk.Step(c, "return", func(tx store.Tx) (poll.Poll, error) { return run.Return(tx, id, why, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("%s退回去了，大家没有收到任何通知。", p.Name())
}

// approve is the button of a colleague who lets a draft go out.
func approve(call *talk.Call, id string) error {
	p, err := run.Approve(call.Tx, id, call.Who)
	if err != nil {
		return err
	}
	call.Say(bot.Out{Text: p.Name() + "「" + p.Question + "」复核通过，发出去了。", Edit: call.Ref})
	return nil
}

// sendBack is the button of one who does not.
func sendBack(call *talk.Call, id string) error {
	call.Start("returnpoll", talk.Given{talk.Of: id})
	return nil
}

// pollreview is the conversation in which staff say whether polls of a place
// need a second look.
func pollreview(c *talk.Conv) error {
	places := directory.PlacesOf(c.Who(), directory.OpenPoll)
	place := c.Area("place", places, "哪里的投票？")
	review := c.Choice("review", "投票发出去以前，要不要另一位同事复核？",
		talk.Opt{Key: "yes", Label: "要复核"}, talk.Opt{Key: "no", Label: "不用复核"}) == "yes"
	_, err := talk.Step(c, "set", func(tx store.Tx) (bool, error) { return review, run.SetReview(tx, place, review, c.Who()) })
	if err != nil {
		return err
	}
	if review {
		return c.End("好的，以后这里的投票，要另一位同事看过才发出去。")
	}
	return c.End("好的，以后这里的投票直接发出去。")
}

// delegates is the conversation in which staff say who represents the residents.
func delegates(c *talk.Conv) error {
	phone := c.Phone("phone", "这位居民代表登记的手机号是多少？")
	found, err := talk.Look(c, "who"+phone, func(tx store.Tx) (voice.Delegate, error) { return voice.FindDelegate(tx, phone, c.Who()) })
	if err != nil {
		return err
	}
	words := fmt.Sprintf("%s，%s。登记为居民代表吗？", found.Name, found.Home)
	if found.Is {
		words = fmt.Sprintf("%s，%s，已经是居民代表。要取消吗？", found.Name, found.Home)
	}
	if !c.Confirm("sure", "%s", words) {
		return c.End("好的，没有改。")
	}
	now, err := talk.Step(c, "set", func(tx store.Tx) (bool, error) { return voice.SetDelegate(tx, found.ID, !found.Is, c.Who()) })
	switch {
	case err != nil:
		return err
	case now:
		return c.End("登记好了，%s是居民代表。", found.Name)
	}
	return c.End("取消了，%s不再是居民代表。", found.Name)
}
