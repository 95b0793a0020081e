package vote_test

import (
	"testing"

	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/flows/poll/polltest"
)

func TestTranscripts(t *testing.T) {
	script.PlayAll(t, polltest.Votes, polltest.Kits)
}

// TestPage plays what people meet with where polls have a page.
func TestPage(t *testing.T) {
	c := polltest.Config
	c.Page = func(code string) string { return "https://yishi.example.org/result/" + code }
	kits := func() []house.Kit { return polltest.KitsWith(c) }
	script.PlayAll(t, []script.Stories{{Files: "testdata/page/*.txt", Fill: polltest.Votes[0].Fill}}, kits)
}
