package care_test

import (
	"testing"

	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/flows/issue"
	"yishi/flows/issue/care"
	"yishi/flows/issue/tale"
	"yishi/store"
)

func kits() []house.Kit {
	photo := func(_ store.Reader, media string) (string, bool) { return media, false }
	return []house.Kit{issue.Kit(), care.Kit(photo)}
}

func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{Kits: kits})
}

func TestTranscriptsInTheSampleStreet(t *testing.T) {
	script.Play(t, "testdata/street/*.txt", script.World{Kits: kits, Fill: tale.Fill})
}
