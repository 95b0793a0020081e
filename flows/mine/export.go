package mine

import (
	"strings"

	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/store"
)

// export gives somebody a link to a page with all that is kept of them: no channel of
// ours can send files, and a page can be kept and printed.
func (k *kit) export(c *talk.Conv) error {
	if said := k.needsGrownUp(c); said != "" {
		return c.End("%s", said)
	}
	return k.handOver(c, c.Who().ID)
}

func (k *kit) handOver(c *talk.Conv, person string) error {
	c.Fleeting()
	if k.Page == nil {
		lines, err := talk.Look(c, "lines", func(tx store.Tx) ([]string, error) {
			p, _ := directory.GetPerson(tx, person)
			return k.kept(tx, p), nil
		})
		if err != nil {
			return err
		}
		return c.End("这里没有网页可以打开。记着的都在这里：\n%s", strings.Join(lines, "\n"))
	}
	url, err := talk.Step(c, "take", func(tx store.Tx) (string, error) { return k.take(tx, c.Who().ID, person), nil })
	if err != nil {
		return err
	}
	return c.End("全部的资料在这里，一小时内能打开一次，打开以后可以存下来或者打印：\n%s\n这个链接不要转给别人。", url)
}
