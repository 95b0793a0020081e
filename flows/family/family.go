// Package family is about acting for another (代办): who may do things here for whom, by
// what yes, and how it is taken back; and what somebody may do then for those they act for.
//
// The one acted for says yes themselves, by a digit in their own chat; or aloud, and staff
// at the counter record it; for a child it is a guardian. Staff at the counter act for
// residents without a phone. What is done is then a conversation for somebody else
// (talk.Conv.For): every message says for whom, the record says both, the person is told.
// The ties are the directory's (directory.Care).
//
//	满> 帮我妈报修
//	满< 还没有记下您能替妈妈办事，要先请本人同意。妈妈叫什么、住哪一户？…
//	王< 张小满（桂花苑3栋）想在这里替您办事 … 1 同意 2 不同意
//	满> 帮我妈报修，马桶堵了
//	满< 【替王桂花办】在哪里？ …
//	王< 张小满替您办了：反映了「马桶堵了」（26-0001）。…
package family

import (
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/talk"
)

// kit is the capability with what others let be done for somebody else.
type kit struct{ opts []talk.Opt }

// Kit is what acting for another brings into a house of others.
func Kit(others ...house.Kit) house.Kit {
	k := kit{forOthers(others)}
	return house.Kit{
		Name: "family", Topic: "家人和代办",
		Flows: []*talk.Flow{
			{Name: "family", Title: "我的家人", Run: mine},
			{Name: "careask", Title: "替家里人办事", Run: ask},
			{Name: "caregive", Title: "请人代办", Run: give},
			{Name: "child", Title: "登记孩子", Run: child},
			{Name: "actfor", Title: "代办", Run: k.actFor},
			{Name: "carewrite", Title: "代办登记", Right: directory.ActFor, Run: write},
		},
		Commands: []talk.Command{
			{Words: []string{"我的家人", "家人", "谁替我办事"}, Slash: "/family", Help: "谁替您办事，您替谁办事", Flow: "family"},
			{Words: []string{"代办", "替人办事"}, Slash: "/for", Help: "替家里人、邻居办", Rest: true, Do: actForWord},
			{Words: []string{"请人代办"}, Help: "自己不方便，请家里人办", Flow: "caregive"},
			{Words: []string{"登记孩子"}, Help: "14岁以下的，由您来办", Flow: "child"},
			{Words: []string{"代办登记"}, Help: "居民当面说好的，记下来", Flow: "carewrite"},
		},
		Presses: []talk.Press{{Prefix: prefix, Do: press}},
		Due:     map[string]agenda.Handler{dueRenew: renewDue},
		Keeps:   house.Keeps{Known: known},
	}
}

// forOthers are what of a house can be done for somebody else, as choices.
func forOthers(kits []house.Kit) (opts []talk.Opt) {
	can := map[string]bool{}
	for _, k := range kits {
		for _, f := range k.Flows {
			can[f.Name] = f.ForOther
		}
	}
	for _, c := range house.Commands(kits) {
		if can[c.Flow] && c.Help != "" && c.Right == "" {
			opts = append(opts, talk.Opt{Key: c.Label(), Label: c.Label()})
		}
	}
	return opts
}
