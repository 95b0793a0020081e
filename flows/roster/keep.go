package roster

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/talk"
	"yishi/store"
)

// addPlace adds a building, a unit or homes that are not there yet.
func addPlace(c *talk.Conv) error {
	for {
		words := c.Text("what", "要加哪里？写小区和几栋，也可以写到单元、房号，比如「%s」「%s2单元 101到602」。", c.Example(), c.Example())
		a, err := talk.Look(c, "read "+words, func(tx store.Tx) (adding, error) { return readAdding(tx, c.Who(), words), nil })
		if err != nil {
			return err
		}
		if a.Why != "" {
			c.Say("%s", a.Why)
			continue
		}
		if !c.Confirm("sure", "加上%s，对吗？", a.Called) {
			return c.End("好的，没有加。")
		}
		if _, err := talk.Step(c, "add", func(tx store.Tx) (string, error) { return a.put(tx, c.Who()) }); err != nil {
			return err
		}
		return c.End("加好了：%s。再加，回复「加楼栋」或「加住户」。", a.Called)
	}
}

// addPerson enters somebody who does not use this themselves, or not yet.
func addPerson(c *talk.Conv) error {
	n := newcomer{Name: c.Name("name", "要登记谁？请写姓名。")}
	for n.Home == "" {
		words := c.Text("home", "%s住哪一户？比如「%s2单元501」。", n.Name, c.Example())
		home, err := talk.Look(c, "home of "+words, func(tx store.Tx) (string, error) { return homeFor(tx, c.Who(), words), nil })
		if err != nil {
			return err
		}
		if n.Home = home; home == "" {
			c.Say("您管的地方没有找到这一户。还没有的，先回复「加住户」。")
		}
	}
	n.As = c.Choice("as", n.Name+"在这一户是：", tieOpts()...)
	n.Phone = c.PhoneOr("phone", "没有", "手机号是多少？")
	n.Born = c.NumberOr("born", "不知道", 1900, 2100, "哪一年出生？比如 1954。")
	if !c.Confirm("sure", "登记%s，%s%s%s%s，对吗？", n.Name, c.NameOf(n.Home), directory.TieName(n.As), and("，手机", n.Phone), and("，出生年", year(n.Born))) {
		return c.End("好的，没有登记。")
	}
	if _, err := talk.Step(c, "add", func(tx store.Tx) (bool, error) { return true, putNewcomer(tx, c.Who(), n) }); err != nil {
		return err
	}
	return c.End("登记好了：%s，%s。他自己来登记时，对得上就认得出。", n.Name, c.NameOf(n.Home))
}

func tieOpts() (opts []talk.Opt) {
	for _, as := range []string{directory.Owner, directory.CoOwner, directory.Family, directory.Tenant} {
		opts = append(opts, talk.Opt{Key: as, Label: directory.TieName(as)})
	}
	return opts
}

func and(label, value string) string {
	if value == "" {
		return ""
	}
	return label + value
}

func year(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// askKnown asks for one whom the person looks after, by home or by number.
func askKnown(c *talk.Conv, name, text string) (known, error) {
	for {
		words := c.Text(name, "%s", text)
		list, err := talk.Look(c, name+" of "+words, func(tx store.Tx) ([]known, error) { return knownBy(tx, c.Who(), words), nil })
		switch {
		case err != nil:
			return known{}, err
		case len(list) == 1:
			return list[0], nil
		case len(list) == 0:
			c.Say("没有找到您管得着的人。请写他的住处，或者登记的手机号。")
			continue
		}
		return choose(c, name+"who", "是哪一位？", list), nil
	}
}

func choose(c *talk.Conv, name, text string, list []known, more ...talk.Opt) known {
	var opts []talk.Opt
	for _, k := range list {
		opts = append(opts, talk.Opt{Key: k.ID, Label: k.Called, Wide: true})
	}
	key := c.Choice(name, text, append(opts, more...)...)
	i := slices.IndexFunc(list, func(k known) bool { return k.ID == key })
	if i < 0 {
		return known{}
	}
	return list[i]
}

// correctPerson puts right a name, a number or a year of birth.
func correctPerson(c *talk.Conv) error {
	who, err := askKnown(c, "who", "要改谁的资料？写他的住处，比如「"+c.Example()+"2单元501」，或者登记的手机号。")
	if err != nil {
		return err
	}
	what := c.Choice("what", who.Called+"，改哪一样？",
		talk.Opt{Key: joining.TheName, Label: "姓名"}, talk.Opt{Key: joining.ThePhone, Label: "手机号"}, talk.Opt{Key: joining.TheBirth, Label: "出生年"})
	value := ""
	switch what {
	case joining.TheName:
		value = c.Name("name", "姓名改成什么？")
	case joining.ThePhone:
		value = c.Phone("phone", "手机号改成多少？")
	default:
		value = year(c.Number("born", 1900, 2100, "哪一年出生？比如 1954。"))
	}
	if !c.Confirm("sure", "%s的%s改成「%s」，对吗？", who.Called, whatNames[what], value) {
		return c.End("好的，没有改。")
	}
	told, err := talk.Step(c, "correct", func(tx store.Tx) (string, error) { return correct(tx, c.Who(), who.ID, what, value) })
	if err != nil {
		return err
	}
	return c.End("改好了，%s。", told)
}

// giveRole gives somebody something to do, for good or from one day to another.
func giveRole(c *talk.Conv) error {
	name := strings.TrimSpace(c.Name("name", "给谁？请写姓名。"))
	list, err := talk.Look(c, "of "+name, func(tx store.Tx) ([]known, error) { return workers(tx, c.Who(), name), nil })
	if err != nil {
		return err
	}
	var who known
	if len(list) > 0 {
		who = choose(c, "who", "是哪一位？", list, talk.Opt{Key: "-", Label: "都不是，发工作码", Wide: true})
	}
	role := directory.Role{Role: c.Choice("role", name+"做什么？", roleOpts()...)}
	roots, err := talk.Look(c, "roots", func(store.Tx) ([]string, error) { return directory.PlacesOf(c.Who(), directory.AddStaff), nil })
	if err != nil {
		return err
	}
	role.Place = c.Area("place", roots, "管哪里？")
	role.From = dayOr(c, "from", "从哪天起？", "今天起")
	role.Until = dayOr(c, "until", "到哪天为止？", "一直做")
	if !c.Confirm("sure", "%s：%s%s%s，对吗？", name, c.NameOf(role.Place), directory.RoleName(role.Role), role.Days()) {
		return c.End("好的，没有给。")
	}
	if who.ID == "" {
		c.Fleeting()
	}
	said, err := talk.Step(c, "give", func(tx store.Tx) (string, error) {
		if who.ID == "" {
			return giveCode(tx, c.Who(), name, role)
		}
		return give(tx, c.Who(), who.ID, role)
	})
	if err != nil {
		return err
	}
	return c.End("%s", said)
}

// dayOr asks for a day, or for none: "".
func dayOr(c *talk.Conv, name, text, none string) string {
	if c.Choice(name, text, talk.Opt{Key: "none", Label: none}, talk.Opt{Key: "day", Label: "定一个日子"}) == "none" {
		return ""
	}
	return c.Date(name+"day", "哪一天？比如「12月1日」。").Format(time.DateOnly)
}

// roleOpts are the roles that are given in chat: one of the street never is.
func roleOpts() (opts []talk.Opt) {
	for _, key := range directory.RoleKeys() {
		if key != directory.StreetStaff {
			opts = append(opts, talk.Opt{Key: key, Label: directory.RoleName(key)})
		}
	}
	return opts
}

// left says how many still wait.
func left(n int) string {
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf("还有%d户，接着看回复「补住处」。", n)
}
