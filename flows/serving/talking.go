package serving

import (
	"yishi/bot/directory"
	"yishi/bot/directory/contact"
	"yishi/bot/talk"
	"yishi/store"
)

// building says who serves where somebody lives; who has not said where is asked.
func building(c *talk.Conv) error {
	place := directory.HomeOf(c.Who())
	if place == "" {
		place = c.Dwelling("building", "您问哪个小区、哪一栋？比如「%s」。", c.Example())
	}
	if place == talk.NoPlace {
		return c.Goto("nohome", nil)
	}
	said, err := talk.Look(c, "card", func(tx store.Tx) (string, error) { return card(tx, directory.BuildingOf(tx, place)), nil })
	if err != nil {
		return err
	}
	return c.End("%s", said)
}

// keep has staff keep the number of an office.
func keep(c *talk.Conv) error {
	places, err := talk.Look(c, "places", func(tx store.Tx) ([]talk.Opt, error) { return placesKept(tx, c.Who()), nil })
	if err != nil {
		return err
	}
	place := places[0].Key
	if len(places) > 1 {
		place = c.Choice("place", "改哪里的电话？", places...)
	}
	office := contact.Offices(c.Who(), place)[0]
	if all := contact.Offices(c.Who(), place); len(all) > 1 {
		var opts []talk.Opt
		for _, role := range all {
			opts = append(opts, talk.Opt{Key: role, Label: officeName(role)})
		}
		office = c.Choice("office", "是谁的电话？", opts...)
	}
	number := ""
	for ask := "电话是多少？座机、手机都行。"; number == ""; {
		said := c.TextOrPick("number", ask, talk.Opt{Key: "-", Label: "没有电话了"})
		if said.Key != "" {
			break
		}
		if number, err = numberIn(said.Words); err != nil {
			ask = err.Error()
		}
	}
	hours := ""
	if number != "" {
		hours = c.TextOr("hours", "全天都有人", "什么时候有人接？比如「每天8:00—20:00」。")
	}
	if _, err := talk.Step(c, "keep", func(tx store.Tx) (bool, error) {
		return true, contact.Put(tx, c.Who(), contact.Contact{Place: place, Role: office, Phone: number, Hours: hours})
	}); err != nil {
		return err
	}
	if number == "" {
		return c.End("好的，%s的%s电话去掉了。", c.NameOf(place), officeName(office))
	}
	return c.End("记好了，%s的%s电话是%s。居民报了要紧的事、看「我的楼栋」，都会看到它。要改，再回复「改电话」。", c.NameOf(place), officeName(office), number)
}

const mostPlaces = 12

func placesKept(tx store.Reader, by directory.Person) (opts []talk.Opt) {
	for _, p := range keptBy(tx, by) {
		if len(opts) < mostPlaces {
			opts = append(opts, talk.Opt{Key: p.ID, Label: p.Name, Wide: true})
		}
	}
	return opts
}

// showMe has who serves a place say how far they are shown there.
func showMe(c *talk.Conv) error {
	if len(c.Who().AllRoles()) == 0 {
		return c.End("居民看不到别的居民的名字和电话，不用设。管着事的人（楼栋长、网格员、工作人员）才要设。")
	}
	shown := c.Choice("shown", "居民在「我的楼栋」里能看到您的什么？",
		talk.Opt{Key: "2", Label: "名字和手机号", Wide: true}, talk.Opt{Key: "1", Label: "只有名字", Wide: true}, talk.Opt{Key: "0", Label: "都不看", Wide: true})
	if _, err := talk.Step(c, "show", func(tx store.Tx) (bool, error) {
		directory.Prefer(tx, c.Who().ID, func(p *directory.Person) { p.Shown = int(shown[0] - '0') })
		return true, nil
	}); err != nil {
		return err
	}
	if shown == "2" && c.Who().Phone == "" {
		return c.End("好的，居民看得到您的名字。您还没有登记手机号，要加，回复「改资料」。")
	}
	return c.End("好的，设好了。要改，再回复「公开电话」。")
}
