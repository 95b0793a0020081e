package poll_test

import (
	"fmt"
	"testing"
	"time"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/run"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// people fills a building, each in a home of their own.
func (w *world) people(n int) {
	w.update(func(tx store.Tx) {
		for i := range n {
			directory.PutPerson(tx, directory.Person{
				ID: fmt.Sprintf("p%06d", i), Trust: directory.Claimed,
				Ties: []directory.Tie{{Home: fmt.Sprintf("%s/%d/%d", sample.GuihuaYuan3, i%9+1, i), As: directory.Owner}},
			})
		}
	})
}

// TestLongRegister: it is made a stretch at a time, nobody twice, and the poll
// opens when it is done.
func TestLongRegister(t *testing.T) {
	w := newWorldAt(t, time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC))
	w.people(2500)
	p := w.open(nil)
	if p.State != poll.Announced || p.Frozen || p.Electorate == 0 || p.Electorate > 1000 {
		t.Fatalf("at once it is %s with %d on the register", p.State, p.Electorate)
	}
	var early directory.Person
	w.update(func(tx store.Tx) { // the first moves behind all others: they come by again
		early, _ = directory.GetPerson(tx, "p000000")
		early.Ties[0].Home = sample.GuihuaYuan3 + "/9/99999"
		directory.PutPerson(tx, early)
		_, err := cast.Cast(tx, poll.RandomCodes, p.ID, early, cast.Said{Marks: p.Picked("a")}, "")
		wantRefusal(t, err, "还没有开始")
	})
	w.passes(0)
	p = w.poll(p.ID)
	if p.State != poll.Opened || p.Electorate != 2501 {
		t.Errorf("then it is %s with %d on the register", p.State, p.Electorate)
	}
	w.update(func(tx store.Tx) {
		if live := poll.Live(tx, p.ID); live.Of != 2501 || live.Took != 0 {
			t.Errorf("%+v", live)
		}
		if _, err := cast.Cast(tx, poll.RandomCodes, p.ID, early, cast.Said{Marks: p.Picked("a")}, ""); err != nil {
			t.Error(err)
		}
		if live := poll.Live(tx, p.ID); live.Of != 2501 || live.Took != 1 || live.Late != 0 {
			t.Errorf("%+v", live)
		}
	})
}

// TestScheduled: nothing is taken before the opening; cancelled before it, it
// never opens.
func TestScheduled(t *testing.T) {
	w := newWorld(t)
	later := func(p *poll.Poll) { p.Opens = w.now.Add(24 * time.Hour) }
	p, dropped := w.open(later), w.open(later)
	w.update(func(tx store.Tx) {
		if _, err := run.Cancel(tx, dropped.ID, "不办了", person(tx, sample.XiaoZhou)); err != nil {
			t.Error(err)
		}
	})
	_, err := w.cast(p.ID, sample.WangGuihua, "", "a")
	wantRefusal(t, err, "还没有开始")
	w.passes(24 * time.Hour)
	if a, b := w.poll(p.ID).State, w.poll(dropped.ID).State; a != poll.Opened || b != poll.Cancelled {
		t.Errorf("at its time it is %s, the cancelled one %s", a, b)
	}
	if _, err := w.cast(p.ID, sample.WangGuihua, "", "a"); err != nil {
		t.Error(err)
	}
}

func TestExtend(t *testing.T) {
	w := newWorld(t)
	p := w.open(nil)
	extend := func(h sample.Hero, to time.Time, why string) (err error) {
		w.update(func(tx store.Tx) { _, err = run.Extend(tx, p.ID, to, why, person(tx, h)) })
		return err
	}
	wantRefusal(t, extend(sample.XiaoLin, p.Closes.Add(time.Hour), "人不够"), "没有找到")
	wantRefusal(t, extend(sample.XiaoZhou, p.Closes.Add(-time.Hour), "人不够"), "往后")
	wantRefusal(t, extend(sample.XiaoZhou, p.Closes, "人不够"), "往后")
	wantRefusal(t, extend(sample.XiaoZhou, p.Closes.Add(time.Hour), ""), "为什么")
	wantRefusal(t, extend(sample.XiaoZhou, p.Closes.Add(91*24*time.Hour), "人不够"), "90天")
	later := p.Closes.Add(48 * time.Hour)
	if err := extend(sample.XiaoZhou, later, "人不够"); err != nil {
		t.Fatal(err)
	}
	w.passes(p.Closes.Sub(w.now) + time.Hour)
	if _, err := w.cast(p.ID, sample.WangGuihua, "", "a"); err != nil {
		t.Errorf("after its old time: %v", err)
	}
	w.passes(later.Add(poll.Grace).Sub(w.now))
	if got := w.poll(p.ID); got.Result == nil || got.Result.Took != 1 {
		t.Errorf("after its new time it is %s", got.State)
	}
	wantRefusal(t, extend(sample.XiaoZhou, later.Add(time.Hour), "再来"), "已经结束")
}

func TestReviewRules(t *testing.T) {
	w := newWorld(t)
	w.update(func(tx store.Tx) {
		zhou, lin := person(tx, sample.XiaoZhou), person(tx, sample.XiaoLin)
		wantRefusal(t, run.SetReview(tx, sample.GuihuaCommunity, true, lin), "不归您负责")
		if err := run.SetReview(tx, sample.GuihuaCommunity, true, zhou); err != nil {
			t.Fatal(err)
		}
		_, err := run.Open(tx, w.draft(), zhou)
		wantRefusal(t, err, "还没有别的同事")
		if lin, err = directory.GiveRole(tx, lin, directory.Role{Role: directory.Staff, Place: sample.GuihuaYuan}); err != nil {
			t.Fatal(err)
		}
		p, err := run.Open(tx, w.draft(), zhou)
		if err != nil || p.State != poll.Draft {
			t.Fatalf("it is %s, %v", p.State, err)
		}
		if len(poll.Current(tx)) > 0 || len(voice.Theirs(tx, person(tx, sample.WangGuihua))) > 0 {
			t.Error("residents see a draft")
		}
		_, err = cast.Cast(tx, poll.RandomCodes, p.ID, person(tx, sample.WangGuihua), cast.Said{Marks: p.Picked("a")}, "")
		wantRefusal(t, err, "没有找到")
		_, err = run.Approve(tx, p.ID, zhou)
		wantRefusal(t, err, "另一位")
		_, err = run.Approve(tx, p.ID, person(tx, sample.LiuChunfeng))
		wantRefusal(t, err, "没有找到")
		_, err = run.Return(tx, p.ID, " ", lin)
		wantRefusal(t, err, "要改什么")
		if p, err = run.Approve(tx, p.ID, lin); err != nil || p.State != poll.Opened || p.Reviewer != lin.ID {
			t.Errorf("approved it is %s by %q, %v", p.State, p.Reviewer, err)
		}
		_, err = run.Return(tx, p.ID, "晚了", lin)
		wantRefusal(t, err, "复核过了")
	})
}

// TestArchive: a result is shown for thirty days.
func TestArchive(t *testing.T) {
	w := newWorld(t)
	p := w.open(nil)
	w.passes(96 * time.Hour)
	w.passes(30 * 24 * time.Hour)
	if got := w.poll(p.ID).State; got != poll.Archived {
		t.Errorf("after a month it is %s", got)
	}
	_, err := w.cast(p.ID, sample.WangGuihua, "", "a")
	wantRefusal(t, err, "已经截止")
}
