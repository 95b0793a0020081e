package poll_test

import (
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/run"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// erases has all about somebody erased, as the front desk does.
func (w *world) erases(id string) {
	w.update(func(tx store.Tx) {
		cast.Forget(tx, id)
		joining.Erase(tx, id)
	})
}

func (w *world) spent() (n int) {
	w.view(func(tx store.Reader) {
		for range tx.Scan("spent", "", "") {
			n++
		}
	})
	return n
}

// TestEraseAndReturn: who is erased and comes back does not take part again, however
// they took part, and what they gave still counts. Nothing of them is kept beyond
// the end.
func TestEraseAndReturn(t *testing.T) {
	home := sample.GuihuaYuan3 + "/2/501"
	tests := []struct {
		name   string
		change func(*poll.Poll)
		took   func(w *world, p poll.Poll, who directory.Person) error // nil: votes
		end    func(w *world, p poll.Poll)                             // nil: closes
		want   int
	}{
		{name: "named", change: func(*poll.Poll) {}, want: 1},
		{name: "secret", change: func(p *poll.Poll) { p.Secret = true }, want: 1},
		{name: "final", change: func(p *poll.Poll) { p.Final = true }, want: 1},
		{name: "by home", change: func(p *poll.Poll) { p.PerHome = true }, want: 1},
		{name: "seats", change: of(poll.Seats, poll.Option{Label: "合唱", Seats: 1}), want: 1},
		{name: "cancelled", change: func(*poll.Poll) {}, want: 1, end: func(w *world, p poll.Poll) {
			w.update(func(tx store.Tx) {
				if _, err := run.Cancel(tx, p.ID, "重新来", person(tx, sample.XiaoZhou)); err != nil {
					w.Fatal(err)
				}
			})
		}},
		{name: "a paper taken", change: func(p *poll.Poll) { p.Secret = true }, want: 1, took: func(w *world, p poll.Poll, who directory.Person) (err error) {
			w.update(func(tx store.Tx) {
				_, err = cast.HandOut(tx, p.ID, voice.Whom{Person: who.ID}, person(tx, sample.XiaoZhou))
			})
			return err
		}},
		{name: "signed in", change: func(p *poll.Poll) {
			of(poll.Residents)(p)
			p.Opens, p.Closes = p.Closes.Add(240*time.Hour), p.Closes.Add(300*time.Hour)
		}, took: func(w *world, p poll.Poll, who directory.Person) (err error) {
			w.update(func(tx store.Tx) { _, err = cast.Arrive(tx, p.ID, who) })
			return err
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			who := w.newcomer("the same chat", "钱多多", home)
			p := w.open(tt.change)
			if p.State != poll.Opened {
				w.passes(p.Opens.Sub(w.now))
			}
			act := tt.took
			if act == nil {
				act = func(w *world, p poll.Poll, who directory.Person) error { return w.votes(p.ID, who.ID) }
			}
			if err := act(w, p, who); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				w.erases(who.ID)
				who = w.newcomer("the same chat", "钱多多", home)
				if tt.name != "by home" { // where the home has voted
					if err := act(w, p, who); err == nil || !strings.Contains(err.Error(), "账号在这次投票里已经投过了") {
						t.Errorf("they come back and hear %v", err)
					}
				}
				wantRefusal(t, w.votes(p.ID, who.ID), "投过了")
			}
			w.view(func(tx store.Reader) {
				if live := poll.Live(tx, p.ID); live.Took != tt.want || live.Attended() != 1 {
					t.Errorf("%+v", live)
				}
			})
			if w.spent() != 1 {
				t.Errorf("%d accounts are noted", w.spent())
			}
			if tt.end != nil {
				tt.end(w, p)
			} else {
				w.passes(400 * time.Hour)
			}
			if w.spent() != 0 {
				t.Error("an account is still noted after the end")
			}
		})
	}
}

// TestForgetIsOfThoseWhoVoted: who has not voted, or writes from another account, may
// still vote; nothing that is noted names an account or a person.
func TestForgetIsOfThoseWhoVoted(t *testing.T) {
	w := newWorld(t)
	home := sample.GuihuaYuan3 + "/2/501"
	voted, silent := w.newcomer("chat-voted", "钱多多", home), w.newcomer("chat-silent", "钱少少", home)
	p := w.open(func(p *poll.Poll) { p.Newcomers = true })
	if err := w.votes(p.ID, voted.ID); err != nil {
		t.Fatal(err)
	}
	w.erases(voted.ID)
	w.erases(silent.ID)
	if w.spent() != 1 {
		t.Errorf("%d accounts are noted", w.spent())
	}
	w.view(func(tx store.Reader) {
		for key, kept := range tx.Scan("spent", "", "") {
			if hash := key[len(store.Key(p.ID))+len(store.Sep):]; len(hash) != 64 || strings.Trim(hash, "0123456789abcdef") != "" || string(kept) != "{}" {
				t.Errorf("%s %s is no mere hash", key, kept)
			}
		}
	})
	for _, chat := range []string{"chat-silent", "chat-other"} {
		if err := w.votes(p.ID, w.newcomer(chat, "钱少少", home).ID); err != nil {
			t.Errorf("%s: %v", chat, err)
		}
	}
	if w.poll(p.ID).Salt == w.poll(w.open(nil).ID).Salt {
		t.Error("two polls have one salt")
	}
}

// TestForgetGivesUpSeats: the next in line has the seat and is told; in a lottery
// nobody draws again under another receipt.
func TestForgetGivesUpSeats(t *testing.T) {
	for _, drawn := range []bool{false, true} {
		w := newWorld(t)
		p := w.open(func(p *poll.Poll) {
			of(poll.Seats, poll.Option{Label: "重阳宴", Seats: 1})(p)
			p.Drawn, p.Newcomers = drawn, true
		})
		who := w.newcomer("the same chat", "钱多多", sample.GuihuaYuan3+"/2/501")
		for _, id := range []string{who.ID, sample.WangGuihua.ID} {
			if err := w.votes(p.ID, id); err != nil {
				t.Fatal(err)
			}
		}
		w.update(func(tx store.Tx) {
			directory.PutAccount(tx, directory.Account{Channel: "telegram", Chat: "wang", Person: sample.WangGuihua.ID})
		})
		w.erases(who.ID)
		again := w.newcomer("the same chat", "钱多多", sample.GuihuaYuan3+"/2/501")
		wantRefusal(t, w.votes(p.ID, again.ID), "账号")
		w.view(func(tx store.Reader) {
			told := false
			for _, m := range tx.Scan("message", "", "") {
				told = told || strings.Contains(string(m), "轮到您了")
			}
			if told == drawn {
				t.Errorf("drawn %v: the next is told %v", drawn, told)
			}
		})
		w.passes(p.Ends().Sub(w.now) + bot.Awake(p.Closes).Sub(p.Closes))
		if lines := strings.Join(w.poll(p.ID).Result.Lines, "\n"); !strings.Contains(lines, "报名1，得到名额1") {
			t.Errorf("drawn %v: %s", drawn, lines)
		}
	}
}
