package meeting_test

import (
	"testing"

	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/flows/desk/desktest"
	"yishi/flows/issue"
	"yishi/flows/issue/care"
	"yishi/flows/meeting"
	"yishi/store"
)

var config = meeting.Config{
	Code: func(store.Tx) string { return "CODE" },
	Page: func(code string) string { return "https://yishi.example.org" + meeting.Path + code },
}

func kits() []house.Kit {
	photo := func(_ store.Reader, media string) (string, bool) { return media, false }
	return desktest.House(issue.Kit(), care.Kit(photo), meeting.Kit(config))
}

func TestTranscripts(t *testing.T) { script.Play(t, "testdata/*.txt", script.World{Kits: kits}) }
