package desk

import (
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
)

// StaffLink is what a code that makes somebody staff begins with in a link.
const StaffLink = "s_"

// greeting says what people can come for.
func (d *desk) greeting() string {
	var all []string
	for _, i := range d.intents {
		if i.Greet != "" {
			all = append(all, i.Greet)
		}
	}
	if len(all) == 0 {
		return "您好，我是议事小助手。"
	}
	return "您好，我是议事小助手。" + strings.Join(all, "、") + "，都可以找我。"
}

// example is a sentence that is understood.
func (d *desk) example() string {
	for _, i := range d.intents {
		if i.Example != "" {
			return "，比如「" + i.Example + "」"
		}
	}
	return ""
}

const privacyLine = "我只记您告诉我的，用来办您的事。发「隐私」看说明。"

// arrive greets, and goes on with the code that was scanned.
func (d *desk) arrive(call *talk.Call, code string, first bool) error {
	if first && call.Rest != "" { // they have begun to speak: a short word is enough
		call.Say(bot.Out{Text: d.greeting() + "\n" + privacyLine})
		return nil
	}
	if staff, ok := strings.CutPrefix(code, StaffLink); ok {
		call.Start("staff", talk.Given{"code": staff})
		return nil
	}
	building, found := directory.PlaceByCode(call.Tx, code)
	if first {
		call.Say(bot.Out{Text: d.greeting() + "\n" + privacyLine})
	}
	switch {
	case found && livesIn(call.Who, building.ID):
		call.Say(bot.Out{Text: "您已经登记在" + directory.FullName(call.Tx, building.ID) + "了。"})
		return d.menu(call)
	case found:
		call.Start(joinFlow, talk.Given{"building": building.ID})
		return nil
	case code != "":
		call.Say(bot.Out{Text: "这个码我不认识，可能是旧的。请扫楼门口的新码，或者发「登记」。"})
	}
	return d.menu(call)
}

func livesIn(p directory.Person, place string) bool {
	for _, t := range p.Ties {
		if directory.Within(t.Home, place) {
			return true
		}
	}
	return false
}
