package poll

import (
	"fmt"

	"yishi/bot/talk"
	"yishi/store"
)

// cancelpoll is the conversation of a member of staff who cancels a poll.
func cancelpoll(c *talk.Conv) error {
	opts, err := talk.Look(c, "polls", func(tx store.Tx) ([]talk.Opt, error) {
		var opts []talk.Opt
		for _, p := range theirsToRun(tx, c.Who()) {
			label := fmt.Sprintf("%s「%s」，已投%d人", p.no(), p.Question, took(tx, p.ID))
			opts = append(opts, talk.Opt{Key: p.ID, Label: label, Wide: true})
		}
		return opts, nil
	})
	switch {
	case err != nil:
		return err
	case len(opts) == 0:
		return c.End("您负责的地方，现在没有能取消的投票。")
	}
	id := c.Choice("which", "要取消哪一个？取消以后不能恢复，已经投的票都不算。", opts...)
	why := c.Text("why", "为什么取消？会原话告诉大家。")
	if !c.Confirm("sure", "取消这次投票，并告诉大家「%s」，对吗？", why) {
		return c.End("好的，投票照常进行。")
	}
	p, err := talk.Step(c, "cancel", func(tx store.Tx) (Poll, error) { return Cancel(tx, id, why, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("%s已经取消，正在告诉大家。", p.no())
}
