package lend

import (
	"strings"

	"yishi/bot"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/store"
)

// wants leads who was heard to borrow or to lend there, with what was named.
func wants(c *talk.Conv, h house.Heard) error {
	return c.Goto("borrow", talk.Given{"what": named(h.Text)})
}

func has(c *talk.Conv, h house.Heard) error {
	given := talk.Given{"what": named(h.Text)}
	if forGood(h.Text) {
		given["way"] = "give"
	} else if strings.Contains(h.Text, "借") {
		given["way"] = "lend"
	}
	return c.Goto("offer", given)
}

// onList is what somebody can choose from.
type onList struct {
	Opts []talk.Opt
	Fits bool
}

// borrow is somebody who wants something of a neighbour.
func borrow(c *talk.Conv) error {
	c.Safe("没有借。")
	what, _ := talk.Known[string](c, "what")
	list, err := talk.Look(c, "list", func(tx store.Tx) (onList, error) {
		all, fits, err := here(tx, c.For(), what)
		return onList{options(all), fits}, err
	})
	if err != nil {
		return err
	}
	if what != "" && !list.Fits {
		c.Say("清单里现在没有「%s」。", what)
	}
	if len(list.Opts) == 0 {
		return c.End("邻居还没有登记出借、送人的东西。您有闲着的，回复「出借」就能登记。")
	}
	id := list.Opts[0].Key
	if !list.Fits || len(list.Opts) > 1 {
		id = c.Choice("which", "邻居有这些，您看哪一样？", append(list.Opts, talk.Opt{Key: "no", Label: "都不要"})...)
	}
	if id == "no" {
		return c.End("好的。看有什么，随时回复「借东西」。")
	}
	return ask(c, id)
}

// ask asks the owner, if it can be had.
func ask(c *talk.Conv, id string) error {
	t, err := talk.Look(c, "thing", func(tx store.Tx) (seen, error) { return look(tx, id), nil })
	if err != nil {
		return err
	}
	if t.State != Offered {
		return c.End("%s", t.Now)
	}
	yes := "借"
	if t.Days == 0 {
		yes = "要"
	}
	if c.Choice("take", t.Now+"\n主人住"+t.At+"。", talk.Opt{Key: "y", Label: yes}, talk.Opt{Key: "n", Label: "不" + yes}) == "n" {
		return c.End("好的。看有什么，随时回复「借东西」。")
	}
	days := 0
	if t.Days > 0 {
		days = c.Number("days", 1, t.Days, "借几天？最多%d天。", t.Days)
	}
	_, err = talk.Step(c, "ask", func(tx store.Tx) (string, error) {
		_, err := Ask(tx, c.For(), id, days)
		return id, err
	})
	if err != nil {
		return err
	}
	return c.End("这就去问主人。答应不答应，都在这里告诉您。")
}

// seen is a thing as who might want it sees it.
type seen struct {
	State State
	Days  int
	Now   string
	At    string
}

// offer is somebody who has something to lend or to give.
func offer(c *talk.Conv) error {
	c.Safe("没有登记。")
	if _, err := talk.Look(c, "may", func(tx store.Tx) (string, error) { return shed(tx, c.Who()) }); err != nil {
		return err
	}
	t := Thing{}
	if t.What, _ = talk.Known[string](c, "what"); t.What == "" {
		t.What = c.Text("thing", "是什么东西？说个名字就行，比如「轮椅」。")
	}
	way, known := talk.Known[string](c, "way")
	if !known {
		way = c.Choice("how", "「"+t.What+"」，是借给邻居，还是送人？", talk.Opt{Key: "lend", Label: "借"}, talk.Opt{Key: "give", Label: "送"})
	}
	if way == "lend" {
		t.Days = dayCount(c.Choice("days", "「"+t.What+"」，一次最多借几天？",
			talk.Opt{Key: "3", Label: "3天"}, talk.Opt{Key: "7", Label: "7天"}, talk.Opt{Key: "14", Label: "14天"}, talk.Opt{Key: "30", Label: "30天"}))
	}
	if c.Who().Phone != "" {
		t.Phone = c.Choice("phone", "您答应给谁的时候，把您的手机号也告诉他吗？",
			talk.Opt{Key: "y", Label: "告诉"}, talk.Opt{Key: "n", Label: "不告诉"}) == "y"
	}
	if c.Choice("sure", t.summary(), talk.Opt{Key: "y", Label: "登记"}, talk.Opt{Key: "n", Label: "不登记"}) == "n" {
		return c.End("好的，没有登记。")
	}
	if _, err := talk.Step(c, "offer", func(tx store.Tx) (string, error) { t, err := Offer(tx, c.Who(), t); return t.ID(), err }); err != nil {
		return err
	}
	return c.End("登记好了。有人要，在这里问您，您答应了才算。\n想收回，回复「我的东西」。")
}

// agree is an owner saying yes, with a sentence for who asked.
func agree(c *talk.Conv) error {
	c.Safe("还没有答应。")
	id, _ := talk.Known[string](c, talk.Of)
	if _, err := talk.Look(c, "asked", func(tx store.Tx) (string, error) { _, err := theirs(tx, c.Who(), id, Asked); return id, err }); err != nil {
		return err
	}
	words := c.Lasting("words", "在哪里、什么时候交给他？写一句话，我转给他。")
	t, err := talk.Step(c, "agree", func(tx store.Tx) (Thing, error) { return Agree(tx, c.Who(), id, words) })
	if err != nil {
		return err
	}
	return c.EndWith([]bot.Button{button("交给他了", "hand", t), button("没给成", "fail", t)}, "转给他了。东西交给他以后，请按一下「交给他了」。")
}

// mine is somebody looking at what they lent and borrowed.
func mine(c *talk.Conv) error {
	c.Safe("没有改。")
	opts, err := talk.Look(c, "mine", func(tx store.Tx) ([]talk.Opt, error) { return own(tx, c.Who()), nil })
	if err != nil {
		return err
	}
	if len(opts) == 0 {
		return c.End("您没有借出的，也没有借来的。\n有东西借给邻居或者送人，回复「出借」；想借，回复「借东西」。")
	}
	id := c.Choice("which", "您借出的、借来的，看哪一样？", append(opts, talk.Opt{Key: "no", Label: "不看了"})...)
	if id == "no" {
		return c.End("好的。")
	}
	v, err := talk.Look(c, "card", func(tx store.Tx) (onCard, error) { text, opts := card(tx, c.Who(), id); return onCard{text, opts}, nil })
	if err != nil {
		return err
	}
	verb := c.Choice("do", v.Text, append(v.Opts, talk.Opt{Key: "leave", Label: "先这样"})...)
	switch verb {
	case "leave":
		return c.End("好的。")
	case "yes":
		return c.Goto("agree", talk.Given{talk.Of: id})
	}
	said, err := talk.Step(c, "done", func(tx store.Tx) (string, error) { return Do(tx, c.Who(), verb, id) })
	if err != nil {
		return err
	}
	return c.End("%s", said)
}

// onCard is a thing of theirs with what they can do.
type onCard struct {
	Text string
	Opts []talk.Opt
}
