package app

import (
	"errors"
	"fmt"
	"testing"

	"yishi/adapters/board"
	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/flows/course/school"
	"yishi/flows/issue"
	"yishi/flows/notice"
	"yishi/flows/poll"
	"yishi/store"
)

// blind is what heads of polls are blinded with here.
func blind(store.Tx) string { return "BLIND234" }

// TestStreet plays stories that go across the flows, on the sample street with
// all that goes on in it.
func TestStreet(t *testing.T) {
	counted := func(tx store.Tx) string { return fmt.Sprintf("TEST%04d", store.Next(tx, "receipt")) }
	script.Play(t, "testdata/street/*.txt", script.World{
		Kits: func() []house.Kit {
			return kitsWith(poll.Config{Codes: counted, Blinds: blind, Picture: board.Draw("")})
		},
		Fill: func(tx store.Tx) {
			if err := errors.Join(issue.Fill(tx), poll.Fill(tx), notice.Fill(tx), school.Fill(tx)); err != nil {
				t.Error(err)
			}
		},
	})
}

// TestWeek plays what goes wrong in the hands of staff, and is put right, in the
// whole program.
func TestWeek(t *testing.T) {
	script.Play(t, "testdata/week/*.txt", script.World{
		Kits: func() []house.Kit { return kitsWith(poll.Config{Blinds: blind}) },
		Fill: func(tx store.Tx) {
			if err := school.Fill(tx); err != nil {
				t.Error(err)
			}
		},
	})
}
