package talk_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/bot/talk/replay"
	"yishi/store"
)

// swallow runs fn and recovers whatever it panics with, as no flow should.
func swallow(fn func()) {
	defer func() { _ = recover() }()
	fn()
}

func TestAFlowThatRecoversTheStopIsReported(t *testing.T) {
	w := newWorld(t, &talk.Flow{Name: "f", Run: func(c *talk.Conv) error {
		swallow(func() { c.Text("a", "一？") })
		c.Say("went on")
		return c.End("end")
	}})
	err := w.do(func(tx store.Tx) error {
		_, err := w.engine.Start(tx, here, w.who, talk.Start{Flow: "f"})
		return err
	})
	if !errors.Is(err, replay.ErrSwallowed) || !strings.Contains(err.Error(), "f") {
		t.Errorf("got %v", err)
	}
	if _, open := w.journal(); open {
		t.Error("a journal was kept")
	}
}

func TestAfterTheStopAConversationIsInert(t *testing.T) {
	wrote := false
	w := newWorld(t, &talk.Flow{Name: "f", Run: func(c *talk.Conv) error {
		swallow(func() { c.Text("a", "一？") })
		c.Say("said")
		c.Show("shown")
		swallow(func() { c.Confirm("b", "二？") })
		swallow(func() {
			talk.Step(c, "s", func(tx store.Tx) (int, error) { wrote = true; return 1, nil })
		})
		swallow(func() { talk.Machine(c, "m", "think", 1, "", func() int { return 1 }) })
		c.Goto("f", nil)
		c.Text("z", "再问？") // the last stop is not recovered
		return nil
	}})
	check(t, "start", w.start("f", nil), "一？")
	if wrote || w.entries() != "" || len(w.jobs()) > 0 {
		t.Error("it did something after it was stopped")
	}
}

// One conversation run inside another: each engine recovers only its own stop.
func TestNestedConversationsStopEachTheirOwn(t *testing.T) {
	inner := newWorld(t, asking("in")...)
	w := newWorld(t, &talk.Flow{Name: "outer", Run: func(c *talk.Conv) error {
		inner.start("f", nil)
		c.Text("out", "外面？")
		return nil
	}})
	check(t, "start", w.start("outer", nil), "外面？")

	var outer *talk.Conv
	leak := &talk.Flow{Name: "leak", Run: func(c *talk.Conv) error { outer.Text("out", "外面？"); return nil }}
	inner.deploy([]*talk.Flow{leak})
	w.deploy([]*talk.Flow{{Name: "outer", Run: func(c *talk.Conv) error {
		outer = c
		inner.start("leak", nil) // its engine lets the stop of ours pass
		return nil
	}}})
	w.do(func(tx store.Tx) error { j, _ := replay.Open(tx, here); w.engine.Drop(tx, j); return nil })
	check(t, "start", w.start("outer", nil), "外面？")
	if _, open := inner.journal(); !open {
		t.Error("the first inner conversation should be there")
	}
}

func TestAnotherPanicRollsBack(t *testing.T) {
	w := newWorld(t, &talk.Flow{Name: "f", Run: func(c *talk.Conv) error {
		c.Text("a", "一？")
		talk.Step(c, "s", func(tx store.Tx) (int, error) { tx.Put("filed", "x", []byte("1")); return 1, nil })
		panic("our mistake")
	}})
	w.start("f", nil)
	func() {
		defer func() {
			if r := recover(); r != "our mistake" {
				t.Errorf("recovered %v", r)
			}
		}()
		w.try(replay.Event{Kind: replay.Words, Text: "答"})
	}()
	nothingFiled(t, w)
	check(t, "afterwards", w.event(replay.Event{}), "一？")
}

func TestAnErrorAfterWritingUndoesTheWriting(t *testing.T) {
	ours := errors.New("the disk of somebody else is full")
	w := newWorld(t, &talk.Flow{Name: "f", Run: func(c *talk.Conv) error {
		c.Text("a", "一？")
		_, err := talk.Step(c, "s", func(tx store.Tx) (int, error) { tx.Put("filed", "x", []byte("1")); return 0, ours })
		return err
	}})
	w.start("f", nil)
	if _, err := w.try(replay.Event{Kind: replay.Words, Text: "答"}); !errors.Is(err, ours) {
		t.Errorf("got %v", err)
	}
	nothingFiled(t, w)
}

func nothingFiled(t *testing.T, w *world) {
	t.Helper()
	w.store.View(context.Background(), func(tx store.Reader) error {
		if tx.Get("filed", "x") != nil {
			t.Error("what was written is still there")
		}
		return nil
	})
	if w.entries() != "" {
		t.Errorf("the journal went on: %s", w.entries())
	}
}

func TestARefusalIsTheLastWord(t *testing.T) {
	w := newWorld(t, &talk.Flow{Name: "f", Run: func(c *talk.Conv) error {
		c.Text("a", "一？")
		c.Say("看了一下。")
		_, err := talk.Step(c, "s", func(store.Tx) (int, error) { return 0, bot.Refuse("名额满了。") })
		return err
	}})
	w.start("f", nil)
	if res := w.says("答", "看了一下。\n\n名额满了。"); !res.Ended {
		t.Error("it goes on")
	}
}

func TestAnUnsteadyFlowIsFoundOut(t *testing.T) {
	runs := 0
	unsteady := []func(*talk.Conv) error{
		func(c *talk.Conv) error { runs++; c.Text(string(rune('a'+runs)), "一？"); return nil },
		func(c *talk.Conv) error { runs++; c.Text("a", "第%d次？", runs); return nil },
		func(c *talk.Conv) error {
			if runs++; runs%2 == 0 {
				return nil
			}
			c.Text("a", "一？")
			return nil
		},
		func(c *talk.Conv) error {
			if runs++; runs%2 == 0 {
				talk.Step(c, "s", func(store.Tx) (int, error) { return 1, nil })
			}
			c.Text("a", "一？")
			return nil
		},
	}
	for i, run := range unsteady {
		runs = 0
		w := newWorld(t, &talk.Flow{Name: "f", Run: run})
		err := w.do(func(tx store.Tx) error {
			_, err := w.engine.Start(tx, here, w.who, talk.Start{Flow: "f"})
			return err
		})
		if !errors.Is(err, replay.ErrUnsteady) {
			t.Errorf("%d: %v", i, err)
		}
	}
}
