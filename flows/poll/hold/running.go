package hold

import (
	"fmt"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/run"
	"yishi/store"
)

// cancelpoll is the conversation of a member of staff who cancels a poll.
func cancelpoll(c *talk.Conv) error {
	opts, err := talk.Look(c, "polls", func(tx store.Tx) ([]talk.Opt, error) { return optsToRun(tx, theirsToRun(tx, c.Who())), nil })
	switch {
	case err != nil:
		return err
	case len(opts) == 0:
		return c.End("您负责的地方，现在没有能取消的投票。")
	}
	id := c.Choice("which", "要取消哪一个？取消以后不能恢复，已经投的票都不算。", opts...)
	why := c.Lasting("why", "为什么取消？会原话告诉大家。")
	if !c.Confirm("sure", "取消这次投票，并告诉大家「%s」，对吗？", why) {
		return c.End("好的，投票照常进行。")
	}
	p, err := talk.Step(c, "cancel", func(tx store.Tx) (poll.Poll, error) { return run.Cancel(tx, id, why, c.Who()) })
	if err != nil {
		return err
	}
	return c.EndWith([]bot.Button{run.AgainButton(p)}, "%s已经取消，正在告诉大家。", p.Name())
}

// extendpoll is the conversation of a member of staff who puts off a closing.
func extendpoll(c *talk.Conv) error {
	opts, err := talk.Look(c, "polls", func(tx store.Tx) ([]talk.Opt, error) {
		var open []poll.Poll
		for _, p := range theirsToRun(tx, c.Who()) {
			if p.State == poll.Opened {
				open = append(open, p)
			}
		}
		return optsToRun(tx, open), nil
	})
	switch {
	case err != nil:
		return err
	case len(opts) == 0:
		return c.End("您负责的地方，现在没有能延长的投票。")
	}
	id := c.Choice("which", "要延长哪一个？只能往后延，延了不能再改回来。", opts...)
	closes, err := askLater(c, id)
	if err != nil {
		return err
	}
	why := c.Lasting("why", "为什么延长？会原话告诉大家。")
	if !c.Confirm("sure", "延长到%s，并告诉大家「%s」，对吗？", bot.Moment(closes), why) {
		return c.End("好的，还是原来的时间。")
	}
	p, err := talk.Step(c, "extend", func(tx store.Tx) (poll.Poll, error) { return run.Extend(tx, id, closes, why, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("%s延长到%s，正在告诉大家。", p.Name(), bot.Moment(p.Closes))
}

// askLater asks for a closing later than the one there is.
func askLater(c *talk.Conv, id string) (time.Time, error) {
	p, err := talk.Look(c, "poll"+id, func(tx store.Tx) (poll.Poll, error) { return run.Running(tx, id, c.Who()) })
	for {
		if err != nil {
			return p.Closes, err
		}
		closes := c.Time("closes", "延长到什么时候？现在是%s截止。", bot.Moment(p.Closes))
		if err := run.CheckLater(p, closes); err != nil {
			c.Say("%v", err)
			continue
		}
		return closes, nil
	}
}

// theirsToRun are the polls under way, or to come, that a member of staff may
// cancel or extend.
func theirsToRun(tx store.Reader, who directory.Person) []poll.Poll {
	var run []poll.Poll
	for _, p := range append(poll.Current(tx), poll.Coming(tx)...) {
		if directory.May(who, directory.OpenPoll, p.For.Place) {
			run = append(run, p)
		}
	}
	return run
}

func optsToRun(tx store.Reader, list []poll.Poll) []talk.Opt {
	var opts []talk.Opt
	for _, p := range list {
		label := fmt.Sprintf("%s「%s」，已投%s", p.Name(), p.Question, p.Voices(poll.Live(tx, p.ID).Took))
		opts = append(opts, talk.Opt{Key: p.ID, Label: label, Wide: true})
	}
	return opts
}

// fixed tells an organiser who wants to change a poll why that cannot be, and what
// can be done instead.
func fixed(call *talk.Call) error {
	call.Say(bot.Out{Text: "投票一开，题目、选项、记不记名都不能再改，这样对投过的人才公道。\n\n写错了，回复「取消投票」，说明原因，再照原来的重新发起。\n时间不够，回复「延长投票」。"})
	return nil
}
