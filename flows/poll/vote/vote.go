// Package vote talks with those who vote: they choose, change, sign in to an
// assembly, ask what they voted, whether they may, and how it was counted.
//
// What a poll is, who may vote and what becomes of a ballot is flows/poll's; the
// polls are held, and papers entered, in flows/poll/hold.
package vote

import (
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
)

// Kit is what voting brings into a house.
func Kit(c poll.Config) house.Kit {
	b := booth{c.Codes}
	return house.Kit{
		Name: "vote", Topic: "投票和结果",
		Flows: []*talk.Flow{
			{Name: "vote", Title: "投票", ForOther: true, Run: b.voting},
			{Name: "why", Title: "说理由", ForOther: true, Run: why},
			{Name: "lookup", Title: "查票", Run: lookup},
			{Name: "ownwords", Title: "记号", Run: ownWords},
		},
		Commands: []talk.Command{
			{Words: []string{"投票", "我要投票", "投个票", "参加投票"}, Slash: "/vote", Help: "投一票，截止前能改", Menu: 2, ForOther: true, Do: vote},
			{Words: []string{"改票", "改投", "改报名", "投错了", "选错了", "投错票了"}, Undoes: "投票要改", ForOther: true, Do: change},
			{Words: []string{"我的投票", "我投了什么", "我选了什么"}, Slash: "/myvotes", Help: "我投了什么，结果怎样", Do: mine},
			{Words: []string{"投票结果", "看结果", "看投票结果", "提前看结果", "结果出来了吗"}, Help: "出来了没有", Do: outcome},
			{Words: []string{"我能投吗", "我能投票吗", "我能不能投票", "能不能投票"}, Slash: "/mayvote", Help: "我有没有资格", Do: may},
			{Words: []string{"查票", "查回执"}, Slash: "/receipt", Help: "用回执码", Rest: true, Do: look},
			{Words: []string{"记号", "做记号", "加记号", "写记号", "改记号", "换记号"}, Slash: "/words", Help: "给票写一两个词，好认", Rest: true, Do: wordsSaid},
			{Words: []string{"报到", "我来报到", "我到了"}, Slash: "/present", Help: "到了居民会议，报一声", Do: report},
			{Words: []string{"要纸质票", "我要纸质票", "想投纸质票", "怎么投纸质票"}, Slash: "/askpaper", Help: "不用手机投", Do: askedPaper},
			{Words: []string{"怎么算的"}, Slash: "/how", Help: "结果是怎么来的", Rest: true, Do: how},
		},
		Intents: intents(), Open: voice.Titles,
		Presses: []talk.Press{
			{Prefix: poll.Prefix, Do: b.press, Reads: reads},
			{Prefix: tell.NextPrefix, Do: pressNext, Reads: reads},
			{Prefix: "came", Do: pressArrive},
		},
	}
}

// booth is where ballots are cast.
type booth struct{ codes poll.Codes } // of receipts
