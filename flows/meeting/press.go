package meeting

import (
	"strings"

	"yishi/bot"
	"yishi/bot/talk"
)

// press is a button of a meeting: "y:3".
func (k *kit) press(call *talk.Call, rest string) error {
	verb, id, _ := strings.Cut(rest, ":")
	said := ""
	switch verb {
	case "y", "n":
		word, thanks := Coming, "好的，等您来。来不了了，再按「去不了」。"
		if verb == "n" {
			word, thanks = Staying, "好的，记下了，您不来。"
		}
		m, err := Answer(call.Tx, call.Who, id, word)
		if err != nil {
			return err
		}
		out := bot.Out{Text: thanks}
		if verb == "n" {
			out.Text, out.Buttons = thanks+"改主意了，按一下「我去」。", []bot.Button{button("我去", "y", m)}
		}
		call.Say(out)
		return nil
	case "w":
		call.Start("minutes", talk.Given{talk.Of: id})
		return nil
	case "again":
		call.Start("meet", talk.Given{talk.Of: id})
		return nil
	case "who":
		seen, err := k.cardOf(call.Tx, call.Who, id)
		if err != nil {
			return err
		}
		call.Say(bot.Out{Text: seen.Text, Buttons: seen.Buttons})
		return nil
	case "page":
		m, ok := Get(call.Tx, id)
		if !ok || m.Code == "" || k.Page == nil {
			return bot.Refuse("这个会还没有记录。")
		}
		call.Say(bot.Out{Text: m.Whole(call.Tx) + bot.Day(m.At) + "议了什么、定了什么。谁都看得到，没有姓名。", Links: []bot.Link{{Label: "打开", URL: k.Page(m.Code)}}})
		return nil
	case "off":
		call.Start("meetoff", talk.Given{talk.Of: id})
		return nil
	case "stop":
		m, err := stop(call.Tx, call.Who, id)
		if err != nil {
			return err
		}
		said = "好的，" + m.Name + "不再每月提醒您。"
	}
	call.Say(bot.Out{Text: said})
	return nil
}
