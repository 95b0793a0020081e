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
	"yishi/store"
)

// TestNothingInTheFileOfASecretVote searches the file itself, freed pages and all,
// once a secret poll is closed and the store compacted: a receipt stands in the
// ballots and nowhere else, the ballots know no person, and no words tell what
// was voted. Of an open poll the same search finds receipts and words elsewhere, so it does search.
func TestNothingInTheFileOfASecretVote(t *testing.T) {
	if found := searched(t, true); len(found) > 0 {
		t.Errorf("the file of a secret poll tells: %s", strings.Join(found, "; "))
	}
	open := strings.Join(searched(t, false), "; ")
	for _, want := range []string{"receipt", "words"} {
		if !strings.Contains(open, want) {
			t.Errorf("of an open poll the search finds only: %s", open)
		}
	}
}

// searched plays a poll to its end and searches the file.
func searched(t *testing.T, secret bool) (found []string) {
	w := newWorld(t)
	var receipts []string
	codes := func(tx store.Tx) string {
		receipts = append(receipts, poll.RandomCodes(tx))
		return receipts[len(receipts)-1]
	}
	h := house.New(house.Config{Store: w.store, Adapters: []bot.Adapter{&mute{}}, Kits: polls(poll.Config{Codes: codes})})
	voters := []sample.Hero{sample.WangGuihua, sample.ZhangXiaoman, sample.LiuChunfeng}
	for _, v := range voters {
		w.update(func(tx store.Tx) {
			account, _, _ := directory.Meet(tx, chatOf(v), "")
			if err := directory.LinkAccount(tx, account, v.ID); err != nil {
				t.Fatal(err)
			}
		})
	}
	p := w.open(func(p *poll.Poll) { p.Secret = secret })
	settle(t, h)
	for _, v := range voters[1:] {
		says(w, h, v, "投票", "2")
	}
	press(w, h, voters[0], "vote:"+p.ID+":b")
	says(w, h, voters[0], "改票")
	if secret {
		says(w, h, voters[0], receipts[len(receipts)-1])
	}
	says(w, h, voters[0], "桂花")
	says(w, h, voters[1], "我的投票")
	if len(receipts) != len(voters) {
		t.Fatalf("%d ballots were cast", len(receipts))
	}
	cast := receipts
	for _, at := range []time.Duration{0, 24 * time.Hour} {
		w.now = p.Closes.Add(at)
		settle(t, h)
	}
	if w.poll(p.ID).State != poll.Published {
		t.Fatalf("the poll is %s", w.poll(p.ID).State)
	}
	if secret {
		if done, err := store.CompactWanted(context.Background(), w.store); !done || err != nil {
			t.Fatal("nobody wanted the store compacted", err)
		}
	}
	return search(w, voters, cast)
}

func search(w *world, voters []sample.Hero, receipts []string) (found []string) {
	file, err := os.ReadFile(w.store.Path())
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
		if times(ballots.Bytes(), v.ID)+times(ballots.Bytes(), chatOf(v).Chat) > 0 {
			found = append(found, "a person in the ballots")
		}
	}
	if n := times(file, "选的是"); n > 0 {
		found = append(found, fmt.Sprintf("what was voted, in words, %d times", n))
	}
	return found
}

func times(in []byte, what string) int { return bytes.Count(in, []byte(what)) }

func chatOf(h sample.Hero) bot.Address {
	return bot.Address{Channel: "telegram", Chat: "chat-of-" + h.ID}
}

// says has somebody say things, one after the other, and all of it answered.
func says(w *world, h *house.House, who sample.Hero, texts ...string) {
	w.Helper()
	for _, text := range texts {
		w.now = w.now.Add(10 * time.Second)
		id := fmt.Sprint(w.now.Unix())
		in := bot.In{
			ID: id, At: w.now, Address: chatOf(who), From: chatOf(who).Chat, Kind: bot.Text, Text: text,
			Claim: who.ID == sample.ZhangXiaoman.ID, // a platform that takes the answer with the request
		}
		if _, err := h.Inbox.Handle(context.Background(), in); err != nil {
			w.Fatal(err)
		}
		settle(w.T, h)
	}
}

func press(w *world, h *house.House, who sample.Hero, token string) {
	w.Helper()
	w.now = w.now.Add(10 * time.Second)
	in := bot.In{ID: fmt.Sprint(w.now.Unix()), At: w.now, Address: chatOf(who), From: chatOf(who).Chat, Kind: bot.Press, Text: token, Ref: "1"}
	if _, err := h.Inbox.Handle(context.Background(), in); err != nil {
		w.Fatal(err)
	}
	settle(w.T, h)
}

func settle(t *testing.T, h *house.House) {
	t.Helper()
	if err := h.Settle(context.Background()); err != nil {
		t.Fatal(err)
	}
}
