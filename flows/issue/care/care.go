// Package care talks about issues with those who have them at heart: who reports one
// is asked what and where, sees how it goes on and reports whether it is solved; staff
// see what there is to do, take it, answer and close it.
//
// What an issue is, who may do what about it, and who is told is flows/issue's.
package care

import (
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/issue"
	"yishi/flows/issue/tale"
	"yishi/store"
)

// Photos finds what somebody sent: its name in the files, "" while it is on its way;
// lost, it will never be had.
type Photos func(tx store.Reader, media string) (name string, lost bool)

// Kit is what talking about issues brings into the house.
func Kit(photo Photos) house.Kit {
	k := kit{photo}
	return house.Kit{
		Name: "care", Topic: "报修和反映",
		Flows: []*talk.Flow{
			{Name: "report", Title: "报修", Run: k.report, Tells: true, ForOther: true},
			{Name: "mine", Title: "我报的事", Run: k.mine, Tells: true},
			{Name: "duty", Title: "值班表", Right: directory.KeepContact, Run: roster},
			{Name: "work", Title: "待办", Right: directory.SeeIssues, Run: k.work, Tells: true},
		},
		Commands: append([]talk.Command{
			{Words: []string{"报修", "诉求", "反映问题", "投诉", "我要报修", "我要投诉", "报事", "反映"}, Slash: "/report", Help: "东西坏了、有事要反映", Menu: 1, Flow: "report"},
			{Words: []string{"我报的事", "我的诉求", "我的报修", "查诉求", "查进展"}, Slash: "/mine", Help: "我反映的事，办到哪里了", Menu: 5, Flow: "mine"},
			{Words: []string{"待办", "工单", "看诉求", "待办诉求"}, Slash: "/work", Help: "居民反映的事，接手、答复、办结", Menu: 7, Flow: "work"},
			{Words: []string{"值班表", "排班", "谁值班"}, Help: "等不得的事还找谁", Flow: "duty"},
			{Words: []string{"查", "编号", "查编号"}, Slash: "/find", Help: "按编号查一件，比如「查26-0007」", Do: find, Rest: true},
			{Words: []string{"收回", "撤回答复"}, Slash: "/unsay", Help: "1分钟内收回刚才的答复", Do: unsayLast, Right: directory.AnswerIssue},
		}, clerks()...),
		Presses: []talk.Press{{Prefix: issue.PressPrefix, Do: k.press, Reads: reads}},
		Intents: intents(),
		Sample:  tale.Fill,
	}
}
