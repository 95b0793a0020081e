package care

import (
	"embed"

	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/bot/meaning/wording"
	"yishi/flows/issue"
)

//go:embed words
var files embed.FS

var (
	words = wording.Lists{FS: files}
	mines = meaning.NewList("mine", words.List("mine"))
	works = meaning.NewList("work", words.List("work"))
)

// intents are what people want who speak of issues.
func intents() []house.Intent {
	return []house.Intent{
		{
			Intent: issue.Hearing(), Command: "报修", Lead: lead,
			Offer: "报修、反映事情", Instead: "我是要反映问题", Greet: "报修",
			Photo: "不是报修", Pin: "是要反映这里的问题吗？",
		},
		{
			Intent:  meaning.Intent{Name: "mine", As: "mine", Means: "问自己以前反映的问题、报名、投票办得怎样了", Words: []*meaning.List{mines}, Weight: 3},
			Command: "我报的事",
		},
		{
			Intent:  meaning.Intent{Name: "staff-issues", As: "command", Means: "工作人员要看待处理的诉求", Staff: true, Words: []*meaning.List{works}, Weight: 4},
			Command: "待办",
		},
	}
}
