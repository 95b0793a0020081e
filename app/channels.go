package app

import (
	"context"
	"encoding/json"
	"regexp"

	"yishi/adapters/telegram"
	"yishi/adapters/web"
	"yishi/adapters/wechat"
	"yishi/app/config"
	"yishi/bot"
	"yishi/bot/house"
	"yishi/store"
)

// connect makes the adapters of the configuration, and the web chat.
func (a *App) connect(o Options) (all []bot.Adapter, err error) {
	for _, c := range a.Config.WeChat {
		w, err := wechat.New(c, wechat.Deps{
			Files: a.Files, Now: o.Now, Log: o.Log, Public: a.Config.PublicURL, Menu: WeChatMenu,
		})
		if err != nil {
			return nil, err
		}
		all = append(all, w)
	}
	for _, c := range a.Config.Telegram {
		t, err := telegram.New(c, telegram.Deps{
			PublicURL: a.Config.PublicURL, Files: a.Files, Marks: marks{a.Store}, Commands: Slashes(), Now: o.Now, Log: o.Log,
		})
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	secret, err := a.Config.SessionSecret(a.life, a.Store)
	if err != nil {
		return nil, err
	}
	a.Web = web.New(web.Config{
		PublicURL: a.Config.PublicURL, Secret: secret, Files: a.Files, Store: a.Store, Now: o.Now, Menu: WebMenu,
		Address: a.visitors.address,
	})
	return append(all, a.Web), nil
}

// WeChatMenu is below the chat unless the configuration names another. Its keys
// are the words one could type.
var WeChatMenu = []wechat.Entry{
	{Name: "办事", Sub: []wechat.Entry{
		{Name: "我要报修", Key: "报修"}, {Name: "我的诉求", Key: "我的诉求"}, {Name: "找工作人员", Key: "人工"},
	}},
	{Name: "议事", Sub: []wechat.Entry{{Name: "投票", Key: "投票"}, {Name: "活动", Key: "活动"}, {Name: "课程", Key: "课程"}}},
	{Name: "我的", Sub: []wechat.Entry{
		{Name: "登记住处", Key: "登记"}, {Name: "我的资料", Key: "我的资料"}, {Name: "帮助", Key: "菜单"},
	}},
}

var WebMenu = []web.Entry{{Label: "报修", Text: "报修"}, {Label: "投票", Text: "投票"}, {Label: "活动", Text: "活动"}, {Label: "课程", Text: "课程"}}

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
