package poll_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/flows/poll"
	"yishi/flows/poll/polltest"
	"yishi/store"
)

// TestNothingInTheFileOfASecretVote searches the file itself, freed pages and all,
// once a secret poll is closed and the store compacted: a receipt stands in the
// ballots and nowhere else, the ballots know no person, and no words tell what
// was voted. Of an open poll the same search finds receipts and words elsewhere, so it
// does search. So it is on a channel that keeps nothing, and in the web chat.
func TestNothingInTheFileOfASecretVote(t *testing.T) {
	for name, on := range map[string]struct {
		line func(*world) line
		open []string // what the search finds of an open poll
	}{
		"a platform": {newPlatform, []string{"receipt", "words"}},
		"the web":    {newSite, []string{"receipt", "words", "typed", "pressed"}},
	} {
		t.Run(name, func(t *testing.T) {
			if found := searched(t, on.line, true); len(found) > 0 {
				t.Errorf("the file of a secret poll tells: %s", strings.Join(found, "; "))
			}
			open := strings.Join(searched(t, on.line, false), "; ")
			for _, want := range on.open {
				if !strings.Contains(open, want) {
					t.Errorf("of an open poll the search finds only: %s", open)
				}
			}
		})
	}
}

// line is the channel people vote on.
type line interface {
	bot.Adapter
	of(h sample.Hero) bot.Address
	says(h *house.House, who sample.Hero, texts ...string)
	press(h *house.House, who sample.Hero, token string)
	sweep() // what it keeps itself, as it does now and then
}

// searched plays a poll to its end, votes coming in to the last minute, and searches
// the file.
func searched(t *testing.T, channel func(*world) line, secret bool) (found []string) {
	w := newWorld(t)
	l := channel(w)
	var receipts []string
	codes := func(tx store.Tx) string {
		receipts = append(receipts, poll.RandomCodes(tx))
		return receipts[len(receipts)-1]
	}
	h := house.New(house.Config{Store: w.store, Adapters: []bot.Adapter{l}, Kits: polltest.KitsWith(poll.Config{Codes: codes})})
	voters := []sample.Hero{sample.WangGuihua, sample.ZhangXiaoman, sample.LiuChunfeng}
	for _, v := range voters {
		chat := l.of(v)
		w.update(func(tx store.Tx) {
			account, _, _ := directory.Meet(tx, chat, "")
			if err := directory.LinkAccount(tx, account, v.ID); err != nil {
				t.Fatal(err)
			}
		})
	}
	p := w.open(func(p *poll.Poll) { p.Secret = secret })
	settle(t, h)
	w.now = p.Closes.Add(-5 * time.Minute)
	settle(t, h)
	for _, v := range voters[1:] {
		l.says(h, v, "投票", "2")
	}
	l.press(h, voters[0], "vote:"+p.ID+":b")
	l.says(h, voters[0], "改票")
	if secret {
		l.says(h, voters[0], receipts[len(receipts)-1])
	}
	l.says(h, voters[0], "桂花")
	l.says(h, voters[1], "我的投票")
	if len(receipts) != len(voters) {
		t.Fatalf("%d ballots were cast", len(receipts))
	}
	cast := receipts
	compacted := false
	for _, at := range []time.Duration{0, 10 * time.Minute, 40 * time.Minute, 24 * time.Hour, 26 * time.Hour} {
		w.now = p.Closes.Add(at)
		settle(t, h)
		done, err := store.CompactWanted(context.Background(), w.store)
		if err != nil {
			t.Fatal(err)
		}
		compacted = compacted || done
		l.sweep() // too late for this time
	}
	if w.poll(p.ID).State != poll.Published {
		t.Fatalf("the poll is %s", w.poll(p.ID).State)
	}
	if compacted != secret {
		t.Fatal("the store was compacted: ", compacted)
	}
	return search(w, l, voters, cast)
}

func search(w *world, l line, voters []sample.Hero, receipts []string) (found []string) {
	file, err := os.ReadFile(w.store.(interface{ Path() string }).Path())
	if err != nil {
		w.Fatal(err)
	}
	var ballots bytes.Buffer
	w.update(func(tx store.Tx) {
		for key, value := range tx.Scan("ballot", "", "") {
			ballots.WriteString(key + "\n" + string(value) + "\n")
		}
	})
	for _, r := range receipts {
		there, all := times(ballots.Bytes(), r), times(file, r)+times(file, poll.Receipt(r))
		if there == 0 {
			w.Fatal("a ballot is missing")
		}
		if all > there {
			found = append(found, fmt.Sprintf("a receipt %d times beside the ballots", all-there))
		}
	}
	for _, v := range voters {
		if times(ballots.Bytes(), v.ID)+times(ballots.Bytes(), l.of(v).Chat) > 0 {
			found = append(found, "a person in the ballots")
		}
	}
	if n := times(file, "选的是"); n > 0 {
		found = append(found, fmt.Sprintf("what was voted, in words, %d times", n))
	}
	if n := times(file, `"text":"2"`) + times(file, `"text":"桂花"`); n > 0 {
		found = append(found, fmt.Sprintf("what was typed, %d times", n))
	}
	if n := times(file, `"text":"vote:`); n > 0 {
		found = append(found, fmt.Sprintf("what was pressed, %d times", n))
	}
	return found
}

func times(in []byte, what string) int { return bytes.Count(in, []byte(what)) }

func settle(t *testing.T, h *house.House) {
	t.Helper()
	if err := h.Settle(context.Background()); err != nil {
		t.Fatal(err)
	}
}
