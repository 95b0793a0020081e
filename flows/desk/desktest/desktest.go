// Package desktest has the street in which the transcripts of the front desk begin.
package desktest

import (
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/store"
)

// Fill makes codes for staff who are yet to come.
func Fill(tx store.Tx) error {
	until := time.Date(2026, 12, 4, 9, 0, 0, 0, bot.Zone)
	joining.PutStaffCode(tx, "GHSQ2345", directory.Role{Role: directory.Staff, Place: sample.GuihuaCommunity}, "", until)
	joining.PutStaffCode(tx, "GHSQ6789", directory.Role{Role: directory.GridOfficer, Place: sample.GuihuaCommunity}, "", until)
	joining.PutStaffCode(tx, "GHSQABCD", directory.Role{Role: directory.BuildingLeader, Place: "1/1/2/3"}, "", until)
	return nil
}

// Others are capabilities to stand before: they are wanted for reporting, voting and
// activities, and do nothing.
func Others() []house.Kit {
	like := func(name, word, offer, greet string, more ...string) house.Kit {
		list := meaning.NewList(name, []string{word})
		i := house.Intent{
			Intent:  meaning.Intent{Name: name, Means: offer, Words: []*meaning.List{list}, Weight: 4},
			Command: word, Offer: offer, Greet: greet,
		}
		if len(more) > 0 {
			i.Example, i.Instead, i.Photo, i.Pin = more[0], more[1], more[2], more[3]
		}
		return house.Kit{Name: name, Intents: []house.Intent{i}}
	}
	polls, activities := like("poll", "投票", "参加投票", "投票"), like("notice", "活动", "看看活动", "报名活动")
	polls.Intents[0].Pool, activities.Intents[0].Pool = meaning.Voted, meaning.Joined
	return []house.Kit{
		like("issue", "报修", "反映这个问题", "报修", "楼下的灯坏了", "我是要反映问题", "不是报修", "是要反映这里的问题吗？"),
		polls, activities,
	}
}
