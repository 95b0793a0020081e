package manage_test

import (
	"fmt"
	"testing"

	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/course/attend"
	"yishi/flows/course/class"
	"yishi/flows/course/manage"
	"yishi/flows/course/school"
	"yishi/flows/poll"
	"yishi/flows/poll/hold"
	"yishi/flows/poll/run"
	"yishi/flows/poll/vote"
	"yishi/store"
)

// rooms are those of courses, and of polls for the vote on them, behind a desk that
// only greets. Codes and receipts are the same every time.
func rooms() []house.Kit {
	desk := house.Kit{
		Name:   "door",
		Hear:   "hear",
		Flows:  []*talk.Flow{{Name: "hear", Title: "听", Run: func(c *talk.Conv) error { return c.End("没听懂。") }}},
		Arrive: func(*talk.Call, string, bool) error { return nil },
	}
	codes := func(tx store.Tx) string { return fmt.Sprint(4720 + store.Next(tx, "board")) }
	polls := poll.Config{Codes: func(tx store.Tx) string { return fmt.Sprintf("TEST%04d", store.Next(tx, "receipt")) }, Blinds: func(store.Tx) string { return "BLIND234" }}
	return []house.Kit{
		desk, run.Kit(polls), vote.Kit(polls), hold.Kit(polls),
		school.Kit(), class.Kit(codes), attend.Kit(), manage.Kit(),
	}
}

// TestTranscripts plays what happens from an empty list on.
func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{Kits: rooms})
}

// TestTerm plays what staff do in the term of the sample street.
func TestTerm(t *testing.T) {
	script.Play(t, "testdata/term/*.txt", script.World{Kits: rooms, Fill: school.Fill})
}
