package people_test

import (
	"context"
	"testing"

	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/flows/desk/desktest"
	"yishi/flows/people"
	"yishi/flows/people/peopletest"
	"yishi/flows/roster"
)

func with(c people.Config) script.World {
	c.Codes = peopletest.Codes
	return script.World{Fill: desktest.Fill, Kits: func() []house.Kit {
		return desktest.House(append(desktest.Others(), people.Kit(c), roster.Kit(nil))...)
	}}
}

func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", with(people.Config{}))
	script.Play(t, "testdata/sms/*.txt", with(people.Config{Send: sends}))
}

// sends stands for what sends codes; the transcripts say what becomes of them.
func sends(context.Context, string, string) error { return nil }
