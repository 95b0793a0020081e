package course_test

import (
	"fmt"
	"testing"

	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/flows/poll"
	"yishi/flows/poll/hold"
	"yishi/flows/poll/vote"
	"yishi/store"
)

// counted gives codes that are the same every time.
func counted(tx store.Tx) string { return fmt.Sprint(4720 + store.Next(tx, "board")) }

func receipts(tx store.Tx) string { return fmt.Sprintf("TEST%04d", store.Next(tx, "receipt")) }

// desk stands where the front desk is in the program: it only greets.
func desk() house.Kit {
	return house.Kit{
		Hear:     "hear",
		Flows:    []*talk.Flow{{Name: "hear", Title: "听", Run: func(c *talk.Conv) error { return c.End("没听懂。") }}},
		Commands: []talk.Command{{Words: []string{"登记住处"}, Do: func(*talk.Call) error { return nil }}},
		Arrive:   func(*talk.Call, string, bool) error { return nil },
	}
}

func kits() []house.Kit {
	polls := poll.Config{Codes: receipts}
	return []house.Kit{desk(), poll.KitWith(polls), vote.Kit(polls), hold.Kit(polls), course.KitWith(counted)}
}

// TestTranscripts plays what happens from an empty list on.
func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{Kits: kits})
}

// TestTerm plays what happens in the term of the sample street.
func TestTerm(t *testing.T) {
	script.Play(t, "testdata/term/*.txt", script.World{Kits: kits, Fill: func(tx store.Tx) {
		if err := course.Fill(tx); err != nil {
			t.Error(err)
		}
	}})
}
