package world

import (
	"context"
	"fmt"

	"yishi/adapters/telegram/telegramtest"
	"yishi/adapters/web/demo"
	"yishi/adapters/wechat"
	"yishi/app"
	"yishi/app/config"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/store"
)

// role is somebody of the sample street on a phone.
type role struct {
	channel string
	hero    sample.Hero
	about   string
}

// cast are the people of the demo.
var cast = []role{
	{OnWeChat, sample.WangGuihua, "眼睛不太好，看大字"},
	{OnTelegram, sample.XiaoZhou, "桂花社区工作人员"},
	{OnWeChat, sample.LiDashan, "业主"},
	{OnTelegram, sample.ZhaoQiuju, "另一个小区的业主"},
	{OnWeb, sample.ZhangXiaoman, "租户，用网页"},
	{OnWeChat, sample.LaoChen, "桂花苑物业"},
}

const (
	groupPlace = "桂花苑3栋"
	groupName  = groupPlace + "邻里群"
)

func (w *World) group() *telegramtest.Group {
	w.groupOnce.Do(func() { w.building = w.Telegram.Group(groupName) })
	return w.building
}

// show makes the page with the phones.
func (w *World) show() error {
	page := demo.Config{Clock: w, Add: w.add, Tries: tries}
	for _, r := range cast {
		p, err := w.phone(r.channel, r.hero.Name)
		if err != nil {
			return err
		}
		page.Phones = append(page.Phones, demo.Phone{
			Name: r.hero.Name, Title: fmt.Sprintf("%s %d岁", r.hero.Name, r.hero.Age), About: r.about,
			Channel: r.channel, Menu: menuOn(r.channel), Phone: p,
		})
	}
	leader := sample.LiuChunfeng.Name
	page.Phones = append(page.Phones, demo.Phone{
		Name: groupName, Title: groupName, About: leader + "（楼栋长）看到的群", Channel: OnTelegram, Group: true,
		Menu: menuOn(OnTelegram), Phone: w.group().Member(leader),
	})
	err := w.App.Store.View(context.Background(), func(tx store.Reader) error {
		page.Codes = codesOf(tx)
		return nil
	})
	w.home = demo.New(page)
	return err
}

// tries are first sentences to begin with.
var tries = []demo.Try{
	{Name: sample.WangGuihua.Name, Text: "楼下的灯又坏了", About: "说一句话，就能报修"},
	{Name: sample.LiDashan.Name, Text: "我想报太极班", About: "报老年大学的课"},
	{Name: sample.ZhangXiaoman.Name, Text: "几号义诊？", About: "问活动，报名"},
	{Name: sample.XiaoZhou.Name, Text: "待办", About: "工作人员看诉求、答复、办结"},
	{Name: sample.XiaoZhou.Name, Text: "发通知", About: "发一个活动"},
	{Name: sample.XiaoZhou.Name, Text: "发起投票", About: "开一次投票"},
}

// codesOf are the codes on the doors of a few buildings.
func codesOf(tx store.Reader) (codes []demo.Code) {
	for _, id := range []string{sample.GuihuaYuan3, sample.GuihuaYuan + "/5", sample.HeYuan + "/1", sample.HeYuan + "/2", sample.HetangLi + "/1"} {
		if p, ok := directory.GetPlace(tx, id); ok && p.Code != "" {
			codes = append(codes, demo.Code{Label: directory.FullName(tx, id), Code: p.Code})
		}
	}
	return codes
}

// menuOn is what a channel shows as its menu.
func menuOn(channel string) (menu []demo.Entry) {
	switch channel {
	case OnWeChat:
		return entries(app.WeChatMenu(app.Kits(config.Config{})))
	case OnTelegram:
		for _, c := range app.Slashes() {
			menu = append(menu, demo.Entry{Label: c.About, Text: "/" + c.Name})
		}
	case OnWeb:
		for _, e := range app.WebMenu(app.Kits(config.Config{})) {
			menu = append(menu, demo.Entry{Label: e.Label, Text: e.Text})
		}
	}
	return menu
}

func entries(of []wechat.Entry) (menu []demo.Entry) {
	for _, e := range of {
		menu = append(menu, demo.Entry{Label: e.Name, Sub: entries(e.Sub)})
	}
	return menu
}

// add is the phone of somebody nobody knows yet.
func (w *World) add(channel string) (demo.Phone, error) {
	name := fmt.Sprintf("新邻居%d", w.added.Add(1))
	p, err := w.phone(channel, name)
	if err != nil {
		return demo.Phone{}, err
	}
	return demo.Phone{Name: name, Title: name, About: "还没有登记", Channel: channel, Menu: menuOn(channel), Phone: p}, nil
}

var _ demo.Clock = (*World)(nil)
