package inbox_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/outbox"
	"yishi/store"
)

func pacedWorld(t *testing.T) *world {
	w := newWorld(t)
	w.paced = true
	w.restart()
	w.met("甲")
	w.met("乙")
	return w
}

// sends has somebody send n messages within one moment.
func (w *world) sends(n int, from string, kind bot.Kind, change func(in *bot.In)) {
	w.t.Helper()
	for i := range n {
		in := bot.In{ID: fmt.Sprint(from, kind, i), At: w.now, Address: bot.Address{Channel: "telegram", Chat: from}, From: from, Kind: kind, Text: "菜单"}
		if change != nil {
			change(&in)
		}
		if _, err := w.house.Inbox.Handle(context.Background(), in); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *world) queued() (n int) {
	w.view(func(tx store.Reader) { n = outbox.Pending(tx)[outbox.Queued] })
	return n
}

const tooFast = "您发得太快了，有几条没有收到。请等一分钟，再发一遍。"

// 4,300 messages of one person: they are told, and another is answered at once.
func TestAFloodOfOnePersonHoldsUpNobody(t *testing.T) {
	w := pacedWorld(t)
	w.sends(4300, "甲", bot.Text, nil)
	if n := w.queued(); n != 61 {
		t.Errorf("%d answers are owed", n)
	}
	w.sends(1, "乙", bot.Text, nil)
	w.settle()
	got := w.telegram.take()
	if !strings.Contains(got, "乙: 菜单。") || strings.Count(got, "甲: "+tooFast) != 1 {
		t.Errorf("sent %s", got)
	}
	w.sends(1, "甲", bot.Text, nil) // its id is known: the same answer, nothing more
	w.settle()
	if got := w.telegram.take(); got != "" {
		t.Errorf("an old message again gives %s", got)
	}
	w.later(time.Minute)
	w.says("甲", "菜单", "甲: 菜单。")
}

func TestAFloodOfPhotosAndPresses(t *testing.T) {
	w := pacedWorld(t)
	for range 4 {
		w.sends(50, "甲", bot.Photo, func(in *bot.In) { in.ID += w.now.String(); in.File = in.ID })
		w.later(time.Minute)
	}
	if got := w.telegram.take(); strings.Count(got, "看到了。") > 110 || !strings.Contains(got, "您今天发的照片和语音太多了，没有都收下。") {
		t.Errorf("sent %s", got)
	}
	w.sends(70, "乙", bot.Press, func(in *bot.In) { in.Text = "vote:1" })
	a := w.handle(bot.In{ID: "x", At: w.now, Address: bot.Address{Channel: "telegram", Chat: "乙"}, From: "乙", Kind: bot.Press, Text: "vote:2"})
	if a.Toast == "投了2" {
		t.Error("a press beyond the pace counts")
	}
}

// A group is neither told nor held to a person's pace by its own talk.
func TestTheTalkOfAGroupIsNoFlood(t *testing.T) {
	w := pacedWorld(t)
	w.telegram.take()
	inGroup := func(in *bot.In) { in.Chat, in.Group, in.ID = "-1", true, "g"+in.ID }
	w.sends(100, "甲", bot.Text, inGroup)
	w.says("甲", "菜单", "甲: 菜单。")
	w.sends(100, "甲", bot.Text, func(in *bot.In) { inGroup(in); in.ToUs = true; in.ID += "us" })
	w.settle()
	if got := w.telegram.take(); strings.Contains(got, tooFast) || strings.Count(got, "-1: 菜单。") > 61 {
		t.Errorf("the group reads %s", got)
	}
}
