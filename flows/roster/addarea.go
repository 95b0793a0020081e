package roster

import (
	"slices"

	"yishi/bot/talk"
	"yishi/store"
)

// addArea adds a street, a community or an estate.
func addArea(c *talk.Conv) error {
	kind, _ := talk.Known[string](c, "kind")
	l := levelOf(kind)
	for {
		words := c.Text("name", "新%s叫什么？", l.word)
		a, err := talk.Look(c, "read "+words, func(tx store.Tx) (ground, error) { return readArea(tx, c.Who(), l, words), nil })
		if err != nil {
			return err
		}
		if len(a.In) > 1 {
			in := c.Choice("in "+words, a.Name+"在哪里？", a.In...)
			a.In = slices.DeleteFunc(a.In, func(o talk.Opt) bool { return o.Key != in })
		}
		if a.Not {
			return c.End("%s", a.Why)
		}
		if a.Why != "" {
			c.Say("%s", a.Why)
			continue
		}
		if !c.Confirm("sure", "加上%s%s「%s」，对吗？", a.inWords(), l.word, a.Name) {
			return c.End("好的，没有加。")
		}
		if _, err := talk.Step(c, "add", func(tx store.Tx) (string, error) { return a.put(tx, c.Who(), l) }); err != nil {
			return err
		}
		return c.End("加好了：%s。%s", a.Name, l.next(a.Name))
	}
}
