package hold_test

import (
	"testing"

	"yishi/adapters/script"
	"yishi/flows/poll/polltest"
)

func TestTranscripts(t *testing.T) {
	script.PlayAll(t, polltest.Holds, polltest.Kits)
}
