package inbox_test

import (
	"context"
	"testing"
	"time"

	"yishi/bot"
	"yishi/store"
)

// Two people's messages with one id in one second are two messages.
func TestTwoPeopleWithOneID(t *testing.T) {
	w := newWorld(t)
	a, b := w.in("甲", bot.Text, "提问"), w.in("乙", bot.Text, "菜单")
	b.ID, b.At = a.ID, a.At
	for _, in := range []*bot.In{&a, &b} {
		in.Channel, in.Claim = "wechat", true
	}
	for range 2 { // and again
		if got := w.handle(a).Out.Text; got != "您好。\n\n问吧。" {
			t.Errorf("甲 was told %s", got)
		}
		if got := w.handle(b).Out.Text; got != "您好。\n\n菜单。\n1 我要报修\n2 投票" && got != "您好。\n\n菜单。" {
			t.Errorf("乙 was told %s", got)
		}
	}
}

// Two people's messages with one id that both fail are both tried again.
func TestTwoPeopleWithOneIDThatFail(t *testing.T) {
	w := newWorld(t)
	w.says("甲", "出错", "甲: 您好。\n\n说吧。")
	w.says("乙", "出错", "乙: 您好。\n\n说吧。")
	w.fault = func() error { return context.DeadlineExceeded }
	a, b := w.in("甲", bot.Text, "甲的话"), w.in("乙", bot.Text, "乙的话")
	b.ID, b.At = a.ID, a.At
	w.handle(a)
	w.handle(b)
	w.telegram.take()
	w.fault = nil
	w.later(time.Minute)
	if got := w.notes(); got != "乙的话 甲的话" {
		t.Errorf("noted %q", got)
	}
}

// What an earlier version handled is not handled again; as it did not note whose a
// message was, nobody is shown that answer.
func TestWhatAnEarlierVersionHandledStaysHandled(t *testing.T) {
	w := newWorld(t)
	in := w.in("甲", bot.Text, "菜单")
	in.Channel, in.Claim = "wechat", true
	err := w.store.Update(context.Background(), func(tx store.Tx) error {
		tx.Put("seen", store.Key(in.Channel, in.At, in.ID), []byte(`{"channel":"wechat","id":"`+in.ID+`","out":{"text":"别人的"}}`))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if a := w.handle(in); a.Out != nil {
		t.Errorf("it is answered with %s", a.Out.Text)
	}
}

func TestAPhotoThereIsNoRoomForHasToWait(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	w.telegram.fails = bot.ErrFull
	photo := w.in("甲", bot.Photo, "")
	photo.File = "f"
	w.gives(photo, "甲: 看到了。; 甲: 现在放照片和语音的地方满了，您发的要等一等才能收进来。事情请先打字说清楚。")
	w.later(time.Hour)
	w.says("甲", "报修", "甲: 什么问题？") // and the bot goes on talking
	w.telegram.fails = nil
	w.later(time.Hour)
	if m := w.media(); m.Name == "" || m.Lost {
		t.Errorf("%+v", m)
	}
}

// What iPhones make is told from what it holds, whatever it is called.
func TestAPhotoThatNobodyCanOpenIsTold(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	w.telegram.holds = "\x00\x00\x00\x18ftypheic an iPhone's"
	photo := w.in("甲", bot.Photo, "")
	photo.File = "f"
	w.gives(photo, "甲: 看到了。; 甲: 您发的照片打不开，没有收到。请当图片发，不要当文件发。")
	if m := w.media(); !m.Lost || m.Name != "" || len(w.jobs()) > 0 {
		t.Errorf("%+v, %d jobs", m, len(w.jobs()))
	}
}

func TestALostPhotoIsTold(t *testing.T) {
	large := "您发的照片太大，没有收到。请当图片发，不要当文件发。"
	w := newWorld(t)
	w.met("甲")
	photo := w.in("甲", bot.Photo, "")
	photo.File, photo.Lost = "f", bot.TooLarge // the platform says so at once
	w.gives(photo, "甲: "+large)
	w.says("甲", "报修", "甲: 什么问题？")
	photo.ID = "again"
	w.gives(photo, "甲: "+large+"\n\n什么问题？")
	photo = w.in("甲", bot.Photo, "灯坏了")
	photo.Lost = bot.TooLarge
	w.gives(photo, "甲: "+large+"\n\n哪里？")
	if len(w.jobs()) > 0 {
		t.Error("it is fetched")
	}

	for fails, want := range map[error]string{
		bot.TooLarge: large, store.ErrTooLarge: large,
		bot.NotThere: "您发的照片没有收到。麻烦再发一次。",
	} {
		w := newWorld(t)
		w.met("甲")
		w.telegram.fails = fails
		photo := w.in("甲", bot.Photo, "")
		photo.File = "f"
		w.gives(photo, "甲: 看到了。; 甲: "+want)
		if m := w.media(); !m.Lost || len(w.jobs()) > 0 {
			t.Errorf("%+v, %d jobs", m, len(w.jobs()))
		}
	}
}
