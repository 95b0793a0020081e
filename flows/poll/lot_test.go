package poll_test

import (
	"strings"
	"testing"
	"time"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/count"
	"yishi/flows/poll/proof"
	"yishi/flows/poll/tell"
	"yishi/flows/tally"
	"yishi/store"
)

// twoOfStaff gives 桂花 a second member of staff.
func twoOfStaff(tx store.Tx) {
	lin, _ := directory.GetPerson(tx, sample.XiaoLin.ID)
	if _, err := directory.GiveRole(tx, lin, directory.Role{Role: directory.Staff, Place: sample.GuihuaCommunity}); err != nil {
		panic(err)
	}
}

// draws has two of the staff type in a number on the morning after its day, where the
// poll waits for one.
func (w *world) draws(id, number string) {
	if w.poll(id).State != poll.Drawing {
		return
	}
	w.update(twoOfStaff)
	w.passes(2 * day)
	for _, h := range []sample.Hero{sample.XiaoZhou, sample.XiaoLin} {
		w.update(func(tx store.Tx) {
			if _, err := count.Enter(tx, id, number, person(tx, h)); err != nil {
				w.Fatal(err)
			}
		})
	}
	w.passes(day)
}

// TestTiesAreTold: what is even is told to be even, what a lot decided to be drawn, and
// nothing is drawn before its number is known.
func TestTiesAreTold(t *testing.T) {
	option := func(label string, cost int) poll.Option { return poll.Option{Label: label, Cost: cost} }
	places := []poll.Option{option("东门", 0), option("西门", 0), option("亭子", 0)}
	for _, tt := range []struct {
		name   string
		change func(*poll.Poll)
		said   []poll.Marks
		waits  bool
		before []string // in what everybody is told at closing
		after  []string // once it is drawn
		never  []string
	}{
		{name: "equal means", change: listed(poll.Rating, 5, places...), said: []poll.Marks{{5, 5, 3}, {4, 4, 0}},
			before: []string{"「东门」「西门」平均分一样高，都是4.50分，并列第一。"}, never: []string{"最高的是", "抽签"}},
		{name: "all blank", change: listed(poll.Rating, 5, places...), said: []poll.Marks{{0, 0, 0}}, before: []string{"没有结果"}},
		{name: "an order without first", change: listed(poll.Ranking, 0, places...), said: []poll.Marks{{1, 2, 3}, {2, 1, 3}}, waits: true,
			before: []string{"「东门」「西门」不分上下，并列第一。谁在前，要抽签。", "从前到后：东门和西门（并列）、亭子", "福彩3D"},
			after:  []string{"不分上下，并列第一。抽签抽到「", "福彩3D的开奖号码：047"}, never: []string{"换一种算法也一样", "排在最前的是"}},
		{name: "an order with a first", change: listed(poll.Ranking, 0, places...), said: []poll.Marks{{1, 2, 3}, {1, 3, 2}},
			before: []string{"排在最前的是「东门」，换一种算法也一样。", "西门和亭子（并列）"}, never: []string{"抽签"}},
		{name: "projects alike", change: listed(poll.Budget, 0, option("长椅", 2_000_000), option("凉亭", 2_000_000), option("路灯", 1_000_000)),
			said: []poll.Marks{{1, 0, 1}, {0, 1, 1}}, waits: true,
			before: []string{"「长椅」「凉亭」得的票和要的钱都一样，要抽签定先后。"},
			after:  []string{"一样多，抽签抽到的。", "一样多，抽签没有抽到。"}, never: []string{"凑不够"}},
		{name: "projects alike that fit", change: listed(poll.Budget, 0, option("长椅", 1_000_000), option("凉亭", 1_000_000)),
			said: []poll.Marks{{1, 1}, {1, 0}, {0, 1}}, before: []string{"选上的项目是「长椅」「凉亭」"}, never: []string{"抽签"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			p := w.open(tt.change)
			for i, h := range []sample.Hero{sample.WangGuihua, sample.ZhangXiaoman, sample.LiuChunfeng}[:len(tt.said)] {
				if _, err := w.say(p.ID, h, tt.said[i]...); err != nil && tt.name != "all blank" {
					t.Fatal(err)
				}
			}
			w.passes(p.Closes.Sub(w.now) + day)
			p = w.poll(p.ID)
			if waits := p.State == poll.Drawing; waits != tt.waits {
				t.Fatalf("%s: %s", p.State, ballot.Verdict(p))
			}
			w.holds(p, tt.before, tt.never)
			if tt.waits {
				w.holds(p, nil, append(tt.after, "抽签抽到"))
			}
			root := p.Root
			w.draws(p.ID, "047")
			if p = w.poll(p.ID); p.State != poll.Published || p.Root != root {
				t.Errorf("%s, %s was %s", p.State, p.Root, root)
			}
			w.holds(p, tt.after, tt.never)
		})
	}
}

// holds looks for what is told of a poll, and for what must not be.
func (w *world) holds(p poll.Poll, want, never []string) {
	w.Helper()
	w.update(func(tx store.Tx) {
		said := tell.ResultText(tx, p)
		for _, words := range want {
			if !strings.Contains(said, words) {
				w.Errorf("nothing is said of %q:\n%s", words, said)
			}
		}
		for _, words := range never {
			if !strings.HasPrefix(words, "福彩") && strings.Contains(said, words) {
				w.Errorf("it is said %q:\n%s", words, said)
			}
		}
	})
}

// lottery is a poll in which three want one seat.
func (w *world) lottery() poll.Poll {
	p := w.open(func(p *poll.Poll) {
		listed(poll.Seats, 0, poll.Option{Label: "车位", Seats: 1})(p)
		p.Drawn = true
	})
	for _, h := range []sample.Hero{sample.WangGuihua, sample.ZhangXiaoman, sample.LiuChunfeng} {
		if _, err := w.say(p.ID, h, 1); err != nil {
			w.Fatal(err)
		}
	}
	w.passes(p.Closes.Sub(w.now) + time.Hour)
	return w.poll(p.ID)
}

// TestNobodyDrawsAlone: the number is taken after it is drawn, from two of the staff who
// read the same.
func TestNobodyDrawsAlone(t *testing.T) {
	w := newWorld(t)
	w.update(twoOfStaff)
	p := w.lottery()
	if p.State != poll.Drawing || !p.Waits() {
		t.Fatalf("%s", p.State)
	}
	type act struct {
		who    sample.Hero
		number string
		says   string
		refuse bool
	}
	enter := func(a act) {
		t.Helper()
		w.update(func(tx store.Tx) {
			said, err := count.Enter(tx, p.ID, a.number, person(tx, a.who))
			if a.refuse {
				wantRefusal(t, err, a.says)
			} else if err != nil || !strings.Contains(said, a.says) {
				t.Errorf("%s, %v; want %s", said, err, a.says)
			}
		})
	}
	enter(act{sample.XiaoZhou, "047", "开了再填", true})
	w.passes(2 * day)
	for _, a := range []act{
		{sample.LiuChunfeng, "047", "没有找到归您管", true},
		{sample.XiaoZhou, "47", "三个数字", true},
		{sample.XiaoZhou, "046", "还要另一位同事", false},
		{sample.XiaoZhou, "047", "还要另一位同事", false}, // twice by one is not two
		{sample.XiaoLin, "048", "不一样", false},
	} {
		enter(a)
		if w.poll(p.ID).State != poll.Drawing {
			t.Fatalf("drawn after %+v", a)
		}
	}
	enter(act{sample.XiaoLin, "047", "正在抽签", false})
	enter(act{sample.XiaoLin, "047", "已经填好了", true})
	w.passes(day)
	if p = w.poll(p.ID); p.State != poll.Published || p.Lot.Number != "047" {
		t.Errorf("%s, %+v", p.State, p.Lot)
	}
	recounted(t, w, p.ID, []string{"a", "a", "a"}, "车位：名额 1，报名 3，得到名额 1，候补 2")
}

// TestWhatWasToldAtTheOpening: a poll that was told its seed at the opening is drawn by
// that, at closing, and its list is of the first format.
func TestWhatWasToldAtTheOpening(t *testing.T) {
	w := newWorld(t)
	p := w.open(func(p *poll.Poll) {
		listed(poll.Seats, 0, poll.Option{Label: "车位", Seats: 1})(p)
		p.Drawn, p.Seed = true, "E2VGQBFH"
	})
	for _, h := range []sample.Hero{sample.WangGuihua, sample.ZhangXiaoman} {
		if _, err := w.say(p.ID, h, 1); err != nil {
			t.Fatal(err)
		}
	}
	w.passes(p.Closes.Sub(w.now) + day)
	if p = w.poll(p.ID); p.State != poll.Published || p.Lot != nil {
		t.Fatalf("%s, %+v", p.State, p.Lot)
	}
	w.view(func(tx store.Reader) {
		l, err := count.List(tx, p.ID)
		if err != nil || l.Header.Format != proof.FirstFormat || l.Header.Rule.Seed != "E2VGQBFH" {
			t.Error(err, l.Header.Format)
		}
		if seated := l.Result.Figures.([]tally.Seated); len(seated[0].In) != 1 {
			t.Error(seated)
		}
	})
	if how := strings.Join(p.Result.How, "\n"); !strings.Contains(how, "E2VG-QBFH") || !strings.Contains(how, "算的时候不带短横：E2VGQBFH") {
		t.Error(how)
	}
}
