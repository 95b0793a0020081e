package poll_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/tell"
	"yishi/store"
)

// sixty are people of whom nothing is known but what they said themselves.
func (w *world) sixty(when string) (all []directory.Person) {
	var homes []string
	w.view(func(tx store.Reader) {
		for _, unit := range []string{"/1", "/2"} {
			for _, home := range directory.Children(tx, sample.GuihuaYuan3+unit) {
				homes = append(homes, home.ID)
			}
		}
	})
	for i := range 60 {
		all = append(all, w.newcomer(fmt.Sprint(when, i), "水军", homes[i%len(homes)]))
	}
	return all
}

// TestSixtyFreshAccounts: what sixty accounts made in a minute can do to a poll.
func TestSixtyFreshAccounts(t *testing.T) {
	for _, tt := range []struct {
		name          string
		before        bool // they come before the opening
		demand        poll.Demand
		counted       int
		why           string
		alsoIfVouched bool
	}{
		{"after the opening", false, poll.DemandClaimed, 0, "这次投票发出以后您才登记的", true},
		{"after the opening, where anybody may", false, poll.DemandNothing, 60, "", false},
		{"before the opening", true, poll.DemandClaimed, 60, "", false},
		{"before the opening, where somebody must know them", true, poll.DemandVouched, 0, "楼栋长或社区认过的人才能投", true},
		{"before the opening, where papers must be seen", true, poll.DemandVerified, 0, "社区看过证件的人才能投", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			var crowd []directory.Person
			if tt.before {
				crowd = w.sixty("early")
			}
			p := w.open(func(p *poll.Poll) { p.Demand(tt.demand) })
			if !tt.before {
				crowd = w.sixty("late")
			}
			for _, one := range crowd {
				if err := w.votes(p.ID, one.ID); tt.why != "" {
					wantRefusal(t, err, tt.why)
				} else if err != nil {
					t.Fatal(err)
				}
			}
			if err := w.votes(p.ID, sample.WangGuihua.ID); err != nil {
				t.Fatal(err)
			}
			one := crowd[0]
			w.update(func(tx store.Tx) { one, _ = vouch(tx, person(tx, sample.LiuChunfeng), one) })
			if err := w.votes(p.ID, one.ID); tt.alsoIfVouched && err != nil {
				t.Errorf("known by the leader: %v", err)
			}
			w.passes(96 * time.Hour)
			r := w.poll(p.ID).Result
			want := poll.Trusted{Claimed: tt.counted, Verified: 1}
			if tt.alsoIfVouched {
				want.Vouched = 1
			}
			if r.Took != tt.counted+1+want.Vouched || r.Trusted != want {
				t.Errorf("%d took part, %+v", r.Took, r.Trusted)
			}
			w.view(func(tx store.Reader) {
				if tt.counted > 0 && !strings.Contains(tell.ResultText(tx, w.poll(p.ID)), "看过证件的1人，自己登记、没有人认过的60人") {
					t.Error("the result does not tell how many nobody knows")
				}
			})
		})
	}
}
