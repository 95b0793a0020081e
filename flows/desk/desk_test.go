package desk

import (
	"testing"

	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/flows/desk/desktest"
)

func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{
		Kits: func() []house.Kit { return []house.Kit{Kit(desktest.Others()...)} }, Fill: desktest.Fill,
	})
}
