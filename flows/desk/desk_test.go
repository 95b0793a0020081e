package desk_test

import (
	"testing"

	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/flows/desk/desktest"
	"yishi/flows/people"
	"yishi/flows/people/peopletest"
)

func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{Kits: func() []house.Kit {
		return desktest.House(append(desktest.Others(), people.Kit(people.Config{Codes: peopletest.Codes}))...)
	}, Fill: desktest.Fill})
}
