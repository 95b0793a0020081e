package app

import (
	"errors"
	"fmt"
	"testing"

	"yishi/adapters/board"
	"yishi/adapters/script"
	"yishi/app/config"
	"yishi/bot/house"
	"yishi/flows/course/class"
	"yishi/flows/course/school"
	"yishi/flows/issue/tale"
	"yishi/flows/meeting"
	"yishi/flows/mine"
	"yishi/flows/notice/send"
	"yishi/flows/people"
	"yishi/flows/people/peopletest"
	"yishi/flows/placard"
	"yishi/flows/poll"
	"yishi/flows/poll/hold"
	"yishi/flows/poll/polltest"
	"yishi/flows/poll/run"
	"yishi/flows/poll/vote"
	"yishi/store"
)

// blind is what heads of polls are blinded with here.
func blind(store.Tx) string { return "BLIND234" }

// boards are codes on the board of a class that are the same every time.
func boards(tx store.Tx) string { return fmt.Sprint(4720 + store.Next(tx, "board")) }

// placardsAt are pages to print at an address, with a code that is the same every time.
func placardsAt(public string) placard.Config {
	return placard.Config{Code: func(store.Tx) string { return "CODE" }, Page: func(code string) string { return public + placard.Path + code }}
}

// theSame are the kits that say the same every time: whatever is drawn elsewhere is
// counted.
func theSame(polls poll.Config, doors placard.Config) func(all func() []house.Kit) []house.Kit {
	return func(all func() []house.Kit) []house.Kit {
		return append(under(polls, run.Kit, vote.Kit, hold.Kit), class.Kit(boards), placard.Kit(doors),
			people.Kit(people.Config{Codes: peopletest.Codes, Kits: all}), mine.Kit(mine.Config{Kits: all}),
			meeting.Kit(meeting.Config{Code: func(store.Tx) string { return "CODE" }, Page: func(code string) string { return "https://yishi.example.org" + meeting.Path + code }}))
	}
}

// TestStreet plays stories that go across the flows, on the sample street with
// all that goes on in it.
func TestStreet(t *testing.T) {
	script.Play(t, "testdata/street/*.txt", script.World{
		Kits: func() []house.Kit {
			return kitsWith(config.Config{}, theSame(poll.Config{Codes: polltest.Config.Codes, Blinds: blind, Picture: board.Draw(""), Print: polltest.Config.Print}, placardsAt("https://yishi.example.org")))
		},
		Fill: func(tx store.Tx) error {
			return errors.Join(tale.Fill(tx), run.Fill(tx), send.Fill(tx), school.Fill(tx))
		},
	})
}

// TestWeek plays what goes wrong in the hands of staff, and is put right, in the
// whole program.
func TestWeek(t *testing.T) {
	script.Play(t, "testdata/week/*.txt", script.World{
		Kits: func() []house.Kit {
			return kitsWith(config.Config{}, theSame(poll.Config{Blinds: blind}, placard.Config{}))
		},
		Fill: school.Fill,
	})
}
