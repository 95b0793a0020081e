package mine_test

import (
	"strings"
	"testing"

	"yishi/adapters/script"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/desk/desktest"
	"yishi/flows/mine"
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

// What leaves the house, and where to, is said where an endpoint is configured, and only
// there.
func TestPrivacyNamesWhomWeAsk(t *testing.T) {
	for _, c := range []struct {
		asked mine.Asked
		has   []string
		lacks []string
	}{
		{mine.Asked{}, nil, []string{"送"}},
		{mine.Asked{Host: "api.example.cn", Reads: true}, []string{"「api.example.cn」", "人名、号码、门牌都先遮住", "照片和投票，从不送去"}, []string{"语音"}},
		{mine.Asked{Host: "api.example.cn", Listens: true}, []string{"您的语音是送到「api.example.cn」", "原声", "请打字"}, []string{"帮着看"}},
		{mine.Asked{Host: "api.example.cn", Reads: true, Listens: true}, []string{"帮着看", "原声"}, nil},
	} {
		call := &talk.Call{}
		for _, command := range mine.Kit(mine.Config{Ask: c.asked}).Commands {
			if command.Slash == "/privacy" {
				if err := command.Do(call); err != nil || len(call.Outs) != 1 {
					t.Fatalf("%+v: %v", call.Outs, err)
				}
			}
		}
		text := strings.TrimPrefix(call.Outs[0].Text, directory.ConsentText)
		for _, want := range c.has {
			if !strings.Contains(text, want) {
				t.Errorf("%+v: %q lacks %q", c.asked, text, want)
			}
		}
		for _, not := range c.lacks {
			if strings.Contains(text, not) {
				t.Errorf("%+v: %q holds %q", c.asked, text, not)
			}
		}
		if len(call.Outs[0].Text) > 2048 {
			t.Errorf("%d bytes are too many for WeChat", len(call.Outs[0].Text))
		}
	}
}
