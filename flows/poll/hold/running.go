package hold

import (
	"fmt"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/poll"
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
	why := c.Text("why", "为什么取消？会原话告诉大家。")
	if !c.Confirm("sure", "取消这次投票，并告诉大家「%s」，对吗？", why) {
		return c.End("好的，投票照常进行。")
	}
	p, err := talk.Step(c, "cancel", func(tx store.Tx) (poll.Poll, error) { return poll.Cancel(tx, id, why, c.Who()) })
	if err != nil {
		return err
	}
	return c.EndWith([]bot.Button{poll.AgainButton(p)}, "%s已经取消，正在告诉大家。", p.Name())
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
	why := c.Text("why", "为什么延长？会原话告诉大家。")
	if !c.Confirm("sure", "延长到%s，并告诉大家「%s」，对吗？", bot.Moment(closes), why) {
		return c.End("好的，还是原来的时间。")
	}
	p, err := talk.Step(c, "extend", func(tx store.Tx) (poll.Poll, error) { return poll.Extend(tx, id, closes, why, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("%s延长到%s，正在告诉大家。", p.Name(), bot.Moment(p.Closes))
}

// askLater asks for a closing later than the one there is.
func askLater(c *talk.Conv, id string) (time.Time, error) {
	p, err := talk.Look(c, "poll"+id, func(tx store.Tx) (poll.Poll, error) { return poll.Running(tx, id, c.Who()) })
	for {
		if err != nil {
			return p.Closes, err
		}
		closes := c.Time("closes", "延长到什么时候？现在是%s截止。", bot.Moment(p.Closes))
		if err := p.CheckLater(closes); err != nil {
			c.Say("%v", err)
			continue
		}
		return closes, nil
	}
}

func optsToRun(tx store.Tx, list []poll.Poll) []talk.Opt {
	var opts []talk.Opt
	for _, p := range list {
		label := fmt.Sprintf("%s「%s」，已投%s", p.Name(), p.Question, p.Voices(poll.Live(tx, p.ID).Took))
		opts = append(opts, talk.Opt{Key: p.ID, Label: label, Wide: true})
	}
	return opts
}

// returnpoll is the conversation of a colleague who gives a draft back.
func returnpoll(c *talk.Conv) error {
	id, _ := talk.Known[string](c, talk.Of)
	_, err := talk.Look(c, "draft", func(tx store.Tx) (poll.Poll, error) { return poll.ToReview(tx, id, c.Who()) })
	if err != nil {
		return err
	}
	why := c.Text("why", "要改什么？写一两句，会告诉起草的同事。")
	p, err := talk.Step(c, "return", func(tx store.Tx) (poll.Poll, error) { return poll.Return(tx, id, why, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("%s退回去了，大家没有收到任何通知。", p.Name())
}

// pollreview is the conversation in which staff say whether polls of a place
// need a second look.
func pollreview(c *talk.Conv) error {
	places := directory.PlacesOf(c.Who(), directory.OpenPoll)
	place := c.Area("place", places, "哪里的投票？")
	review := c.Choice("review", "投票发出去以前，要不要另一位同事复核？",
		talk.Opt{Key: "yes", Label: "要复核"}, talk.Opt{Key: "no", Label: "不用复核"}) == "yes"
	_, err := talk.Step(c, "set", func(tx store.Tx) (bool, error) { return review, poll.SetReview(tx, place, review, c.Who()) })
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
	found, err := talk.Look(c, "who"+phone, func(tx store.Tx) (poll.Delegate, error) { return poll.FindDelegate(tx, phone, c.Who()) })
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
	now, err := talk.Step(c, "set", func(tx store.Tx) (bool, error) { return poll.SetDelegate(tx, found.ID, !found.Is, c.Who()) })
	switch {
	case err != nil:
		return err
	case now:
		return c.End("登记好了，%s是居民代表。", found.Name)
	}
	return c.End("取消了，%s不再是居民代表。", found.Name)
}

// again starts a new draft with what an old poll said.
func again(call *talk.Call, id string) error {
	p, ok := poll.Get(call.Tx, id)
	if !ok || p.State != poll.Cancelled || !directory.May(call.Who, directory.OpenPoll, p.For.Place) {
		return bot.Refuse("没有找到能重新发起的投票。")
	}
	call.Start("newpoll", givenOf(p))
	return nil
}

// givenOf are the answers that would give this poll; when it closes is asked anew.
func givenOf(p poll.Poll) talk.Given {
	given := usual()
	given["again"], given["kind"], given["question"], given["note"] = p.ID, p.Info().Kind, p.Question, p.Note
	given["place"], given["scope"] = p.For.Place, p.For.Place
	given["secret"] = map[bool]string{true: "yes", false: "no"}[p.Secret]
	given["changes"] = map[bool]string{true: "no", false: "yes"}[p.Final]
	labels := p.OptionLabels()
	if n := len(labels) - 1; n > 0 && labels[n] == poll.NoneLabel {
		labels, given["none"] = labels[:n], "add"
	}
	switch p.Info().Shape {
	case poll.Points:
		given["most"] = fmt.Sprint(p.Most)
	case poll.Queue:
		given["drawn"] = map[bool]string{true: "lot", false: "first"}[p.Drawn]
	}
	if p.Kind == poll.Budget {
		given["fund"] = p.Fund
		if given["way"] = wayOf(p); given["way"] == "own" {
			given["purse"] = p.Purse
		}
	}
	if p.Kind == poll.Budget || p.Kind == poll.Seats {
		labels = nil
		for _, o := range p.Options {
			labels = append(labels, sizedWords(o))
		}
	}
	if p.Info().Fixed == nil && len(labels) > 1 {
		given["option"] = strings.Join(labels, "、")
		given["max"] = fmt.Sprint(p.Max % len(labels))
	}
	if p.Info().Tag == "" && p.Info().MinAge == 0 {
		given["age"] = map[bool]string{true: "60", false: "all"}[p.For.MinAge == 60]
	}
	if choice := barsOf(p); choice != "" {
		given["rule"] = choice
	}
	return given
}

func wayOf(p poll.Poll) string {
	switch p.Purse {
	case 0:
		return "like"
	case usualPurse:
		return "ten"
	}
	return "own"
}

// sizedWords writes an option with its number as staff write it.
func sizedWords(o poll.Option) string {
	if o.Cost > 0 {
		return o.Label + poll.Money(o.Cost)
	}
	return fmt.Sprintf("%s%d个", o.Label, o.Seats)
}

// usual is what most polls have in common, to be changed in the review.
func usual() talk.Given {
	return talk.Given{"start": "now", "remind": "auto", "none": "no", "changes": "yes"}
}

// begin starts the conversation that opens a poll.
func begin(call *talk.Call) error {
	call.Start("newpoll", usual())
	return nil
}

// approve is the button of a colleague who lets a draft go out.
func approve(call *talk.Call, id string) error {
	p, err := poll.Approve(call.Tx, id, call.Who)
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

// theirsToRun are the polls under way, or to come, that a member of staff may
// cancel or extend.
func theirsToRun(tx store.Tx, who directory.Person) []poll.Poll {
	var run []poll.Poll
	for _, p := range append(poll.Current(tx), poll.Coming(tx)...) {
		if directory.May(who, directory.OpenPoll, p.For.Place) {
			run = append(run, p)
		}
	}
	return run
}

// barsOf is the choice that gave the bars of a poll, "" if nobody chose them.
func barsOf(p poll.Poll) string {
	if k := p.Info().Kind; k != poll.Choose && k != poll.Proposal {
		return ""
	}
	choices := []string{"most", "half", "third", "line"}
	if p.Kind == poll.Proposal {
		choices = []string{"yes", "yes3", "line"}
	}
	for _, choice := range choices {
		if quorum, line := bars(choice); quorum == p.Quorum && line == p.Line {
			return choice
		}
	}
	return ""
}
