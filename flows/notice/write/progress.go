package write

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/notice"
	"yishi/flows/notice/activity"
	"yishi/flows/notice/send"
	"yishi/store"
)

// progress is staff looking after what they have sent.
func (k kit) progress(c *talk.Conv) error {
	id, err := pickNotice(c)
	if err != nil || id == "" {
		return err
	}
	for {
		n, err := talk.Look(c, "now", func(tx store.Tx) (glance, error) { return glanceAt(tx, c.Who(), id) })
		if err != nil {
			return err
		}
		switch c.Choice("do", n.Text, n.Opts...) {
		case "names":
			err = showNames(c, id)
		case "visit":
			err = showDoors(c, id)
		case "more":
			return moreRoom(c, id, n)
		case "fix":
			return k.fix(c, id)
		case "withdraw":
			return withdraw(c, id, n)
		case "cancel":
			return callOff(c, id, n)
		case "go":
			return k.goOn(c, id)
		default:
			return c.End("好的。")
		}
		if err != nil {
			return err
		}
	}
}

// goOn sends what missed its time.
func (k kit) goOn(c *talk.Conv, id string) error {
	n, err := talk.Step(c, "go", func(tx store.Tx) (notice.Notice, error) { return k.SendMissed(tx, c.Who(), id) })
	if err != nil {
		return err
	}
	return c.End("好的，%s", send.SentWhen(n))
}

// decide is the answer to that question: "12:go", "12:drop".
func (k kit) decide(call *talk.Call, rest string) error {
	id, what, _ := strings.Cut(rest, ":")
	if what == "drop" {
		if n, _ := notice.Get(call.Tx, id); n.State != notice.Missed {
			return bot.Refuse("这条通知已经定过了。")
		}
		if _, err := send.Cancel(call.Tx, call.Who, id, "错过了时间"); err != nil {
			return err
		}
		call.Say(bot.Out{Text: "好的，不发了。"})
		return nil
	}
	n, err := k.SendMissed(call.Tx, call.Who, id)
	if err != nil {
		return err
	}
	call.Say(bot.Out{Text: "好的，" + send.SentWhen(n)})
	return nil
}

// pickNotice asks which notice, unless there is only one; "" is none at all.
func pickNotice(c *talk.Conv) (string, error) {
	if id, given := talk.Known[string](c, "notice"); given {
		return id, nil
	}
	list, err := talk.Look(c, "list", func(tx store.Tx) ([]talk.Opt, error) { return recent(tx, c.Who()), nil })
	switch {
	case err != nil:
		return "", err
	case len(list) == 0:
		return "", c.End("还没有发过通知。要发，回复「发通知」。")
	case len(list) == 1:
		return list[0].Key, nil
	}
	return c.Choice("notice", "看哪一条？", list...), nil
}

func showNames(c *talk.Conv, id string) error {
	text, err := talk.Look(c, "names", func(tx store.Tx) (string, error) { return namesOf(tx, id), nil })
	if err == nil {
		c.Say("%s", text)
	}
	return err
}

func showDoors(c *talk.Conv, id string) error {
	visits, err := talk.Look(c, "visits", func(tx store.Tx) ([]visit, error) { return visitsOf(tx, id) })
	if err != nil {
		return err
	}
	building := visits[0].Building
	if len(visits) > 1 {
		var opts []talk.Opt
		for _, v := range visits {
			opts = append(opts, talk.Opt{Key: v.Building, Label: v.label(), Wide: true})
		}
		building = c.Choice("building", "看哪一栋的名单？", opts...)
	}
	text, err := talk.Look(c, "doors", func(tx store.Tx) (string, error) { return doorsOf(tx, id, building), nil })
	if err != nil {
		return err
	}
	c.Say("%s", text)
	return nil
}

func moreRoom(c *talk.Conv, id string, n glance) error {
	capacity := c.NumberOr("capacity", "不限", max(1, n.Coming), 9999, "现在名额%s，报名%d人，排队%d人。名额改成多少？", limitWord(n.Capacity), n.Coming, n.Waiting)
	moved, err := talk.Step(c, "capacity!", func(tx store.Tx) (int, error) { return activity.SetCapacity(tx, c.Who(), id, capacity) })
	if err != nil {
		return err
	}
	if moved > 0 {
		return c.End("名额改成%s了。排队的%d人补上了，这就告诉他们。", limitWord(capacity), moved)
	}
	return c.End("名额改成%s了。", limitWord(capacity))
}

func callOff(c *talk.Conv, id string, n glance) error {
	if n.Plain {
		return stop(c, id, n)
	}
	why := c.Lasting("why", "为什么取消？这句话会告诉报了名的人，比如「下雨，改期再通知」。")
	ask := "取消「" + n.Title + "」，确定吗？还没有人报名。"
	if n.Coming+n.Waiting > 0 {
		ask = fmt.Sprintf("取消「%s」，告诉报名和排队的%d人：「%s」。确定吗？", n.Title, n.Coming+n.Waiting, why)
	}
	if !c.Confirm("sure", "%s", ask) {
		return c.End("好的，没有取消。")
	}
	told, err := talk.Step(c, "cancel!", func(tx store.Tx) (int, error) { return send.Cancel(tx, c.Who(), id, why) })
	if err != nil {
		return err
	}
	if told == 0 {
		return c.End("已经取消，没发出去的不再发了。")
	}
	return c.End("已经取消，正在告诉报名和排队的%d人。", told)
}

// stop takes back what of plain news has not gone out.
func stop(c *talk.Conv, id string, n glance) error {
	if !c.Confirm("stop", "「%s」没发出去的都不再发，确定吗？", n.Title) {
		return c.End("好的，照旧。")
	}
	_, err := talk.Step(c, "stop!", func(tx store.Tx) (int, error) { return send.Cancel(tx, c.Who(), id, "不再发了") })
	if err != nil {
		return err
	}
	return c.End("好的，没发出去的不再发了。")
}
