// Package activity is what happens around an activity: residents look at what is on,
// sign up, wait, give up their place; they are reminded the evening before, and the
// posts in groups say how many come.
//
// Signing up is open from when the notice is sent until the activity begins. A sign-up
// is coming, waiting or cancelled; the line is in order of arrival and moves up by
// itself whenever a place is free.
package activity

import (
	"yishi/bot/agenda"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/notice"
	"yishi/store"
)

type kit struct{ photo notice.Photos }

// Kit is what activities bring into the house.
func Kit(photo notice.Photos) house.Kit {
	return house.Kit{
		Name: "activity", Topic: "活动和通知",
		Flows: []*talk.Flow{
			{Name: "activity", Title: "活动", ForOther: true, Run: kit{photo}.show},
			{Name: "news", Title: "通知", ForOther: true, Run: tellNews},
		},
		Commands: []talk.Command{
			{Words: []string{"活动", "最近活动", "有什么活动", "看活动", "我的报名", "我要报名", "报名", "我的活动", "我报名的活动", "我报的活动"}, Slash: "/events", Help: "看看、报名", Menu: 3, Flow: "activity"},
			{Words: []string{"取消报名", "退报名"}, Help: "报了名又不去了", Undoes: "不去活动了", ForOther: true, Do: cancelMine},
		},
		Intents: intents(), Open: titles, Answers: answers, Keeps: keeps,
		Figures: []house.Figure{{Name: "activities_open", Help: "Activities that are still to come.", Read: func(tx store.Reader) int { return len(notice.Upcoming(tx)) }}},
		Presses: []talk.Press{{Prefix: "act", Do: press}, {Prefix: notice.NotedPrefix, Do: noted}},
		Due:     map[string]agenda.Handler{dueOver: overDue, dueRemind: remindDue},
	}
}
