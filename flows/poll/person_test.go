package poll_test

import (
	"testing"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// Two records that are one person have one vote between them.
func TestTwoRecordsOfOnePersonVoteOnce(t *testing.T) {
	w := newWorld(t)
	p := w.open(nil)
	li, zhang := sample.WangGuihua, sample.ZhangXiaoman
	for _, h := range []sample.Hero{li, zhang} {
		if err := w.votes(p.ID, h.ID); err != nil {
			t.Fatal(err)
		}
	}
	w.update(func(tx store.Tx) { cast.Merge(tx, zhang.ID, li.ID) })
	w.view(func(tx store.Reader) {
		if n := len(voice.RollOf(tx, p, zhang.ID)); n != 0 {
			t.Errorf("%d ballots of the record that is no more", n)
		}
		if n := len(voice.RollOf(tx, p, li.ID)); n != 1 {
			t.Errorf("%d ballots of the person", n)
		}
	})
}

// A false claim's ballot is struck where the poll knows whose it is, and said to be
// lost where it does not.
func TestBallotsOfAFalseClaimAreStruck(t *testing.T) {
	for _, secret := range []bool{false, true} {
		w := newWorld(t)
		p := w.open(func(p *poll.Poll) { p.Secret = secret })
		h := sample.WangGuihua
		if err := w.votes(p.ID, h.ID); err != nil {
			t.Fatal(err)
		}
		w.update(func(tx store.Tx) {
			if n := len(cast.Claimed(tx, h.ID, h.Home)); n != 1 {
				t.Errorf("%d ballots are shown", n)
			}
			zhou, _ := directory.GetPerson(tx, sample.XiaoZhou.ID)
			cast.Unclaim(tx, zhou, h.ID, h.Home)
			if left := len(voice.RollOf(tx, p, h.ID)) == 1; left != secret {
				t.Errorf("secret %v: still on the roll %v", secret, left)
			}
		})
	}
}
