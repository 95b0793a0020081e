package activity

import (
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/meaning/answer"
	"yishi/bot/talk"
	"yishi/store"
)

// toSignUp shows what is on to who wants to come, perhaps with others.
func toSignUp(c *talk.Conv, h house.Heard) error {
	if !h.Party.Several() {
		return c.Command("活动")
	}
	return c.Goto("activity", talk.Given{talk.Party: h.Party})
}

// companions are who come along: those whom somebody may act for, each with a sign-up of
// their own, and others by name.
type companions struct {
	Title string   `json:"title"`
	IDs   []string `json:"ids,omitempty"`
	Names []string `json:"names,omitempty"` // of those
	Lacks []string `json:"lacks,omitempty"` // what those are called who are not known
	More  int      `json:"more,omitempty"`  // and so many of whom nothing was said
}

// together signs up several: each has a place, and stands in the list by name.
func (k kit) together(c *talk.Conv, id string, party answer.Party) error {
	with, err := talk.Look(c, "with", func(tx store.Tx) (companions, error) { return comeAlong(tx, c.Who(), id, party) })
	if err != nil {
		return err
	}
	var guests []string
	if len(with.Lacks) > 0 || with.More > 0 {
		who := strings.Join(with.Lacks, "、")
		if who == "" {
			who = "一起来的人"
		}
		guests = c.Names("names", "「%s」，%s叫什么名字？名单上要写，一人占一个名额。\n几位就写几个名字，比如「刘建国、王小满」。", with.Title, who)
	}
	all := append(append([]string{c.You()}, with.Names...), guests...)
	if !c.Confirm("sure", "「%s」一共报%d个人：%s。对吗？", with.Title, len(all), strings.Join(all, "、")) {
		return c.End("好的，没有报名。")
	}
	out, err := talk.Step(c, "join", func(tx store.Tx) (bot.Out, error) { return joinAll(tx, c.Who(), c.For(), id, with.IDs, guests) })
	if err != nil {
		return err
	}
	return c.EndWith(out.Buttons, "%s", out.Text)
}

func comeAlong(tx store.Reader, who directory.Person, id string, party answer.Party) (companions, error) {
	n, err := open(tx, id)
	with := companions{Title: n.Title}
	if err != nil {
		return with, err
	}
	for _, as := range party.With {
		p, ok := directory.CaredAs(tx, who, as)
		if !ok {
			with.Lacks = append(with.Lacks, as)
			continue
		}
		with.IDs, with.Names = append(with.IDs, p.ID), append(with.Names, p.Name)
	}
	with.More = max(0, party.Count-1-len(party.With))
	return with, nil
}
