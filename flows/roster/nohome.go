package roster

import (
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/store"
)

// noHome takes down where somebody lives who does not find it among the places.
func noHome(c *talk.Conv) error {
	m := missing{Words: c.Text("where", "没有您家，是我们漏了，对不起。请写全：哪个小区、几栋、几单元、几号？社区看过就加上。")}
	m.As = c.Choice("as", "您在这一户是：", tieOpts()...)
	if m.Name = c.Who().Name; m.Name == "" {
		m.Name = c.Name("name", "怎么称呼您？请写姓名。")
	}
	if _, err := talk.Step(c, "file", func(tx store.Tx) (bool, error) { return true, fileMissing(tx, c.Who().ID, m) }); err != nil {
		return err
	}
	return c.End("记下了：%s。社区加上了，就替您登记好，在这里告诉您，不用再发。", m.Words)
}

// missingHomes is the queue of those who did not find where they live.
func missingHomes(c *talk.Conv) error {
	list, err := talk.Look(c, "list", func(tx store.Tx) ([]missing, error) { return missingFor(tx, c.Who()), nil })
	switch {
	case err != nil:
		return err
	case len(list) == 0:
		return c.End("现在没有人等着补住处。")
	}
	one := list[0]
	if len(list) > 1 {
		one = askMissing(c, list)
	}
	words := one.Words
	for {
		a, err := talk.Look(c, "read "+words, func(tx store.Tx) (adding, error) { return readHome(tx, c.Who(), words), nil })
		if err != nil {
			return err
		}
		var opts []talk.Opt
		if a.Why == "" {
			opts = append(opts, talk.Opt{Key: "yes", Label: "就是" + a.Called, Wide: true})
		}
		opts = append(opts, talk.Opt{Key: "write", Label: "我来写是哪一户", Wide: true}, talk.Opt{Key: "no", Label: "没有这一户，不加", Wide: true})
		switch c.Choice("how", one.called()+"\n"+a.Why+"怎么办？", opts...) {
		case "yes":
			return endAdding(c, one, a, len(list)-1)
		case "write":
			words = c.Text("write", "请写是哪一户，比如「%s2单元501」。还没有的会加上。", c.Example())
			continue
		}
		why := c.Text("why", "为什么不加？对方看得到。")
		if _, err := talk.Step(c, "refuse", func(tx store.Tx) (bool, error) { return true, refuseMissing(tx, c.Who(), one, why) }); err != nil {
			return err
		}
		return c.End("好的，没有加，会告诉对方。%s", left(len(list)-1))
	}
}

// endAdding adds the home and registers who waits for it there.
func endAdding(c *talk.Conv, one missing, a adding, others int) error {
	at, err := talk.Step(c, "add", func(tx store.Tx) (string, error) { return settleMissing(tx, c.Who(), one, a) })
	if err != nil {
		return err
	}
	return c.End("好的，%s：%s已经替他登记好，也会告诉他。他是不是住那里，回复「核实」认一认。%s", c.NameOf(at), one.Name, left(others))
}

func askMissing(c *talk.Conv, list []missing) missing {
	var opts []talk.Opt
	byKey := func(key string) missing {
		for _, m := range list {
			if m.ID == key {
				return m
			}
		}
		return list[0]
	}
	for _, m := range list[:min(len(list), 9)] {
		opts = append(opts, talk.Opt{Key: m.ID, Label: m.called(), Wide: true})
	}
	return byKey(c.Choice("which", "这几位说登记里没有他家。先看哪一位？", opts...))
}

// called is what somebody said of where they live, in a line.
func (m missing) called() string {
	return m.Name + "（" + directory.TieName(m.As) + "）：" + m.Words
}
