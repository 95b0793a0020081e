// Package hold talks with those who hold polls: staff, committees and building
// leaders open a poll, look how it goes, put it off or cancel it, enter what came on
// paper or through the door, and have things printed.
//
// What a poll is and may do is flows/poll's. Those who vote are talked with in
// flows/poll/vote, which also asks what is on a paper, as its voter would be asked.
// Ending a mandate is here, beside recording it, though an owner may do it too.
package hold

import (
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/poll"
)

// Kit is what holding polls brings into a house.
func Kit(c poll.Config) house.Kit {
	d := desk{c}
	return house.Kit{
		Name: "hold",
		Flows: []*talk.Flow{
			{Name: "newpoll", Title: "开投票", Run: d.newpoll, Tells: true},
			{Name: "cancelpoll", Title: "取消投票", Run: cancelpoll, Tells: true},
			{Name: "extendpoll", Title: "延长投票", Run: extendpoll, Tells: true},
			{Name: "returnpoll", Title: "退回投票", Run: returnpoll, Tells: true},
			{Name: "pollreview", Title: "投票复核", Run: pollreview},
			{Name: "delegates", Title: "居民代表", Run: delegates},
			{Name: "paperballot", Title: "登记纸质票", Run: d.paperballot, Tells: true},
			{Name: "mendpaper", Title: "改纸质票", Run: mending, Tells: true},
			{Name: "handout", Title: "登记领票", Run: handout},
			{Name: "ballotbox", Title: "登记票箱", Run: d.ballotbox},
			{Name: "door", Title: "登记到会", Run: door},
			{Name: "mandate", Title: "登记委托", Run: mandating},
			{Name: "revoke", Title: "撤回委托", Run: revoking},
			{Name: "deliver", Title: "登记送达", Run: delivering},
			{Name: "drawnumber", Title: "填开奖号码", Run: drawing, Tells: true},
			{Name: "ownersrules", Title: "议事规则", Run: ownersrules},
		},
		Commands: []talk.Command{
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
			{Words: []string{"改纸质票", "纸质票登记错了", "划掉纸质票", "登记错了"}, Slash: "/mendpaper", Help: "纸质票登记错了，改正", Flow: "mendpaper", For: can(directory.OpenPoll)},
			{Words: []string{"登记领票", "领票", "领纸质票"}, Slash: "/handout", Help: "不记名投票，登记谁领了纸质票", Flow: "handout", For: can(directory.OpenPoll)},
			{Words: []string{"登记票箱", "开票箱", "票箱"}, Slash: "/ballotbox", Help: "不记名投票，登记票箱里的票", Flow: "ballotbox", For: can(directory.OpenPoll)},
			{Words: []string{"登记到会", "到会登记", "登记到场"}, Slash: "/door", Help: "登记谁来开居民会议", Flow: "door", For: can(directory.OpenPoll)},
			{Words: []string{"登记委托", "登记委托书"}, Slash: "/mandate", Help: "登记业主的委托书", Flow: "mandate", For: can(directory.OpenPoll)},
			{Words: []string{"填开奖号码", "开奖号码", "开奖号", "抽签号码", "抽签"}, Slash: "/draw", Help: "抽签前，填福彩3D的号码", Flow: "drawnumber", For: can(directory.OpenPoll)},
			{Words: []string{"登记送达"}, Slash: "/deliver", Help: "登记选票送到了", Flow: "deliver", For: can(directory.CarryBallot)},
			{Words: []string{"议事规则"}, Slash: "/ownersrules", Help: "车位、没投的怎么算", Flow: "ownersrules", For: can(directory.OpenPoll)},
			{Words: []string{"打印"}, Slash: "/print", Help: "打印选票、名单、公示", Do: d.printing(), For: can(directory.SeeTurnout)},
			{Words: []string{"打印选票", "打印纸质票"}, Do: d.printing(poll.PrintPapers), For: can(directory.OpenPoll)},
			{Words: []string{"打印名单"}, Do: d.printing(poll.PrintNotVoted, poll.PrintNotReached), For: can(directory.SeeTurnout)},
			{Words: []string{"打印公示", "打印结果"}, Do: d.printing(poll.PrintNotice), For: can(directory.OpenPoll)},
			{Words: []string{"打印表格", "官方表格"}, Do: d.printing(poll.PrintForm), For: can(directory.OpenPoll)},
			{Words: []string{"撤回委托", "收回委托"}, Slash: "/revoke", Help: "撤回投票的委托", Flow: "revoke"},
		},
		Presses: []talk.Press{
			{Prefix: "turnout", Do: pressTurnout},
			{Prefix: "absent", Do: notVoted().list},
			{Prefix: "unreached", Do: notReached().list},
			{Prefix: "print", Do: d.pressPrint},
			{Prefix: "pollok", Do: approve},
			{Prefix: "pollback", Do: sendBack},
			{Prefix: "pollagain", Do: again},
			{Prefix: "paper", Do: starts("paperballot")},
			{Prefix: "mendpaper", Do: starts("mendpaper")},
			{Prefix: "handout", Do: starts("handout")},
			{Prefix: "ballotbox", Do: starts("ballotbox")},
			{Prefix: "door", Do: starts("door")},
			{Prefix: "draw", Do: starts("drawnumber")},
			{Prefix: "deliver", Do: starts("deliver")},
		},
	}
}

// desk is where polls are held and papers are entered.
type desk struct{ poll.Config }

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
