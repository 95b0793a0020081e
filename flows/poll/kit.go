package poll

import (
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/bot/talk"
)

// Kit is what polls bring into the house.
func Kit() house.Kit { return KitWith(RandomCodes) }

// booth is where ballots are cast.
type booth struct{ codes Codes }

// KitWith is Kit with another source of receipts, for transcripts that are to be
// the same every time.
func KitWith(codes Codes) house.Kit {
	b := booth{codes}
	return house.Kit{
		Flows: []*talk.Flow{
			{Name: "vote", Title: "投票", Run: b.voting},
			{Name: "why", Title: "说理由", Run: why},
			{Name: "newpoll", Title: "开投票", Run: b.newpoll},
			{Name: "cancelpoll", Title: "取消投票", Run: cancelpoll},
			{Name: "extendpoll", Title: "延长投票", Run: extendpoll},
			{Name: "returnpoll", Title: "退回投票", Run: returnpoll},
			{Name: "pollreview", Title: "投票复核", Run: pollreview},
			{Name: "delegates", Title: "居民代表", Run: delegates},
		},
		Commands: []talk.Command{
			{Words: []string{"投票", "我要投票", "投个票", "参加投票", "改票", "改投"}, Slash: "/vote", Help: "投票、改票", Do: vote},
			{Words: []string{"我的投票", "我投了什么", "我选了什么", "投票结果"}, Slash: "/myvotes", Help: "我投的票和结果", Do: mine},
			{Words: []string{"我能投吗", "我能投票吗", "我能不能投票", "能不能投票"}, Slash: "/mayvote", Help: "我能不能投", Do: may},
			{Words: []string{"查票", "查回执"}, Slash: "/receipt", Help: "用回执码查票", Rest: true, Do: look},
			{Words: []string{"怎么算的"}, Slash: "/how", Help: "结果是怎么算出来的", Rest: true, Do: how},
			{Words: []string{"开投票", "发起投票", "发投票", "新投票", "组织投票"}, Slash: "/newpoll", Help: "开一次投票", Do: begin, For: can(directory.OpenPoll)},
			{Words: []string{"取消投票"}, Slash: "/cancelpoll", Help: "取消一次投票", Flow: "cancelpoll", For: can(directory.OpenPoll)},
			{Words: []string{"延长投票"}, Slash: "/extendpoll", Help: "延长一次投票", Flow: "extendpoll", For: can(directory.OpenPoll)},
			{Words: []string{"投票进度", "投票率"}, Slash: "/turnout", Help: "各楼投了多少人", Rest: true, Do: turnout, For: can(directory.SeeTurnout)},
			{Words: []string{"谁没投", "没投名单", "未投名单"}, Slash: "/absent", Help: "谁还没有投", Do: absent, For: can(directory.SeeTurnout)},
			{Words: []string{"反对理由", "不同意的理由"}, Slash: "/objections", Help: "大家为什么不同意", Do: objections, For: can(directory.OpenPoll)},
			{Words: []string{"投票复核"}, Slash: "/pollreview", Help: "投票要不要同事复核", Flow: "pollreview", For: can(directory.OpenPoll)},
			{Words: []string{"居民代表"}, Slash: "/delegates", Help: "登记居民代表", Flow: "delegates", For: can(directory.OpenPoll)},
		},
		Presses: []talk.Press{
			{Prefix: prefix, Do: b.press},
			{Prefix: "turnout", Do: pressTurnout},
			{Prefix: "absent", Do: pressAbsent},
			{Prefix: "pollok", Do: approve},
			{Prefix: "pollback", Do: sendBack},
			{Prefix: "pollagain", Do: again},
		},
		Due: map[string]agenda.Handler{
			dueEnrol: enrolDue, dueOpen: openDue, dueRemind: remind, dueClose: closeDue, duePublish: publishDue,
			dueSeats: seatsDue, dueArchive: archiveDue, dueLive: liveDue,
		},
		Filters: map[string]outbox.Filter{filterSilent: silent, filterInvited: invited},
	}
}

func can(action directory.Action) func(directory.Person) bool {
	return func(p directory.Person) bool { return len(directory.PlacesOf(p, action)) > 0 }
}

// pressTurnout is a button of the list of polls; the place of who presses is
// looked at anew.
func pressTurnout(call *talk.Call, no string) error {
	call.Rest = no
	return turnout(call)
}
