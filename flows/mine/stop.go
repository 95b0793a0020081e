package mine

import (
	"slices"
	"strings"

	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/store"
)

const everything = "*" // all topics there are

// topics are what many people are told here, and each may stop.
func (k *kit) topics() (all []house.Topic) {
	for _, kit := range k.Kits() {
		all = append(all, kit.Topics...)
	}
	return all
}

// toStop goes on with the topic that somebody named who wants to hear less.
func toStop(c *talk.Conv, h house.Heard) error { return c.Goto("stop", talk.Given{"said": h.Text}) }

// named are the topics that a text names.
func named(all []house.Topic, text string) (keys []string) {
	for _, t := range all {
		if slices.ContainsFunc(strings.Fields(t.Words), func(w string) bool { return strings.Contains(text, w) }) {
			keys = append(keys, t.Key)
		}
	}
	return keys
}

// stop takes somebody out of what many are told.
func (k *kit) stop(c *talk.Conv) error {
	all := k.topics()
	said, _ := talk.Known[string](c, "said")
	which := named(all, said)
	if len(which) != 1 {
		opts := k.options(all, func(t house.Topic) bool { return !slices.Contains(c.Who().Stopped, t.Key) })
		if len(opts) == 0 {
			return c.End("通知都已经停了，没有别的可停。\n%s\n要再收，回复「恢复通知」。", k.still(all, c.Who().Stopped))
		}
		if len(opts) > 1 {
			opts = append(opts, talk.Opt{Key: everything, Label: "都不要"})
		}
		which = []string{c.Choice("which", "哪些不想收？停了随时可以恢复。", append(opts, talk.Opt{Key: "no", Label: "不停了"})...)}
	}
	if which[0] == "no" {
		return c.End("好的，照常发给您。")
	}
	stopped, err := talk.Step(c, "stop", func(tx store.Tx) (stopped []string, _ error) {
		directory.Prefer(tx, c.Who().ID, func(p *directory.Person) {
			for _, t := range all {
				if (which[0] == everything || t.Key == which[0]) && !slices.Contains(p.Stopped, t.Key) {
					p.Stopped = append(p.Stopped, t.Key)
				}
			}
			stopped = p.Stopped
		})
		return stopped, nil
	})
	if err != nil {
		return err
	}
	return c.End("好的，不再发给您：%s。\n%s\n要再收，回复「恢复通知」。", names(all, stopped), k.still(all, stopped))
}

// start has somebody told again.
func (k *kit) start(c *talk.Conv) error {
	all := k.topics()
	opts := k.options(all, func(t house.Topic) bool { return slices.Contains(c.Who().Stopped, t.Key) })
	if len(opts) == 0 {
		return c.End("您没有停过通知，都照常发给您。")
	}
	which := opts[0].Key
	if len(opts) > 1 {
		which = c.Choice("which", "哪些再发给您？", append(opts, talk.Opt{Key: everything, Label: "都要"}, talk.Opt{Key: "no", Label: "先不要"})...)
	}
	if which == "no" {
		return c.End("好的，还是停着。")
	}
	if _, err := talk.Step(c, "start", func(tx store.Tx) (bool, error) {
		directory.Prefer(tx, c.Who().ID, func(p *directory.Person) {
			p.Stopped = slices.DeleteFunc(p.Stopped, func(key string) bool { return which == everything || key == which })
		})
		return true, nil
	}); err != nil {
		return err
	}
	if which == everything {
		return c.End("好的，都照常发给您。")
	}
	return c.End("好的，%s再发给您。", names(all, []string{which}))
}

func (k *kit) options(all []house.Topic, shown func(house.Topic) bool) (opts []talk.Opt) {
	for _, t := range all {
		if shown(t) {
			opts = append(opts, talk.Opt{Key: t.Key, Label: t.Name})
		}
	}
	return opts
}

func names(all []house.Topic, keys []string) string {
	var said []string
	for _, t := range all {
		if slices.Contains(keys, t.Key) {
			said = append(said, t.Name)
		}
	}
	return strings.Join(said, "、")
}

// still says what comes all the same.
func (k *kit) still(all []house.Topic, stopped []string) string {
	said := []string{"您自己反映的事的答复"}
	for _, t := range all {
		if t.Still != "" && slices.Contains(stopped, t.Key) && !slices.Contains(said, t.Still) {
			said = append(said, t.Still)
		}
	}
	return "照样会来的：" + strings.Join(append(said, "和您一个人有关的事"), "、") + "。"
}
