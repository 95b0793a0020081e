package poll_test

import (
	"fmt"
	"testing"

	"yishi/adapters/script"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/store"
)

// counted gives receipts that are the same every time.
func counted(tx store.Tx) string { return fmt.Sprintf("TEST%04d", store.Next(tx, "receipt")) }

// desk stands where the front desk is in the program: it only greets.
func desk() house.Kit {
	return house.Kit{
		Hear:     "hear",
		Flows:    []*talk.Flow{{Name: "hear", Title: "听", Run: func(c *talk.Conv) error { return c.End("没听懂。") }}},
		Commands: []talk.Command{{Words: []string{"登记住处"}, Do: func(*talk.Call) error { return nil }}},
		Arrive:   func(*talk.Call, string, bool) error { return nil },
	}
}

func kits() []house.Kit { return []house.Kit{desk(), poll.KitWith(counted)} }

func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{Kits: kits})
}

// TestCourse plays what happens around the poll of the sample street.
func TestCourse(t *testing.T) {
	script.Play(t, "testdata/course/*.txt", script.World{Kits: kits, Fill: func(tx store.Tx) {
		if err := poll.Fill(tx); err != nil {
			t.Error(err)
		}
	}})
}

// TestKinds plays a poll of each kind, from its maker to its result.
func TestKinds(t *testing.T) {
	script.Play(t, "testdata/kinds/*.txt", script.World{Kits: kits})
}

// TestLife plays what a poll goes through.
func TestLife(t *testing.T) {
	script.Play(t, "testdata/life/*.txt", script.World{Kits: kits})
}

// TestReview plays in a community with two members of staff.
func TestReview(t *testing.T) {
	script.Play(t, "testdata/review/*.txt", script.World{Kits: kits, Fill: func(tx store.Tx) {
		lin, _ := directory.GetPerson(tx, sample.XiaoLin.ID)
		if _, err := directory.GiveRole(tx, lin, directory.Role{Role: directory.Staff, Place: sample.GuihuaCommunity}); err != nil {
			t.Error(err)
		}
	}})
}
