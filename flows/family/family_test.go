package family_test

import (
	"testing"

	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/flows/desk/desktest"
	"yishi/flows/family"
	"yishi/flows/issue"
	"yishi/flows/issue/care"
	"yishi/flows/lend"
	"yishi/flows/notice/activity"
	"yishi/flows/notice/send"
	"yishi/flows/notice/write"
	"yishi/store"
)

func TestTranscripts(t *testing.T) {
	photo := func(store.Reader, string) string { return "" }
	script.Play(t, "testdata/*.txt", script.World{Kits: func() []house.Kit {
		kits := []house.Kit{issue.Kit(), care.Kit(photo), write.Kit(photo), send.Kit(photo), activity.Kit(photo), lend.Kit()}
		kits = append(kits, family.Kit(kits...))
		return desktest.House(kits...)
	}})
}
