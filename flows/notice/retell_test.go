package notice_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/flows/notice"
	"yishi/flows/notice/send"
	"yishi/store"
)

// TestThousandsHearOfACorrectionInStretches: no transaction tells more than some of them,
// what was begun goes on from where it stood, and a second correction takes the place of
// the first for who has not heard of it: each hears once.
func TestThousandsHearOfACorrectionInStretches(t *testing.T) {
	const people, stretch = 3000, 200
	w := newWorld(t)
	id := w.send(func(n *notice.Notice) {
		n.Kind, n.Title, n.Text, n.At = notice.Plain, "停水", "12月3日停水", time.Time{}
		n.To = directory.Audience{Place: sample.GuihuaYuan3, MinAge: 200} // nobody: they are made here
	})
	w.do(func(tx store.Tx) {
		n, _ := notice.Get(tx, id)
		for i := range people {
			outbox.Add(tx, outbox.Message{
				To: bot.Address{Channel: "telegram", Chat: fmt.Sprint(i)}, Person: fmt.Sprintf("r%04d", i), Of: n.Of(), State: outbox.Sent, Out: notice.Letter(tx, n),
			})
		}
	})
	correct := func(text string) (told int) {
		w.do(func(tx store.Tx) {
			to, _ := notice.Get(tx, id)
			to.Text = text
			var err error
			if told, err = w.sender().Correct(tx, person(tx, sample.XiaoZhou), id, to); err != nil {
				t.Fatal(err)
			}
		})
		return told
	}
	heard := func() (n int) {
		w.do(func(tx store.Tx) {
			of, _ := notice.Get(tx, id)
			n = outbox.ReportOf(tx, of.OfFix()).Queued
		})
		return n
	}
	next := func() {
		w.do(func(tx store.Tx) {
			if err := send.Kit(photo).Due["notice.retell"](tx, agenda.Entry{Ref: id}); err != nil {
				t.Fatal(err)
			}
		})
	}
	if told := correct("12月4日停水"); told != people || heard() != stretch {
		t.Errorf("%d are to hear, %d have at once", told, heard())
	}
	if next(); heard() != 2*stretch {
		t.Errorf("%d have heard after a second stretch", heard())
	}
	if told := correct("12月5日停水"); told != people || heard() != stretch {
		t.Errorf("%d are to hear of the second, %d have at once", told, heard())
	}
	desk := house.Kit{
		Name: "door", Hear: "hear", Arrive: func(*talk.Call, string, bool) error { return nil },
		Flows: []*talk.Flow{{Name: "hear", Title: "听", Run: func(c *talk.Conv) error { return c.End("没听懂。") }}},
	}
	h := house.New(house.Config{Store: w.store, Kits: append(noticeKits(w.photo), desk)}) // as after a crash: what is due is all that is known
	if err := h.Agenda.Due(context.Background()); err != nil {
		t.Fatal(err)
	}
	if heard() != people {
		t.Errorf("%d of %d have heard in the end", heard(), people)
	}
	w.do(func(tx store.Tx) {
		for entry := range agenda.Entries.All(tx) {
			if entry.Kind == "notice.retell" {
				t.Errorf("a stretch is left: %v", entry)
			}
		}
	})
}
