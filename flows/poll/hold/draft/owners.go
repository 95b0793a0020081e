package draft

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// ownersvote is the rest of newpoll where owners are to decide: for which estate,
// what it is worth, the items, the times.
func ownersvote(c *talk.Conv, p poll.Poll) error {
	estate, err := askEstate(c)
	if err != nil {
		return err
	}
	p.Formal = c.Choice("formal", "这一次算什么？有的地方，正式表决只认官方的平台。",
		talk.Opt{Key: "no", Label: "业主意向征询，先听听大家的意思", Wide: true},
		talk.Opt{Key: "yes", Label: "业主正式表决", Wide: true}) == "yes"
	place, err := askScope(c, estate)
	if err != nil {
		return err
	}
	p.For = directory.Audience{Place: place, Owners: true, MinTrust: directory.Claimed}
	p.Question = askQuestion(c, p.Info())
	p.Note = askNote(c)
	p.Options = askMatters(c)
	askFinal(c, &p)
	asked, err := askTimes(c, &p)
	if err != nil {
		return err
	}
	p.Again, _ = talk.Known[string](c, "again")
	return openIt(c, p, asked)
}

// askEstate asks for an estate that has a register of owners.
func askEstate(c *talk.Conv) (string, error) {
	opts, err := talk.Look(c, "estates", func(tx store.Tx) ([]talk.Opt, error) {
		var opts []talk.Opt
		for _, id := range voice.EstatesOf(tx, c.Who()) {
			opts = append(opts, talk.Opt{Key: id, Label: directory.FullName(tx, id), Wide: true})
		}
		if len(opts) == 0 {
			return nil, bot.Refuse("您负责的小区还没有业主名册。先请管理员导入名册，再来开业主投票。")
		}
		return opts, nil
	})
	switch {
	case err != nil:
		return "", err
	case len(opts) == 1:
		return opts[0].Key, nil
	}
	return c.Choice("estate", "哪个小区的业主？", opts...), nil
}

// askScope asks whose owners vote: those of the estate, or of one building or
// stairway of it, as for a lift.
func askScope(c *talk.Conv, estate string) (string, error) {
	for {
		place := c.Area("scope", []string{estate}, "哪些业主来投？全小区，或者写一栋、一个单元，比如「3栋1单元」。")
		why, err := talk.Look(c, "register "+place, func(tx store.Tx) (string, error) {
			return voice.WhyNoRegister(tx, place), nil
		})
		switch {
		case err != nil:
			return "", err
		case why != "":
			c.Say("%s", why)
			continue
		case place != estate:
			c.Say("只由一部分业主表决，要当地规定允许，比如加装电梯。拿不准，请先问街道。")
		}
		return place, nil
	}
}

// askMatters asks for the items, each with what it is about. All of it goes by one
// name, so that changing an item asks for all of them again.
func askMatters(c *talk.Conv) []poll.Option {
	var labels []string
	var about []poll.Subject
	for len(labels) < poll.MostItems {
		label := askMatter(c, labels)
		if label == "" {
			break
		}
		if err := poll.CheckItems(append(labels, label)); err != nil {
			c.Say("%v", err)
			continue
		}
		labels = append(labels, label)
		about = append(about, askSubject(c, label))
	}
	options := poll.Options(labels)
	for i := range options {
		options[i].Subject = about[i]
	}
	return options
}

// askMatter asks for one more item; "" says there are no more.
func askMatter(c *talk.Conv, have []string) string {
	if len(have) == 0 {
		return c.Text("item", "要表决什么？一次写一件，写成能说「同意」「不同意」的话，比如「用维修资金大修3栋电梯」。")
	}
	return c.TextOr("item", "没有了", "记下了%d件。还有别的要一起表决吗？没有公告的事，到时候不能表决。", len(have))
}

func askSubject(c *talk.Conv, label string) poll.Subject {
	var opts []talk.Opt
	for _, s := range poll.Subjects() {
		opts = append(opts, talk.Opt{Key: string(s.Subject), Label: s.Name, Wide: true})
	}
	return poll.Subject(c.Choice("item", fmt.Sprintf("「%s」是哪一类的事？要多少人同意，由法律按类别定。", label), opts...))
}

// matterLines are the lines of the draft that only an owners' vote has.
func matterLines(p poll.Poll) []talk.Line {
	return []talk.Line{
		{Label: "算不算数", Value: p.Weight(), Question: "formal"},
		{Label: "事项", Value: inLine(p), Question: "item"},
		{Label: "题目", Value: p.Question, Question: "question"},
		{Label: "说明", Value: p.Note, Question: "note"},
	}
}

// OwnersRules is the conversation in which staff say what the owners' own rules
// of procedure have.
func OwnersRules(c *talk.Conv) error {
	estate, err := askEstate(c)
	if err != nil {
		return err
	}
	parking := c.Choice("parking", "业主大会的议事规则里，车位算不算票？没有写，就是不算。",
		talk.Opt{Key: "no", Label: "不算"}, talk.Opt{Key: "yes", Label: "规则写明了算"}) == "yes"
	silence := c.Choice("silence", "票送到了、没有投的业主，怎么算？没有写，就是不算参加。",
		talk.Opt{Key: "no", Label: "不算参加", Wide: true},
		talk.Opt{Key: "yes", Label: "规则写明了：算参加，跟多数走", Wide: true}) == "yes"
	_, err = talk.Step(c, "set", func(tx store.Tx) (bool, error) { return true, voice.SetOwnRules(tx, estate, parking, silence, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("记下了，从下一次公告的业主投票算起。")
}
