package placard

import (
	"strconv"

	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/store"
)

// print gives whoever looks after buildings a link to what hangs at their doors.
func (k *kit) print(c *talk.Conv) error {
	if k.Page == nil {
		return c.End("这里没有网页可以打开，打印不了。")
	}
	roots := directory.PlacesOf(c.Who(), directory.PrintCodes)
	own, err := talk.Look(c, "own", func(tx store.Tx) ([]talk.Opt, error) { return onlyBuildings(tx, roots), nil })
	if err != nil {
		return err
	}
	place := roots[0]
	switch {
	case len(own) == 0:
		place = c.Area("place", roots, "打印哪里的？一栋一页。也可以打楼名，比如「%s」。", c.Example())
	case len(own) > 1:
		place = c.Choice("building", "打印哪一栋的？", own...)
	}
	done, err := talk.Step(c, "give", func(tx store.Tx) (done given, err error) {
		doors, err := coded(tx, place)
		if err != nil {
			return done, err
		}
		code := k.Code(tx)
		Give(tx, code, place, c.Who().ID)
		return given{len(doors), k.Page(code)}, nil
	})
	if err != nil {
		return err
	}
	pages := ""
	if done.Pages > 1 {
		pages = "，一栋一页，共" + strconv.Itoa(done.Pages) + "页"
	}
	return c.End("%s的二维码准备好了%s。\n用电脑打开，再打印，贴在楼门口：\n%s\n链接24小时有效。", c.NameOf(place), pages, done.URL)
}

// given is what somebody was given to print.
type given struct {
	Pages int    `json:"pages"`
	URL   string `json:"url"`
}

// onlyBuildings are the places somebody looks after, if they are all buildings.
func onlyBuildings(tx store.Reader, roots []string) (opts []talk.Opt) {
	for _, root := range roots {
		b := directory.BuildingOf(tx, root)
		if p, _ := directory.GetPlace(tx, b); p.Kind != directory.Building {
			return nil
		}
		opts = append(opts, talk.Opt{Key: root, Label: directory.FullName(tx, b), Wide: true})
	}
	return opts
}
