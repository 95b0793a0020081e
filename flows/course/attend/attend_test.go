package attend_test

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
	"yishi/flows/poll/run"
	"yishi/store"
)

// rooms are those of courses behind a desk that only greets. Codes are the same
// every time.
func rooms() []house.Kit {
	desk := house.Kit{
		Name:     "door",
		Hear:     "hear",
		Flows:    []*talk.Flow{{Name: "hear", Title: "听", Run: func(c *talk.Conv) error { return c.End("没听懂。") }}},
		Commands: []talk.Command{{Words: []string{"登记住处"}, Do: func(*talk.Call) error { return nil }}},
		Arrive:   func(*talk.Call, string, bool) error { return nil },
	}
	codes := func(tx store.Tx) string { return fmt.Sprint(4720 + store.Next(tx, "board")) }
	return []house.Kit{desk, run.Kit(poll.Config{Codes: poll.RandomCodes}), school.Kit(), class.Kit(codes), attend.Kit(), manage.Kit()}
}

// TestTerm plays what residents do in the term of the sample street.
func TestTerm(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{Kits: rooms, Fill: school.Fill})
}
