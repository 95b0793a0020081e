// Package serving says who serves a place, and how they are reached: the numbers of
// offices, which their staff keep, and of people, as far as each has agreed to be shown.
package serving

import (
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/bot/talk"
)

// Kit is what there is to do about who serves a place.
func Kit() house.Kit {
	return house.Kit{
		Name: "serving", Topic: "登记和资料",
		Flows: []*talk.Flow{
			{Name: "building", Title: "我的楼栋", Run: building},
			{Name: "contact", Title: "改电话", Right: directory.KeepContact, Run: keep},
			{Name: "showme", Title: "公开电话", Run: showMe},
		},
		Commands: []talk.Command{
			{Words: []string{"我的楼栋", "我的小区", "楼栋", "值班电话", "物业电话", "社区电话"}, Slash: "/building", Help: "谁管我这里，电话多少", Flow: "building"},
			{Words: []string{"改电话", "改值班电话"}, Help: "物业、社区的值班电话和时间", Flow: "contact"},
			{Words: []string{"公开电话"}, Help: "居民看不看得到您的名字和电话", Flow: "showme"},
		},
		Intents: []house.Intent{{
			Intent:  meaning.Intent{Name: "serving", As: "question", Means: "问物业、社区、楼栋长、网格员是谁、电话多少", Words: []*meaning.List{asks}, Weight: 6},
			Command: "我的楼栋",
		}},
	}
}
