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
func intents() []house.Intent {
	return []house.Intent{
		{
			Intent:  meaning.Intent{Name: "help", As: "help", Means: "打招呼,或者问怎么用", Words: []*meaning.List{helps}, Weight: 2, Greets: true},
			Command: "菜单",
		},
	}
}
