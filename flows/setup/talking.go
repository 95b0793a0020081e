package setup

import (
	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/store"
)

// talk shows what holds at a place, and sets one thing.
func (k kit) talk(c *talk.Conv) error {
	kinds := house.Settings(k.kits())
	place := c.Area("place", directory.PlacesOf(c.Who(), directory.KeepSettings), "看哪里的设置？")
	opts, err := talk.Look(c, "settings", func(tx store.Tx) (opts []talk.Opt, _ error) {
		for _, kind := range kinds {
			opts = append(opts, talk.Opt{Key: kind.Key, Label: line(tx, kind, place), Wide: true})
		}
		return opts, nil
	})
	if err != nil {
		return err
	}
	which := c.Choice("which", c.NameOf(place)+"现在是这样。要改哪一项？", append(opts, talk.Opt{Key: "-", Label: "都不改", Wide: true})...)
	kind, ok := kindOf(kinds, which)
	if !ok {
		return c.End("好的，没有改。")
	}
	value, err := ask(c, kind, place)
	if err != nil {
		return err
	}
	said, err := talk.Step(c, "set", func(tx store.Tx) (string, error) {
		if err := setting.Put(tx, c.Who(), place, kind, value); err != nil {
			return "", err
		}
		return line(tx, kind, place), nil
	})
	if err != nil {
		return err
	}
	return c.End("好的，%s以后这样：\n%s\n已经答应了居民的日子不变。要改回来，再回复「设置」。", c.NameOf(place), said)
}

// ask is what a kind is to be at a place; "" as above it.
func ask(c *talk.Conv, kind setting.Kind, place string) (string, error) {
	own, err := talk.Look(c, "own", func(tx store.Tx) (bool, error) {
		_, set := kind.At(tx, place)
		return set, nil
	})
	if err != nil || own && c.Choice("how", "怎么改？", talk.Opt{Key: "new", Label: "换一个", Wide: true}, talk.Opt{Key: "none", Label: "这里不另设", Wide: true}) == "none" {
		return "", err
	}
	for words := kind.Name + "：" + kind.Form.Ask; ; words = kind.Form.Hint {
		if value, ok := kind.Form.Read(c.Text("value", "%s", words)); ok {
			return value, nil
		}
	}
}

func kindOf(kinds []setting.Kind, key string) (setting.Kind, bool) {
	for _, kind := range kinds {
		if kind.Key == key {
			return kind, true
		}
	}
	return setting.Kind{}, false
}

// line is what holds of a kind at a place, and by whose word.
func line(tx store.Reader, kind setting.Kind, place string) string {
	s := kind.Of(tx, place)
	from := "（没有另设）"
	switch p, ok := directory.GetPlace(tx, s.Place); {
	case ok && p.ID == place:
		from = "（这里设的）"
	case ok:
		from = "（" + p.Name + "设的）"
	}
	return kind.Name + "：" + kind.Form.Say(s.Value) + from
}
