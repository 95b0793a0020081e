package app

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"

	"yishi/adapters/telegram"
	"yishi/adapters/web"
	"yishi/adapters/wechat"
	"yishi/app/config"
	"yishi/bot"
	"yishi/bot/house"
	"yishi/store"
)

// connect makes the adapters of the configuration, and the web chat.
func (a *App) connect(o Options) ([]bot.Adapter, error) {
	all, err := platforms(a.Config, wechat.Deps{
		Files: a.Files, Now: o.Now, Log: o.Log, Public: a.Config.PublicURL, Menu: WeChatMenu(a.kits),
	}, telegram.Deps{
		PublicURL: a.Config.PublicURL, Files: a.Files, Marks: marks{a.Store}, Commands: Slashes(), Now: o.Now, Log: o.Log,
	})
	if err != nil {
		return nil, err
	}
	secret, err := a.Config.SessionSecret(a.life, a.Store)
	if err != nil {
		return nil, err
	}
	a.Web = web.New(web.Config{
		PublicURL: a.Config.PublicURL, Secret: secret, Files: a.Files, Store: a.Store, Now: o.Now, Menu: WebMenu(a.kits),
		Address: a.visitors.address,
	})
	return append(all, a.Web), nil
}

// platforms makes the adapters of the configuration.
func platforms(c config.Config, ours wechat.Deps, theirs telegram.Deps) (all []bot.Adapter, err error) {
	for _, account := range c.WeChat {
		w, err := wechat.New(account, ours)
		if err != nil {
			return nil, err
		}
		all = append(all, w)
	}
	for _, account := range c.Telegram {
		t, err := telegram.New(account, theirs)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, nil
}

// Linkers are the channels of a configuration that are only asked for links: nothing is
// received or sent.
func Linkers(c config.Config) ([]bot.Adapter, error) {
	all, err := platforms(c, wechat.Deps{Public: c.PublicURL}, telegram.Deps{PublicURL: c.PublicURL})
	if err != nil {
		return nil, err
	}
	return append(all, web.New(web.Config{PublicURL: c.PublicURL})), nil
}

// WeChatMenu is below the chat unless the configuration names another. Its keys
// are the words one could type; what no kit of the house answers is not in it.
func WeChatMenu(kits []house.Kit) (menu []wechat.Entry) {
	there := answered(kits)
	for _, e := range weChatMenu {
		e.Sub = slices.DeleteFunc(slices.Clone(e.Sub), func(s wechat.Entry) bool { return !there[s.Key] })
		if len(e.Sub) > 0 {
			menu = append(menu, e)
		}
	}
	return menu
}

// WebMenu is beside the web chat.
func WebMenu(kits []house.Kit) []web.Entry {
	there := answered(kits)
	return slices.DeleteFunc(slices.Clone(webMenu), func(e web.Entry) bool { return !there[e.Text] })
}

// answered are the words that begin something.
func answered(kits []house.Kit) map[string]bool {
	words := map[string]bool{}
	for _, c := range house.Commands(kits) {
		for _, w := range c.Words {
			words[w] = true
		}
	}
	return words
}

var weChatMenu = []wechat.Entry{
	{Name: "办事", Sub: []wechat.Entry{
		{Name: "我要报修", Key: "报修"}, {Name: "我报的事", Key: "我报的事"}, {Name: "找工作人员", Key: "人工"},
	}},
	{Name: "议事", Sub: []wechat.Entry{{Name: "投票", Key: "投票"}, {Name: "活动", Key: "活动"}, {Name: "课程", Key: "课程"}}},
	{Name: "我的", Sub: []wechat.Entry{
		{Name: "登记住处", Key: "登记"}, {Name: "我的资料", Key: "我的资料"}, {Name: "帮助", Key: "菜单"},
	}},
}

var webMenu = []web.Entry{{Label: "报修", Text: "报修"}, {Label: "投票", Text: "投票"}, {Label: "活动", Text: "活动"}, {Label: "课程", Text: "课程"}}

var slash = regexp.MustCompile(`^/[a-z0-9_]{1,32}$`) // https://core.telegram.org/bots/api#botcommand

// Slashes are the commands that everybody may use, for Telegram's menu.
func Slashes() []telegram.Command {
	var menu []telegram.Command
	for _, c := range house.Commands(Kits(config.Config{})) {
		if slash.MatchString(c.Slash) && c.Help != "" && c.Right == "" {
			menu = append(menu, telegram.Command{Name: c.Slash[1:], About: c.Line()})
		}
	}
	return menu
}

// marks keeps where polling goes on in the store.
type marks struct{ store store.Store }

type mark struct {
	Channel string        `json:"channel"`
	Mark    telegram.Mark `json:"mark"`
}

var polling = store.NewTable("polling", func(m *mark) string { return store.Key(m.Channel) })

// oldMarks is the name these marks had while courses called theirs so, too.
const oldMarks = "mark"

func (m marks) Load(ctx context.Context, channel string) (found telegram.Mark, err error) {
	err = m.store.View(ctx, func(tx store.Reader) error {
		kept, ok := polling.Get(tx, store.Key(channel))
		if old := tx.Get(oldMarks, store.Key(channel)); !ok && old != nil {
			err = json.Unmarshal(old, &kept)
		}
		found = kept.Mark
		return err
	})
	return found, err
}

func (m marks) Save(ctx context.Context, channel string, at telegram.Mark) error {
	return m.store.Update(ctx, func(tx store.Tx) error {
		tx.Delete(oldMarks, store.Key(channel))
		polling.Put(tx, mark{channel, at})
		return nil
	})
}
