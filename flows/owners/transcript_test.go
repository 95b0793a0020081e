package owners_test

import (
	"testing"

	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/owners"
	"yishi/flows/owners/ownerstest"
)

// desk stands where the front desk is in the program.
func desk() house.Kit {
	return house.Kit{
		Name:   "door",
		Hear:   "hear",
		Flows:  []*talk.Flow{{Name: "hear", Title: "听", Run: func(c *talk.Conv) error { return c.End("没听懂。") }}},
		Arrive: func(*talk.Call, string, bool) error { return nil },
	}
}

func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{
		Kits: func() []house.Kit { return []house.Kit{desk(), owners.Kit()} }, Fill: ownerstest.Fill,
	})
}
