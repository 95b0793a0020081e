package poll_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/flows/poll"
	"yishi/flows/poll/count"
	"yishi/flows/poll/polltest"
	"yishi/store"
)

// told is what somebody on a channel is told of a result.
func (w *world) told(p poll.Poll, to ...sample.Hero) string {
	w.Helper()
	channel := &mute{}
	h := house.New(house.Config{Store: w.store, Adapters: []bot.Adapter{channel}, Kits: polltest.Kits()})
	w.update(func(tx store.Tx) {
		for _, hero := range to {
			account, _, _ := directory.Meet(tx, bot.Address{Channel: "telegram", Chat: hero.ID}, "")
			if err := directory.LinkAccount(tx, account, hero.ID); err != nil {
				w.Fatal(err)
			}
		}
	})
	w.now = p.Closes
	for range 6 {
		if err := h.Settle(context.Background()); err != nil {
			w.Fatal(err)
		}
		w.now = w.now.Add(time.Minute)
	}
	at := slices.IndexFunc(channel.sent, func(out bot.Out) bool { return strings.Contains(out.Text, "结果】") })
	if at < 0 {
		w.Fatalf("no result was told: %+v", channel.sent)
	}
	return channel.sent[at].Text
}

// TestToldWhetherABallotIsRecorded: a ballot that somebody put in for who was away is
// told to them with the result; and of what it says, or its receipt, nothing is told.
func TestToldWhetherABallotIsRecorded(t *testing.T) {
	for _, secret := range []bool{false, true} {
		for _, voted := range []bool{false, true} {
			t.Run(fmt.Sprint("secret ", secret, " voted ", voted), func(t *testing.T) {
				w := newWorld(t)
				p := w.open(func(p *poll.Poll) { p.Secret = secret })
				receipt := "none"
				if voted {
					v, err := w.cast(p.ID, sample.WangGuihua, "", "b")
					if err != nil {
						t.Fatal(err)
					}
					receipt = poll.Receipt(v.Receipt)
				}
				text := w.told(p, sample.WangGuihua)
				line := text[strings.LastIndex(text, "\n")+1:]
				want := "您这次没有投。要是投过，请马上回复「人工」。"
				if voted {
					want = "记着您投了一张票。没有投过的话，请马上回复「人工」。"
				}
				if line != want || strings.Contains(text, receipt) {
					t.Errorf("%q in\n%s", line, text)
				}
			})
		}
	}
}

// TestRollOfHomes: the homes that voted are published, without the last figure of a
// door and what anybody voted; not of a secret poll, of few, or where all said the same.
func TestRollOfHomes(t *testing.T) {
	for _, tt := range []struct {
		name   string
		secret bool
		voters int
		differ bool
		roll   bool
	}{
		{"five who differ", false, 5, true, true},
		{"four", false, 4, true, false},
		{"all the same", false, 5, false, false},
		{"a secret poll", true, 5, true, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			all := w.sixty("early")[:tt.voters]
			p := w.open(func(p *poll.Poll) { p.Secret = tt.secret })
			for i, one := range all {
				pick := "a"
				if tt.differ && i == 0 {
					pick = "b"
				}
				if err := w.gives(p.ID, one.ID, "", pick); err != nil {
					t.Fatal(err)
				}
			}
			w.passes(96 * time.Hour)
			var text string
			w.view(func(tx store.Reader) { text = count.HomesVoted(tx, w.poll(p.ID)) })
			p = w.poll(p.ID)
			if (text != "") != tt.roll || (p.Homes != "") != tt.roll {
				t.Fatalf("hash %q of the roll\n%s", p.Homes, text)
			}
			if !tt.roll {
				return
			}
			sum := sha256.Sum256([]byte(text))
			if p.Homes != hex.EncodeToString(sum[:]) || !strings.Contains(text, "一共5人") || !strings.Contains(text, "桂花苑3栋1单元10＊") {
				t.Errorf("hash %q of the roll\n%s", p.Homes, text)
			}
			for _, never := range []string{"水军", "桂花，", "茶花", "1单元101", "1单元102"} {
				if strings.Contains(text, never) {
					t.Errorf("%s is in the roll\n%s", never, text)
				}
			}
			w.update(func(tx store.Tx) { // who moves away afterwards changes nothing of it
				gone, err := joining.Leave(tx, all[0], all[0].Ties[0].Home)
				if err != nil {
					t.Fatal(err)
				}
				directory.PutPerson(tx, gone)
			})
			w.view(func(tx store.Reader) {
				l, err := count.List(tx, p.ID)
				if err != nil || l.Header.Homes != p.Homes || l.Root() != p.Root || count.HomesVoted(tx, p) != text {
					t.Errorf("%v: the list has %+v", err, l)
				}
			})
		})
	}
}
