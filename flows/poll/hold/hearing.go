package hold

import (
	"embed"

	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/bot/meaning/wording"
)

//go:embed words
var files embed.FS

var opens = meaning.NewList("open a poll", wording.Lists{FS: files}.List("open"))

// intents are what staff want who speak of polls.
func intents() []house.Intent {
	return []house.Intent{{
		Intent:  meaning.Intent{Name: "staff-poll", As: "command", Means: "工作人员要发起投票", Staff: true, Words: []*meaning.List{opens}, Weight: 4},
		Command: "发起投票",
	}}
}
