package poll_test

import (
	"testing"

	"yishi/adapters/script"
	"yishi/flows/poll/polltest"
	"yishi/store"
)

func TestTranscripts(t *testing.T) {
	script.PlayAll(t, polltest.Stories, polltest.Kits)
}

// counted gives receipts that are the same every time.
func counted(tx store.Tx) string { return polltest.Config.Codes(tx) }

const ownersOfYuan = polltest.OwnersOfYuan
