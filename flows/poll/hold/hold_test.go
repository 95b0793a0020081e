package hold_test

import (
	"fmt"
	"testing"

	"yishi/adapters/script"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/hold"
	"yishi/flows/poll/vote"
	"yishi/store"
)

// rooms are those of polls behind a desk that only greets, as the front desk does in
// the program. Receipts are the same every time.
func rooms() []house.Kit {
	desk := house.Kit{
		Name:   "door",
		Hear:   "hear",
		Flows:  []*talk.Flow{{Name: "hear", Title: "听", Run: func(c *talk.Conv) error { return c.End("没听懂。") }}},
		Arrive: func(*talk.Call, string, bool) error { return nil },
	}
	polls := poll.Config{Codes: func(tx store.Tx) string { return fmt.Sprintf("TEST%04d", store.Next(tx, "receipt")) }, Blinds: func(store.Tx) string { return "BLIND234" }}
	return []house.Kit{desk, poll.KitWith(polls), vote.Kit(polls), hold.Kit(polls)}
}

// TestLife plays what those who hold a poll take it through.
func TestLife(t *testing.T) {
	script.Play(t, "testdata/life/*.txt", script.World{Kits: rooms})
}

// TestReview plays in a community with two members of staff.
func TestReview(t *testing.T) {
	script.Play(t, "testdata/review/*.txt", script.World{Kits: rooms, Fill: func(tx store.Tx) {
		lin, _ := directory.GetPerson(tx, sample.XiaoLin.ID)
		if _, err := directory.GiveRole(tx, lin, directory.Role{Role: directory.Staff, Place: sample.GuihuaCommunity}); err != nil {
			t.Error(err)
		}
	}})
}
