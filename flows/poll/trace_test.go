package poll_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/polltest"
	"yishi/flows/poll/run"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// mute is a channel that takes everything and shows it to nobody.
type mute struct {
	sending sync.Mutex
	sent    []bot.Out
}

func (*mute) Channel() string                              { return "telegram" }
func (*mute) Limits() bot.Limits                           { return bot.Limits{Buttons: true, Edits: true} }
func (*mute) Render(out bot.Out) []bot.Out                 { return []bot.Out{out} }
func (*mute) Run(ctx context.Context, _ bot.Handler) error { <-ctx.Done(); return nil }
func (m *mute) Send(_ context.Context, _ bot.Address, out bot.Out) (string, error) {
	m.sending.Lock()
	defer m.sending.Unlock()
	m.sent = append(m.sent, out)
	return fmt.Sprint(len(m.sent)), nil
}

// TestNothingIsKeptOfASecretVote: once the voter has been told, neither their
// choice nor their receipt is left with them in journal, outbox or offers.
// Of an open poll's all of it is, so the search does find what is there.
func TestNothingIsKeptOfASecretVote(t *testing.T) {
	for _, secret := range []bool{true, false} {
		t.Run(fmt.Sprint("secret ", secret), func(t *testing.T) { traces(t, secret) })
	}
}

func traces(t *testing.T, secret bool) {
	w := newWorld(t)
	ctx := context.Background()
	chat := bot.Address{Channel: "telegram", Chat: "wang"}
	w.update(func(tx store.Tx) {
		account, _, _ := directory.Meet(tx, chat, "")
		if err := directory.LinkAccount(tx, account, sample.WangGuihua.ID); err != nil {
			t.Fatal(err)
		}
	})
	channel := &mute{}
	h := house.New(house.Config{Store: w.store, Adapters: []bot.Adapter{channel}, Kits: polltest.Kits()})
	if err := h.Prepare(ctx); err != nil {
		t.Fatal(err)
	}
	p := w.open(func(p *poll.Poll) { p.Secret = secret })
	n := 0
	says := func(kind bot.Kind, text string) {
		n++
		w.now = w.now.Add(10 * time.Second)
		_, err := h.Inbox.Handle(ctx, bot.In{ID: fmt.Sprint(n), At: w.now, Address: chat, From: chat.Chat, Kind: kind, Text: text, Ref: "1"})
		if err == nil {
			err = h.Settle(ctx)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	says(bot.Press, "vote:"+p.ID+":zzz") // forged
	says(bot.Press, "vote:"+p.ID+":b")
	says(bot.Press, "vote:"+p.ID+":b") // once more
	says(bot.Text, "改票")
	says(bot.Text, "TEST0001")
	says(bot.Text, "桂花")
	if last := channel.sent[len(channel.sent)-1].Text; !strings.Contains(last, "改好了") || !strings.Contains(last, "TEST-0001") {
		t.Fatalf("the voter was told %q", last)
	}
	w.update(func(tx store.Tx) {
		for _, table := range []string{"message", "voted"} {
			if found := telling(tx, table); found == secret {
				t.Errorf("%s tells what was voted, or the receipt: %v", table, found)
			}
		}
		for _, table := range []string{"journal", "offer", "job", "agenda", "instead"} {
			if telling(tx, table) {
				t.Errorf("%s tells what was voted, or the receipt", table)
			}
		}
		if b, _ := poll.BallotAt(tx, p, "TEST0001"); !slices.Equal(b.Marks, p.Picked("a")) {
			t.Errorf("the ballot is %+v", b)
		}
	})
}

// TestNothingIsKeptOfWhatIsSaidOnTheWay: of a secret poll that takes several options
// and is final, neither ticks nor the last check are left in the outbox. Of an open one
// they are.
func TestNothingIsKeptOfWhatIsSaidOnTheWay(t *testing.T) {
	for _, secret := range []bool{true, false} {
		w := newWorld(t)
		l := &platform{w: w}
		h := house.New(house.Config{Store: w.store, Adapters: []bot.Adapter{l}, Kits: polltest.Kits()})
		w.update(func(tx store.Tx) {
			account, _, _ := directory.Meet(tx, l.of(sample.WangGuihua), "")
			if err := directory.LinkAccount(tx, account, sample.WangGuihua.ID); err != nil {
				t.Fatal(err)
			}
		})
		p := w.open(func(p *poll.Poll) { p.Secret, p.Max, p.Final = secret, 2, true })
		l.says(h, sample.WangGuihua, "投票")
		for _, label := range []string{"桂花", "都不种", "选好了", "是"} {
			l.press(h, sample.WangGuihua, l.token(label))
		}
		w.update(func(tx store.Tx) {
			if b, _ := poll.BallotAt(tx, p, "TEST0001"); !slices.Equal(b.Marks, p.Picked("a", "c")) {
				t.Errorf("the ballot is %+v", b)
			}
			for _, told := range []string{"✔", "选的是"} {
				found := 0
				for _, kept := range tx.Scan("message", "", "") {
					found += strings.Count(string(kept), told)
				}
				if (found > 0) == secret {
					t.Errorf("secret %v: %q is kept %d times", secret, told, found)
				}
			}
		})
	}
}

// TestNothingLeadsFromAPaperToItsVoter: in a secret poll, papers that were handed
// out and papers out of the box are told of in no one place, and of the box nothing
// is kept but the ballots.
func TestNothingLeadsFromAPaperToItsVoter(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	desk1 := bot.Address{Channel: "telegram", Chat: "zhou"}
	ids := w.residents(5)
	w.update(func(tx store.Tx) {
		account, _, _ := directory.Meet(tx, desk1, "")
		if err := directory.LinkAccount(tx, account, sample.XiaoZhou.ID); err != nil {
			t.Fatal(err)
		}
	})
	channel := &mute{}
	h := house.New(house.Config{Store: w.store, Adapters: []bot.Adapter{channel}, Kits: polltest.Kits()})
	if err := h.Prepare(ctx); err != nil {
		t.Fatal(err)
	}
	p := w.open(func(p *poll.Poll) { p.Secret = true })
	w.update(func(tx store.Tx) {
		for _, id := range ids {
			if _, err := cast.HandOut(tx, p.ID, voice.Whom{Person: id}, person(tx, sample.XiaoZhou)); err != nil {
				t.Fatal(err)
			}
		}
	})
	for i, text := range []string{"登记票箱", "茶花", "否", "票箱", "2", "是"} {
		w.now = w.now.Add(10 * time.Second)
		_, err := h.Inbox.Handle(ctx, bot.In{ID: fmt.Sprint(i), At: w.now, Address: desk1, From: desk1.Chat, Kind: bot.Text, Text: text})
		if err == nil {
			err = h.Settle(ctx)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if last := channel.sent[len(channel.sent)-1].Text; !strings.Contains(last, "TEST-0001") {
		t.Fatalf("staff were told %q", last)
	}
	w.update(func(tx store.Tx) {
		if b, _ := poll.BallotAt(tx, p, "TEST0001"); !slices.Equal(b.Marks, p.Picked("b")) {
			t.Errorf("the ballot is %+v", b)
		}
		for key, kept := range tx.Scan("ballot", "", "") {
			if string(kept) != `"b1"` {
				t.Errorf("the ballot %s says more than it should: %s", key, kept)
			}
		}
		for key, kept := range tx.Scan("boxed", "", "") {
			if key != store.Key(p.ID, "TEST0001") || string(kept) != "{}" {
				t.Errorf("the mark of a paper says more than it should: %s %s", key, kept)
			}
		}
		for _, table := range []string{"message", "voted", "paperbox", "act", "journal", "offer", "job", "agenda", "instead", "elector", "attendance", "spent"} {
			for key, kept := range tx.Scan(table, "", "") {
				if said := key + string(kept); strings.Contains(said, "TEST") || strings.Contains(said, "票上选的") {
					t.Errorf("%s tells what was on a paper, or its receipt: %s", table, said)
				}
			}
		}
	})
}

// telling reports whether a table still has a vote or a receipt in it.
func telling(tx store.Reader, table string) bool {
	for key, value := range tx.Scan(table, "", "") {
		if said := key + string(value); strings.Contains(said, "TEST") || strings.Contains(said, "选的是") {
			return true
		}
	}
	return false
}

// TestNoReceiptGoesOutAfterTheEnd: however a secret poll ends, a receipt that has
// not gone out by then never does.
func TestNoReceiptGoesOutAfterTheEnd(t *testing.T) {
	for _, tt := range []struct {
		how    string
		secret bool
		want   outbox.State
	}{{"closed", true, outbox.Failed}, {"cancelled", true, outbox.Failed}, {"cancelled", false, outbox.Queued}} {
		t.Run(fmt.Sprint(tt.how, tt.secret), func(t *testing.T) {
			w := newWorld(t)
			p := w.open(func(p *poll.Poll) { p.Secret = tt.secret })
			id := ""
			w.update(func(tx store.Tx) {
				id = outbox.Add(tx, outbox.Message{
					To: bot.Address{Channel: "telegram", Chat: "wang"}, Of: "poll/" + p.ID + "/receipt", Out: bot.Out{Text: "TEST-0001"},
				})
				if tt.how == "cancelled" {
					if _, err := run.Cancel(tx, p.ID, "重新来", person(tx, sample.XiaoZhou)); err != nil {
						t.Fatal(err)
					}
				}
			})
			w.passes(96 * time.Hour)
			w.update(func(tx store.Tx) {
				if m, _ := outbox.Get(tx, id); m.State != tt.want {
					t.Errorf("the receipt is %s, want %s", m.State, tt.want)
				}
			})
		})
	}
}
