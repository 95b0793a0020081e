package main

import (
	"errors"
	"testing"

	"yishi/adapters/script"
	"yishi/flows/issue"
	"yishi/flows/notice"
	"yishi/flows/poll"
	"yishi/store"
)

// TestStreet plays stories that go across the flows, on the sample street with
// all that goes on in it.
func TestStreet(t *testing.T) {
	script.Play(t, "testdata/street/*.txt", script.World{Kits: kits, Fill: func(tx store.Tx) {
		if err := errors.Join(issue.Fill(tx), poll.Fill(tx), notice.Fill(tx)); err != nil {
			t.Error(err)
		}
	}})
}
