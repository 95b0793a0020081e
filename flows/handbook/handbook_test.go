package handbook_test

import (
	"testing"

	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/flows/desk/desktest"
	"yishi/flows/notice/activity"
	"yishi/flows/notice/send"
	"yishi/flows/notice/write"
	"yishi/store"
)

func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{Kits: func() []house.Kit { return desktest.House(desktest.Others()...) }})
	photo := func(store.Reader, string) string { return "" }
	script.Play(t, "testdata/news/*.txt", script.World{Kits: func() []house.Kit {
		return desktest.House(write.Kit(photo), send.Kit(photo), activity.Kit(photo))
	}})
}
