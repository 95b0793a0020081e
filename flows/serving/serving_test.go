package serving_test

import (
	"testing"

	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/flows/desk"
	"yishi/flows/desk/desktest"
	"yishi/flows/serving"
)

func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{Kits: func() []house.Kit {
		kits := append(desktest.Others(), serving.Kit())
		return append(kits, desk.Kit(kits...))
	}, Fill: desktest.Fill})
}
