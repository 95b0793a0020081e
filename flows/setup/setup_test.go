package setup_test

import (
	"testing"

	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/flows/desk/desktest"
	"yishi/flows/setup"
)

func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{Kits: func() (kits []house.Kit) {
		all := func() []house.Kit { return kits }
		kits = desktest.House(append(desktest.Others(), setup.Kit(all))...)
		return kits
	}, Fill: desktest.Fill})
}
