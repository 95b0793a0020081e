package serving_test

import (
	"testing"

	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/flows/desk/desktest"
	"yishi/flows/serving"
)

func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{Kits: func() []house.Kit {
		return desktest.House(append(desktest.Others(), serving.Kit())...)
	}, Fill: desktest.Fill})
}
