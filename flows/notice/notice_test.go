package notice_test

import (
	"strings"
	"testing"

	"yishi/adapters/script"
	"yishi/bot"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/notice"
	"yishi/flows/notice/activity"
	"yishi/flows/notice/send"
	"yishi/flows/notice/write"
	"yishi/store"
)

func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{Kits: kits})
}

// noticeKits are all that a notice takes.
func noticeKits(photo notice.Photos) []house.Kit {
	return []house.Kit{write.Kit(photo), send.Kit(photo), activity.Kit(photo)}
}

func kits() []house.Kit { return append(noticeKits(photo), door()) }

// photo: every picture is fetched at once.
func photo(_ store.Reader, id string) string { return id + ".jpg" }

// door is a front desk that understands one thing.
func door() house.Kit {
	return house.Kit{
		Name: "door",
		Arrive: func(call *talk.Call, _ string, _ bool) error {
			call.Say(bot.Out{Text: "您好。"})
			return nil
		},
		Hear: "hear",
		Flows: []*talk.Flow{{Name: "hear", Title: "提问", Run: func(c *talk.Conv) error {
			if words, _ := talk.Known[string](c, "text"); strings.Contains(words, "义诊") {
				return c.Goto("activity", talk.Given{"notice": "1"})
			}
			return c.End("没听懂。")
		}}},
	}
}
