package poll

import (
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/bot/talk"
)

// Config is what polls need of the house they are held in.
type Config struct {
	Codes   Codes                    // of receipts
	Picture Picture                  // nil: results have none
	Page    func(code string) string // the address of the page of a result; nil: there are no pages
	Print   func(code string) string // the address of something to print; nil: nothing is printed
}

// Kit is what polls bring into a house without pictures and pages.
func Kit() house.Kit { return KitWith(Config{Codes: RandomCodes}) }

// booth is where ballots are cast and counted.
type booth struct{ Config }

// KitWith is what polls bring into a house.
func KitWith(c Config) house.Kit {
	b := booth{c}
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
			{Name: "paperballot", Title: "登记纸质票", Run: b.paperballot},
			{Name: "handout", Title: "登记领票", Run: handout},
			{Name: "ballotbox", Title: "登记票箱", Run: b.ballotbox},
			{Name: "door", Title: "登记到会", Run: door},
			{Name: "mandate", Title: "登记委托", Run: mandating},
			{Name: "revoke", Title: "撤回委托", Run: revoking},
			{Name: "deliver", Title: "登记送达", Run: delivering},
			{Name: "ownersrules", Title: "议事规则", Run: ownersrules},
		},
		Commands: []talk.Command{
			{Words: []string{"投票", "我要投票", "投个票", "参加投票", "改票", "改投"}, Slash: "/vote", Help: "投票、改票", Do: vote},
			{Words: []string{"我的投票", "我投了什么", "我选了什么", "投票结果", "看结果", "看投票结果", "提前看结果", "结果出来了吗"}, Slash: "/myvotes", Help: "我投的票和结果", Do: mine},
			{Words: []string{"我能投吗", "我能投票吗", "我能不能投票", "能不能投票"}, Slash: "/mayvote", Help: "我能不能投", Do: may},
			{Words: []string{"查票", "查回执"}, Slash: "/receipt", Help: "用回执码查票", Rest: true, Do: look},
			{Words: []string{"报到", "我来报到", "我到了"}, Slash: "/present", Help: "居民会议报到", Do: report},
			{Words: []string{"要纸质票", "我要纸质票", "想投纸质票", "怎么投纸质票"}, Slash: "/askpaper", Help: "不在手机上投，要纸质票", Do: askedPaper},
			{Words: []string{"怎么算的"}, Slash: "/how", Help: "结果是怎么算出来的", Rest: true, Do: how},
			{Words: []string{"开投票", "发起投票", "发投票", "新投票", "组织投票"}, Slash: "/newpoll", Help: "开一次投票", Do: begin, For: can(directory.OpenPoll)},
			{Words: []string{"改投票", "修改投票", "编辑投票", "公开投票", "改成记名", "改成不记名"}, Do: fixed, For: can(directory.OpenPoll)},
			{Words: []string{"取消投票"}, Slash: "/cancelpoll", Help: "取消一次投票", Flow: "cancelpoll", For: can(directory.OpenPoll)},
			{Words: []string{"延长投票"}, Slash: "/extendpoll", Help: "延长一次投票", Flow: "extendpoll", For: can(directory.OpenPoll)},
			{Words: []string{"投票进度", "投票率"}, Slash: "/turnout", Help: "各楼投了多少人", Rest: true, Do: turnout, For: can(directory.SeeTurnout)},
			{Words: []string{"谁没投", "没投名单", "未投名单"}, Slash: "/absent", Help: "谁还没有投", Do: notVoted().show, For: can(directory.SeeTurnout)},
			{Words: []string{"谁没送到", "没送到名单", "未送达名单"}, Slash: "/unreached", Help: "谁还没有拿到票", Do: notReached().show, For: can(directory.CarryBallot)},
			{Words: []string{"反对理由", "不同意的理由"}, Slash: "/objections", Help: "大家为什么不同意", Do: objections, For: can(directory.OpenPoll)},
			{Words: []string{"投票复核"}, Slash: "/pollreview", Help: "投票要不要同事复核", Flow: "pollreview", For: can(directory.OpenPoll)},
			{Words: []string{"居民代表"}, Slash: "/delegates", Help: "登记居民代表", Flow: "delegates", For: can(directory.OpenPoll)},
			{Words: []string{"登记纸质票", "纸质票", "录纸质票"}, Slash: "/paper", Help: "登记纸质票", Flow: "paperballot", For: can(directory.OpenPoll)},
			{Words: []string{"登记领票", "领票", "领纸质票"}, Slash: "/handout", Help: "不记名投票，登记谁领了纸质票", Flow: "handout", For: can(directory.OpenPoll)},
			{Words: []string{"登记票箱", "开票箱", "票箱"}, Slash: "/ballotbox", Help: "不记名投票，登记票箱里的票", Flow: "ballotbox", For: can(directory.OpenPoll)},
			{Words: []string{"登记到会", "到会登记", "登记到场"}, Slash: "/door", Help: "登记谁来开居民会议", Flow: "door", For: can(directory.OpenPoll)},
			{Words: []string{"登记委托", "登记委托书"}, Slash: "/mandate", Help: "登记业主的委托书", Flow: "mandate", For: can(directory.OpenPoll)},
			{Words: []string{"登记送达"}, Slash: "/deliver", Help: "登记选票送到了", Flow: "deliver", For: can(directory.CarryBallot)},
			{Words: []string{"议事规则"}, Slash: "/ownersrules", Help: "车位、没投的怎么算", Flow: "ownersrules", For: can(directory.OpenPoll)},
			{Words: []string{"打印"}, Slash: "/print", Help: "打印选票、名单、公示", Do: b.printing(), For: can(directory.SeeTurnout)},
			{Words: []string{"打印选票", "打印纸质票"}, Do: b.printing(PrintPapers), For: can(directory.OpenPoll)},
			{Words: []string{"打印名单"}, Do: b.printing(PrintNotVoted, PrintNotReached), For: can(directory.SeeTurnout)},
			{Words: []string{"打印公示", "打印结果"}, Do: b.printing(PrintNotice), For: can(directory.OpenPoll)},
			{Words: []string{"打印表格", "官方表格"}, Do: b.printing(PrintForm), For: can(directory.OpenPoll)},
			{Words: []string{"撤回委托", "收回委托"}, Slash: "/revoke", Help: "撤回投票的委托", Flow: "revoke"},
		},
		Presses: []talk.Press{
			{Prefix: prefix, Do: b.press},
			{Prefix: "turnout", Do: pressTurnout},
			{Prefix: "absent", Do: notVoted().list},
			{Prefix: "unreached", Do: notReached().list},
			{Prefix: "print", Do: b.pressPrint},
			{Prefix: "pollok", Do: approve},
			{Prefix: "pollback", Do: sendBack},
			{Prefix: "pollagain", Do: again},
			{Prefix: "paper", Do: starts("paperballot")},
			{Prefix: "came", Do: pressArrive},
			{Prefix: "handout", Do: starts("handout")},
			{Prefix: "ballotbox", Do: starts("ballotbox")},
			{Prefix: "door", Do: starts("door")},
			{Prefix: "deliver", Do: starts("deliver")},
		},
		Due: map[string]agenda.Handler{
			dueEnrol: enrolDue, dueOpen: openDue, dueRemind: remind, dueClose: b.closeDue, duePublish: b.publishDue,
			dueSeats: seatsDue, dueArchive: archiveDue, dueLive: liveDue,
		},
		Work:    map[string]house.Worker{dueCount: b.counting},
		Filters: map[string]outbox.Filter{filterSilent: silent, filterInvited: invited},
	}
}

func can(action directory.Action) func(directory.Person) bool {
	return func(p directory.Person) bool { return len(directory.PlacesOf(p, action)) > 0 }
}

// starts is a button that starts a flow for a poll.
func starts(flow string) func(*talk.Call, string) error {
	return func(call *talk.Call, id string) error {
		call.Start(flow, talk.Given{talk.Of: id})
		return nil
	}
}

// pressTurnout is a button of the list of polls; the place of who presses is
// looked at anew.
func pressTurnout(call *talk.Call, no string) error {
	call.Rest = no
	return turnout(call)
}
