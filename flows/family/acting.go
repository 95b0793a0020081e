package family

import (
	"strings"

	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/meaning/answer"
	"yishi/bot/talk"
	"yishi/store"
)

// actForWord is 代办, with whom or without.
func actForWord(call *talk.Call) error {
	call.Start("actfor", talk.Given{"who": call.Rest})
	return nil
}

// actFor asks for whom, and what is to be done.
func (k kit) actFor(c *talk.Conv) error {
	c.Safe("没有办。")
	words, _ := talk.Known[string](c, "who")
	opts, err := talk.Look(c, "whom", func(tx store.Tx) ([]talk.Opt, error) { return actable(tx, c.Who(), words), nil })
	if err != nil {
		return err
	}
	desk := directory.MaySomewhere(c.Who(), directory.ActFor)
	if len(opts) == 0 && desk {
		words = strings.TrimSpace(words + " " + c.Text("where", "替谁办？请写住处和姓名，%s。", example(c)))
		if opts, err = talk.Look(c, "there", func(tx store.Tx) ([]talk.Opt, error) { return actable(tx, c.Who(), words), nil }); err != nil {
			return err
		}
	}
	switch {
	case len(opts) == 0 && desk:
		return c.End("没有能替他办的人。自己用手机的，要他自己同意，或者当面说好了回复「代办登记」；还没有登记过的，先给他登记。")
	case len(opts) == 0:
		return c.Goto("careask", asOf(words))
	}
	whom := opts[0].Key
	if len(opts) > 1 {
		whom = c.Choice("whose", "替谁办？", opts...)
	}
	if err := c.ActFor(whom); err != nil {
		return err
	}
	what := c.TextOrPick("what", "办什么？直接说也行，比如「报修，马桶堵了」。", k.opts...)
	if what.Key != "" {
		return c.Command(what.Key)
	}
	return c.Goto("hear", talk.Given{"text": what.Words})
}

func asOf(words string) talk.Given {
	if words == "" {
		return nil
	}
	if kin := answer.Kin(words); kin != "" {
		return talk.Given{"as": kin}
	}
	return nil
}

// actable are those for whom somebody may act and whom words may mean.
func actable(tx store.Reader, by directory.Person, words string) (opts []talk.Opt) {
	add := func(p directory.Person) {
		if _, err := directory.ActingFor(tx, by, p.ID); err == nil {
			opts = append(opts, talk.Opt{Key: p.ID, Label: p.Name, Wide: true})
		}
	}
	kin := answer.Kin(words)
	for _, c := range directory.Holding(tx, directory.CaresBy(tx, by.ID)) {
		if p, ok := directory.GetPerson(tx, c.For); ok && (words == "" || c.As == kin || strings.Contains(words, p.Name)) {
			add(p)
		}
	}
	if len(opts) == 0 && words != "" && len(by.Roles) > 0 {
		for _, p := range address.CalledAt(tx, by, words) {
			add(p)
		}
	}
	return opts
}
