package desk

import (
	"embed"

	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/bot/meaning/wording"
)

//go:embed words
var files embed.FS

var (
	words = wording.Lists{FS: files}
	helps = meaning.NewList("help", words.List("help"))
)

// intents are what people want of the desk itself.
func (d *desk) intentsOf() []house.Intent {
	return []house.Intent{
		{
			Intent:  meaning.Intent{Name: "help", As: "help", Means: "打招呼,或者问怎么用", Words: []*meaning.List{helps}, Weight: 2, Greets: true},
			Command: "菜单",
		},
		{Intent: meaning.Intent{Name: "question", As: "question", Means: "问社区的事:几点、在哪、怎么办", Asks: true}, Lead: d.question},
		{Intent: meaning.Intent{Name: "thanks", As: "thanks", Means: "道谢、夸奖"}, Lead: thanked},
		{Intent: meaning.Intent{Name: "chat", As: "chat", Means: "闲聊、应一声,没有要办的事"}, Lead: chatted},
	}
}
