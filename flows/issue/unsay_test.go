package issue_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory/sample"
	"yishi/flows/issue"
	"yishi/store"
)

// An answer that was taken back is none: the promise stands, and is missed.
func TestAnUnsaidAnswerKeepsNoPromise(t *testing.T) {
	w := newWorld(t)
	no := w.file(sample.WangGuihua, "路灯坏了", sample.GuihuaYuan3)
	w.do(func(tx store.Tx) {
		chen := person(tx, sample.LaoChen)
		_, err := issue.AnswerTo(tx, chen, no, "明天来换", time.Time{})
		fine(t, err)
		_, _, err = issue.Unsay(tx, chen, no)
		fine(t, err)
	})
	if i := w.get(no); i.State != issue.Open || i.Handler != "" || !i.Waits() {
		t.Errorf("after it was taken back: %+v", i)
	}
	w.pass(10 * 24 * time.Hour)
	if i := w.get(no); i.Late == 0 {
		t.Error("nobody noticed that there is no answer")
	}
}

// Closing that was taken back asks for no rating.
func TestAnUnsaidClosingAsksNothing(t *testing.T) {
	w := newWorld(t)
	no := w.file(sample.WangGuihua, "路灯坏了", sample.GuihuaYuan3)
	w.do(func(tx store.Tx) {
		chen := person(tx, sample.LaoChen)
		_, err := issue.Finish(tx, chen, no, issue.Ending{Text: "换了灯", Cost: 20_00})
		fine(t, err)
		_, _, err = issue.Unsay(tx, chen, no)
		fine(t, err)
	})
	w.pass(60 * time.Hour)
	if i := w.get(no); i.State == issue.Closed || i.Asked != 0 || i.Cost != 0 {
		t.Errorf("after it was taken back: %+v", i)
	}
}

// What was said stays said after a minute, when something came after it, and for
// everybody but who said it.
func TestWhatCannotBeUnsaid(t *testing.T) {
	refused := func(w *world, by sample.Hero, no, words string) {
		t.Helper()
		w.do(func(tx store.Tx) {
			_, _, err := issue.Unsay(tx, person(tx, by), no)
			var refusal bot.Refusal
			if !errors.As(err, &refusal) || !strings.Contains(string(refusal), words) {
				t.Errorf("got %v, want a refusal with %q", err, words)
			}
		})
	}
	answered := func() (*world, string) {
		w := newWorld(t)
		no := w.file(sample.WangGuihua, "路灯坏了", sample.GuihuaYuan3)
		w.do(func(tx store.Tx) {
			_, err := issue.AnswerTo(tx, person(tx, sample.LaoChen), no, "明天来换", time.Time{})
			fine(t, err)
		})
		return w, no
	}
	w, no := answered()
	refused(w, sample.XiaoZhou, no, "收不回来了")
	w.pass(time.Minute)
	refused(w, sample.LaoChen, no, "过了1分钟")

	w, no = answered()
	w.do(func(tx store.Tx) {
		_, err := issue.Withdraw(tx, person(tx, sample.WangGuihua), no)
		fine(t, err)
	})
	refused(w, sample.LaoChen, no, "新的情况")
}
