package mine

import (
	"slices"
	"strings"

	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/store"
)

// needsGrownUp says to a child who does for them what they ask; "" to anybody else.
func (k *kit) needsGrownUp(c *talk.Conv) string {
	child, err := talk.Look(c, "child", func(tx store.Tx) (bool, error) { return c.Who().IsChild(tx.Now()), nil })
	if err != nil || !child {
		return ""
	}
	return "小朋友，这件事要请家里大人办：请他在自己的手机上回复「孩子的资料」。家里大人还没有登记的，请带你到社区来。"
}

// child is one that somebody may act for.
type child struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// childrenOf are the children whose guardian somebody is, and those of the homes in which
// they are known to live as a grown-up: for these they may decide.
func childrenOf(tx store.Reader, who directory.Person) (all []child) {
	if who.IsChild(tx.Now()) || who.Born > 0 && who.Age(tx.Now()) < 18 {
		return nil
	}
	for _, id := range directory.Wards(tx, who.ID) {
		p, _ := directory.GetPerson(tx, id)
		all = append(all, child{p.ID, p.Name})
	}
	for _, t := range who.Ties {
		if who.TrustAt(t.Home) < directory.Vouched {
			continue
		}
		for p := range (directory.Audience{Place: t.Home}).People(tx) {
			one := child{p.ID, p.Name}
			if p.ID != who.ID && p.IsChild(tx.Now()) && !slices.Contains(all, one) {
				all = append(all, one)
			}
		}
	}
	return all
}

func mayDecide(tx store.Reader, who directory.Person, id string) bool {
	return slices.ContainsFunc(childrenOf(tx, who), func(one child) bool { return one.ID == id })
}

// children is for a grown-up of the home: what is kept of a child, a copy of it, and to
// have it deleted.
func (k *kit) children(c *talk.Conv) error {
	all, err := talk.Look(c, "children", func(tx store.Tx) ([]child, error) { return childrenOf(tx, c.Who()), nil })
	switch {
	case err != nil:
		return err
	case len(all) == 0:
		return c.End("没有找到您家里未满十四岁的孩子。您自己要登记在同一户，并且楼栋长或社区认过您；孩子的出生年份也要登记过。不清楚的，回复「人工」。")
	}
	one := all[0]
	if len(all) > 1 {
		var opts []talk.Opt
		for _, o := range all {
			opts = append(opts, talk.Opt{Key: o.ID, Label: o.Name})
		}
		key := c.Choice("who", "哪一个孩子？", opts...)
		one = all[slices.IndexFunc(all, func(o child) bool { return o.ID == key })]
	}
	lines, err := talk.Look(c, "kept", func(tx store.Tx) ([]string, error) {
		p, _ := directory.GetPerson(tx, one.ID)
		return k.kept(tx, p), nil
	})
	if err != nil {
		return err
	}
	what := c.Choice("what", "我们记着"+one.Name+"的：\n"+strings.Join(lines, "\n")+"\n\n您要替他办什么？",
		talk.Opt{Key: "copy", Label: "拿一份"}, talk.Opt{Key: "erase", Label: "全部删除"}, talk.Opt{Key: "no", Label: "看看就好"})
	switch what {
	case "copy":
		return k.handOver(c, one.ID)
	case "erase":
		if !c.Confirm("sure", "要把%s的姓名、手机、住处都删掉吗？删了找不回来。", one.Name) {
			return c.End("好的，没有删。")
		}
		if _, err := talk.Step(c, "erase", func(tx store.Tx) (bool, error) { return true, k.eraseChild(tx, c.Who(), one.ID) }); err != nil {
			return err
		}
		return c.End("%s的都删掉了。", one.Name)
	}
	return c.End("好的。有事随时说。")
}
