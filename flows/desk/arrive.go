package desk

import (
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
)

// StaffLink is what a code that makes somebody staff begins with in a link.
const StaffLink = "s_"

const greeting = "您好，我是议事小助手。报修、投票、报名活动，都可以找我。"

const privacyLine = "我只记您告诉我的，用来办您的事。发「隐私」看说明。"

// arrive greets, and goes on with the code that was scanned.
func arrive(call *talk.Call, code string, first bool) error {
	if first && call.Rest != "" { // they have begun to speak: a short word is enough
		call.Say(bot.Out{Text: greeting + "\n" + privacyLine})
		return nil
	}
	if staff, ok := strings.CutPrefix(code, StaffLink); ok {
		call.Start("staff", talk.Given{"code": staff})
		return nil
	}
	building, found := directory.PlaceByCode(call.Tx, code)
	if first {
		call.Say(bot.Out{Text: greeting + "\n" + privacyLine})
	}
	switch {
	case found && livesIn(call.Who, building.ID):
		call.Say(bot.Out{Text: "您已经登记在" + directory.FullName(call.Tx, building.ID) + "了。"})
		return menu(call)
	case found:
		call.Start("join", talk.Given{"building": building.ID})
		return nil
	case code != "":
		call.Say(bot.Out{Text: "这个码我不认识，可能是旧的。请扫楼门口的新码，或者发「登记」。"})
	}
	return menu(call)
}

func livesIn(p directory.Person, place string) bool {
	for _, t := range p.Ties {
		if directory.Within(t.Home, place) {
			return true
		}
	}
	return false
}

// menu says what can be done here, as buttons that are the words one could type.
func menu(call *talk.Call) error {
	out := bot.Out{Text: "想办什么？直接说话也行，比如「楼下的灯坏了」。"}
	add := func(labels ...string) {
		for _, l := range labels {
			out.Buttons = append(out.Buttons, bot.Button{Label: l, Token: l})
		}
	}
	add("报修", "投票", "活动", "课程", "我的诉求")
	if len(call.Who.Ties) == 0 && len(call.Who.Roles) == 0 {
		add("登记住处")
	}
	if len(directory.PlacesOf(call.Who, directory.SeeIssues)) > 0 {
		add("待办")
	}
	if len(directory.PlacesOf(call.Who, directory.OpenPoll)) > 0 {
		add("发起投票")
	}
	if len(directory.PlacesOf(call.Who, directory.SendNotice)) > 0 {
		add("发通知")
	}
	add("人工")
	call.Say(out)
	return nil
}
