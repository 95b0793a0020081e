package mine

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/store"
)

func (k *kit) privacy(call *talk.Call) error {
	call.Say(bot.Out{Text: strings.TrimSpace(directory.ConsentText + "\n" + k.Ask.words())})
	return nil
}

// words say what leaves the house, where to, and what does not.
func (a Asked) words() string {
	if a.Host == "" {
		return ""
	}
	text := ""
	if a.Reads {
		text = "有的话我自己看不懂，会请「" + a.Host + "」帮着看。送去的只有那几句话，人名、号码、门牌都先遮住；您是谁、照片和投票，从不送去。"
	}
	if a.Listens {
		text += "\n您的语音是送到「" + a.Host + "」写成字的，送去的是原声，遮不住；不愿意送，就请打字。"
	}
	return text
}

// me shows all that is kept about a person, in plain words.
func (k *kit) me(call *talk.Call) error {
	if call.Group {
		return bot.Refuse("您的资料请单独问我。")
	}
	lines := k.kept(call.Tx, call.Who)
	if len(lines) == 0 {
		lines = []string{"还什么都没有。"}
	}
	call.Say(bot.Out{Text: "我们记着您的：\n" + strings.Join(lines, "\n"), Buttons: []bot.Button{
		{Label: "改资料", Token: "改资料"}, {Label: "哪些通知不想收", Token: "退订"}, {Label: "安静时间", Token: "安静时间"},
		{Label: "谁看过", Token: "谁看过我"}, {Label: "自己留一份", Token: "导出我的资料"},
		{Label: "撤回同意", Token: "撤回同意"}, {Label: "全部删除", Token: "删除我的资料"},
	}})
	return nil
}

// kept is all that is kept of somebody, a line each.
func (k *kit) kept(tx store.Reader, p directory.Person) (lines []string) {
	for _, row := range own(tx, p) {
		lines = append(lines, row[0]+"："+row[1])
	}
	if len(p.Stopped) > 0 {
		lines = append(lines, "停了的："+names(k.topics(), p.Stopped))
	}
	return append(lines, house.Known(k.Kits(), tx, p)...)
}

// own is what the directory keeps of somebody, as labels and values.
func own(tx store.Reader, p directory.Person) (rows [][]string) {
	add := func(label, value string) {
		if value != "" {
			rows = append(rows, []string{label, value})
		}
	}
	phone := p.Phone
	if p.Proved {
		phone += "（证明过是您的）"
	}
	add("称呼", p.Name)
	add("平台上的昵称", p.Nick)
	add("手机", phone)
	if p.Born > 0 {
		add("出生年份", fmt.Sprint(p.Born))
	}
	for _, t := range p.Ties {
		add("住处", directory.FullName(tx, t.Home)+"（"+directory.TieName(t.As)+"，"+directory.LevelName(p.TrustAt(t.Home))+"）")
	}
	for _, r := range p.AllRoles() {
		add("工作", r.Words(tx))
	}
	add("标签", strings.Join(p.Tags, "、"))
	for _, a := range directory.AccountsOf(tx, p.ID) {
		add("联系方式", outbox.ChannelName(a.Channel))
	}
	if p.Consent > 0 {
		add("同意书", fmt.Sprintf("第%d版，%s同意", p.Consent, bot.Day(p.Agreed)))
	}
	if p.Rest != (directory.Hours{}) {
		add("安静时间", setting.SayHours(p.Rest))
	}
	if p.Large {
		add("字号", "网页用大字")
	}
	return rows
}

func withdraw(call *talk.Call) error {
	if call.Who.Consent == 0 {
		return bot.Refuse("您还没有同意过什么，不用撤回。")
	}
	directory.Withdraw(call.Tx, call.Who)
	call.Say(bot.Out{Text: "已经撤回。我们不再用您登记的信息通知您；反映问题照常可以。想恢复就发「登记」，想全部删除就发「删除我的资料」。"})
	return nil
}

// large has pages in large type, or as others see them.
func large(call *talk.Call) error {
	if call.Group {
		return bot.Refuse("要大字，请单独跟我说。")
	}
	is := !call.Who.Large
	directory.Prefer(call.Tx, call.Who.ID, func(p *directory.Person) { p.Large = is })
	if is {
		call.Say(bot.Out{Text: "好的，发给您的网页都用大字。图片本来就是大字。不要了，再回复一次「大字」。"})
	} else {
		call.Say(bot.Out{Text: "好的，发给您的网页恢复平常的字。要大字，再回复一次「大字」。"})
	}
	return nil
}
