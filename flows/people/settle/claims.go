package settle

import (
	"fmt"
	"slices"

	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/store"
)

const mostClaims = 9 // of those that wait, in one message

// claims is the queue of those who say where they live: staff and leaders see each
// beside what we know, and settle it in three presses.
func (d Desk) claims(c *talk.Conv) error {
	list, err := talk.Look(c, "list", func(tx store.Tx) ([]waiting, error) {
		list := waitingFor(tx, c.Who())
		if len(list) > 1 { // of one alone more is seen, and noted
			looked(tx, c.Who(), list[:min(len(list), mostClaims)])
		}
		return list, nil
	})
	switch {
	case err != nil:
		return err
	case len(list) == 0:
		return c.End("现在没有等核实的。当面认识的人先请他回复「登记住处」；登记得早的，回复「认人」。")
	}
	one := list[0]
	if len(list) > 1 {
		one = list[askWhich(c, list)]
	}
	view, err := talk.Step(c, "view", func(tx store.Tx) (view, error) { return d.view(tx, c.Who(), one) })
	if err != nil {
		return err
	}
	as := view.As
	how := c.Choice("how", view.Text, howOpts(view)...)
	switch how {
	case "no":
		return d.refuse(c, one)
	case "code":
		return d.giveCode(c, one)
	case "as":
		as = c.Choice("as", "改成什么？", Ties...)
		how = "met"
	}
	said, err := talk.Step(c, "settle", func(tx store.Tx) (string, error) {
		return d.accept(tx, c.Who(), one, as, how == "papers")
	})
	if err != nil {
		return err
	}
	return c.End("%s%s", said, left(len(list)-1))
}

// looked notes whose names somebody sees in a list.
func looked(tx store.Tx, by directory.Person, list []waiting) {
	for _, w := range list {
		audit.Log(tx, by.ID, "look at people", w.Home, w.Person)
	}
}

func left(n int) string {
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf("\n还有%d户等核实，接着看回复「核实」。", n)
}

func askWhich(c *talk.Conv, list []waiting) int {
	var opts []talk.Opt
	for _, w := range list[:min(len(list), mostClaims)] {
		opts = append(opts, talk.Opt{Key: w.Home + " " + w.Person, Label: w.Called, Wide: true})
	}
	key := c.Choice("which", fmt.Sprintf("%d户等核实。看哪一户？", len(list)), opts...)
	return max(0, slices.IndexFunc(list, func(w waiting) bool { return w.Home+" "+w.Person == key }))
}

func howOpts(v view) (opts []talk.Opt) {
	add := func(key, label string) { opts = append(opts, talk.Opt{Key: key, Label: label, Wide: true}) }
	if !v.Denied {
		add("met", "当面认过，是"+directory.TieName(v.As))
	}
	if v.Papers {
		add("papers", "看过证件，是"+directory.TieName(v.As))
	}
	if !v.Denied {
		add("as", "认识，身份要改")
		add("code", "当面给他一个核实码")
	}
	add("no", "不认")
	return opts
}

// refuse says no to a claim, and why.
func (d Desk) refuse(c *talk.Conv, one waiting) error {
	if stop, err := d.askStrike(c, one, "不认，他的票也一起划掉，对吗？"); err != nil || stop {
		return err
	}
	why := askWhy(c, "not", "为什么不认？也可以直接写。对方看得到。", "没有见过这个人", "不住在这一户", "名字和证件对不上")
	said, err := talk.Step(c, "refuse", func(tx store.Tx) (string, error) { return d.turnDown(tx, c.Who(), one, why) })
	if err != nil {
		return err
	}
	return c.End("%s", said)
}

// askWhy asks for a reason, with some at hand.
func askWhy(c *talk.Conv, name, text string, reasons ...string) string {
	var opts []talk.Opt
	for i, r := range reasons {
		opts = append(opts, talk.Opt{Key: fmt.Sprint(i), Label: r, Wide: true})
	}
	said := c.TextOrPick(name, text, opts...)
	for _, o := range opts {
		if said.Key == o.Key {
			return o.Label
		}
	}
	return said.Words
}

// giveCode makes a code to be told face to face: whoever says it is the one who stood
// there. Nothing of it is kept.
func (d Desk) giveCode(c *talk.Conv, one waiting) error {
	c.Fleeting()
	said, err := talk.Step(c, "code", func(tx store.Tx) (string, error) { return d.handCode(tx, c.Who(), one) })
	if err != nil {
		return err
	}
	return c.End("%s", said)
}

// named is how a home and a person are told in one line.
func named(tx store.Reader, home, name, as string) string {
	return directory.FullName(tx, home) + " " + name + "（" + directory.TieName(as) + "）"
}
