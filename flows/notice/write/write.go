// Package write talks with the staff who tell many people something: they write a
// notice, see it as residents will, send it, look what became of it and who comes,
// correct it, take it back.
//
// What they may do, and what becomes of it, is flows/notice/send's and
// flows/notice/activity's.
package write

import (
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/notice"
	"yishi/flows/notice/send"
)

type kit struct{ send.Sender }

// Kit is what writing notices brings into the house.
func Kit(photo notice.Photos) house.Kit {
	k := kit{send.Sender{Photo: photo}}
	return house.Kit{
		Name: "write", Topic: "活动和通知",
		Flows: []*talk.Flow{
			{Name: "newnotice", Title: "发通知", Right: directory.SendNotice, Run: k.compose, Tells: true},
			{Name: "progress", Title: "通知进度", Right: directory.SendNotice, Run: k.progress, Tells: true},
		},
		Commands: []talk.Command{
			{Words: []string{"发通知", "发活动", "发活动通知", "发布通知"}, Slash: "/notice", Help: "告诉大家一件事，或者办活动", Menu: 9, Flow: "newnotice"},
			{Words: []string{"通知进度", "活动进度", "我的通知"}, Slash: "/notices", Help: "送到了多少，谁报了名", Flow: "progress"},
			{Words: []string{"改通知", "更正通知"}, Slash: "/fixnotice", Help: "改正发出去的", Do: goTo("fix"), Right: directory.SendNotice, Rest: true},
			{Words: []string{"撤回通知", "收回通知"}, Slash: "/withdraw", Help: "发错了，收回来", Do: goTo("withdraw"), Right: directory.SendNotice, Rest: true},
		},
		Intents: intents(),
		Presses: []talk.Press{{Prefix: send.MissedPrefix, Do: k.decide}},
	}
}
