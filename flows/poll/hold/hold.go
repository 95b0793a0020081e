// Package hold talks with those who hold polls: staff, committees and building
// leaders open a poll, look how it goes, put it off or cancel it, enter what came on
// paper or through the door, and have things printed.
//
// What a poll is and may do is flows/poll's. Those who vote are talked with in
// flows/poll/vote, which also asks what is on a paper, as its voter would be asked. A
// poll is drafted in hold/draft; papers, doors and mandates are entered in hold/papers,
// ending a mandate too, though an owner may do it.
package hold

import (
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/hold/draft"
	"yishi/flows/poll/hold/papers"
	"yishi/flows/poll/lists"
)

// Kit is what holding polls brings into a house.
func Kit(c poll.Config) house.Kit {
	d, p := papers.Counter{Config: c}, printer{c}
	return house.Kit{
		Name: "hold", Topic: "办投票",
		Flows: []*talk.Flow{
			{Name: "newpoll", Title: "开投票", Right: directory.OpenPoll, Run: draft.Open, Tells: true},
			{Name: "cancelpoll", Title: "取消投票", Right: directory.OpenPoll, Run: cancelpoll, Tells: true},
			{Name: "extendpoll", Title: "延长投票", Right: directory.OpenPoll, Run: extendpoll, Tells: true},
			{Name: "returnpoll", Title: "退回投票", Right: directory.OpenPoll, Run: returnpoll, Tells: true},
			{Name: "pollreview", Title: "投票复核", Right: directory.OpenPoll, Run: pollreview},
			{Name: "delegates", Title: "居民代表", Right: directory.OpenPoll, Run: delegates},
			{Name: "paperballot", Title: "登记纸质票", Right: directory.OpenPoll, Run: d.PaperBallot, Tells: true},
			{Name: "mendpaper", Title: "改纸质票", Right: directory.OpenPoll, Run: papers.Mending, Tells: true},
			{Name: "handout", Title: "登记领票", Right: directory.OpenPoll, Run: papers.HandOut},
			{Name: "ballotbox", Title: "登记票箱", Right: directory.OpenPoll, Run: d.BallotBox},
			{Name: "door", Title: "登记到会", Right: directory.OpenPoll, Run: papers.SignIn},
			{Name: "mandate", Title: "登记委托", Right: directory.OpenPoll, Run: papers.Mandating},
			{Name: "revoke", Title: "撤回委托", Run: papers.Revoking},
			{Name: "deliver", Title: "登记送达", Right: directory.CarryBallot, Run: papers.Delivering},
			{Name: "drawnumber", Title: "填开奖号码", Right: directory.OpenPoll, Run: papers.Drawing, Tells: true},
			{Name: "ownersrules", Title: "议事规则", Right: directory.OpenPoll, Run: draft.OwnersRules},
		},
		Commands: []talk.Command{
			{Words: []string{"发起投票", "开投票", "发投票", "新投票", "组织投票"}, Slash: "/newpoll", Help: "开一次投票", Menu: 8, Do: draft.Begin, Right: directory.OpenPoll},
			{Words: []string{"改投票", "修改投票", "编辑投票", "公开投票", "改成记名", "改成不记名"}, Do: fixed, Right: directory.OpenPoll},
			{Words: []string{"取消投票"}, Slash: "/cancelpoll", Help: "写错了、不办了", Flow: "cancelpoll"},
			{Words: []string{"延长投票"}, Slash: "/extendpoll", Help: "截止往后推", Flow: "extendpoll"},
			{Words: []string{"投票进度", "投票率"}, Slash: "/turnout", Help: "各楼投了多少人", Rest: true, Do: turnout, Right: directory.SeeTurnout},
			{Words: []string{"谁没投", "没投名单", "未投名单"}, Slash: "/absent", Help: "谁还没有投", Do: notVoted().show, Right: directory.SeeTurnout},
			{Words: []string{"谁没送到", "没送到名单", "未送达名单"}, Slash: "/unreached", Help: "谁还没有拿到票", Do: notReached().show, Right: directory.CarryBallot},
			{Words: []string{"反对理由", "不同意的理由"}, Slash: "/objections", Help: "大家为什么不同意", Do: objections, Right: directory.OpenPoll},
			{Words: []string{"投票复核"}, Slash: "/pollreview", Help: "要不要同事先看一遍", Flow: "pollreview"},
			{Words: []string{"居民代表"}, Slash: "/delegates", Help: "登记谁是代表", Flow: "delegates"},
			{Words: []string{"登记纸质票", "纸质票", "录纸质票"}, Slash: "/paper", Help: "把纸上的票录进来", Flow: "paperballot"},
			{Words: []string{"改纸质票", "纸质票登记错了", "划掉纸质票", "登记错了"}, Slash: "/mendpaper", Help: "登记错了，改正或划掉", Flow: "mendpaper"},
			{Words: []string{"登记领票", "领票", "领纸质票"}, Slash: "/handout", Help: "不记名投票，谁领了纸质票", Flow: "handout"},
			{Words: []string{"登记票箱", "开票箱", "票箱"}, Slash: "/ballotbox", Help: "不记名投票，票箱里的票", Flow: "ballotbox"},
			{Words: []string{"登记到会", "到会登记", "登记到场"}, Slash: "/door", Help: "谁来开居民会议了", Flow: "door"},
			{Words: []string{"登记委托", "登记委托书"}, Slash: "/mandate", Help: "业主的委托书", Flow: "mandate"},
			{Words: []string{"填开奖号码", "开奖号码", "开奖号", "抽签号码", "抽签"}, Slash: "/draw", Help: "抽签前，福彩3D的号码", Flow: "drawnumber"},
			{Words: []string{"登记送达"}, Slash: "/deliver", Help: "选票送到了谁家", Flow: "deliver"},
			{Words: []string{"议事规则"}, Slash: "/ownersrules", Help: "车位、没投的怎么算", Flow: "ownersrules"},
			{Words: []string{"打印"}, Slash: "/print", Help: "选票、名单、公示", Do: p.printing(), Right: directory.SeeTurnout},
			{Words: []string{"打印选票", "打印纸质票"}, Do: p.printing(lists.PrintPapers), Right: directory.OpenPoll},
			{Words: []string{"打印名单"}, Do: p.printing(lists.PrintNotVoted, lists.PrintNotReached), Right: directory.SeeTurnout},
			{Words: []string{"打印公示", "打印结果"}, Do: p.printing(lists.PrintNotice), Right: directory.OpenPoll},
			{Words: []string{"打印表格", "官方表格"}, Do: p.printing(lists.PrintForm), Right: directory.OpenPoll},
			{Words: []string{"撤回委托", "收回委托"}, Slash: "/revoke", Help: "不请别人替您投了", Topic: "投票和结果", Flow: "revoke"},
		},
		Intents: intents(),
		Presses: []talk.Press{
			{Prefix: "turnout", Do: pressTurnout, Right: directory.SeeTurnout},
			{Prefix: "absent", Do: notVoted().list, Right: directory.SeeTurnout},
			{Prefix: "unreached", Do: notReached().list, Right: directory.CarryBallot},
			{Prefix: "print", Do: p.pressPrint, Right: directory.SeeTurnout},
			{Prefix: "pollok", Do: approve, Right: directory.OpenPoll},
			{Prefix: "pollback", Do: sendBack, Right: directory.OpenPoll},
			{Prefix: "pollagain", Do: draft.Again, Right: directory.OpenPoll},
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

// starts is a button that starts a flow for a poll.
func starts(flow string) func(*talk.Call, string) error {
	return func(call *talk.Call, id string) error {
		call.Start(flow, talk.Given{talk.Of: id})
		return nil
	}
}
