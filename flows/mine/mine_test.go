package mine_test

import (
	"testing"

	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/flows/desk/desktest"
	"yishi/flows/people"
	"yishi/flows/people/peopletest"
)

func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{Kits: func() []house.Kit {
		news := house.Kit{Name: "news", Topics: []house.Topic{
			{Key: "plain", Name: "社区通知", Still: "紧急通知", Words: "社区通知"}, {Key: "activity", Name: "活动通知", Still: "您报了名的活动的提醒", Words: "活动"},
		}}
		return desktest.House(append(desktest.Others(), people.Kit(people.Config{Codes: peopletest.Codes}), news)...)
	}, Fill: desktest.Fill})
}
