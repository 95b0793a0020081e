package write

import (
	"embed"

	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/bot/meaning/wording"
)

//go:embed words
var files embed.FS

var sends = meaning.NewList("send a notice", wording.Lists{FS: files}.List("send"))

// intents are what staff want who speak of telling many something.
func intents() []house.Intent {
	return []house.Intent{{
		Intent:  meaning.Intent{Name: "staff-notice", As: "command", Means: "工作人员要发通知或发布活动", Staff: true, Words: []*meaning.List{sends}, Weight: 4},
		Command: "发通知",
	}}
}
