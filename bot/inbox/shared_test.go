package inbox_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// shared is a world whose WeChat account is somebody else's, too.
func shared(t *testing.T, words ...string) *world {
	w := newWorld(t)
	w.wechat.limits.Shared = &bot.Shared{Words: words}
	w.restart()
	return w
}

// relayed has somebody send to the shared account, and returns whether it was left
// to the owner, or what we answered.
func (w *world) relayed(from string, kind bot.Kind, text string) string {
	w.t.Helper()
	in := w.in(from, kind, text)
	in.Channel, in.Claim = "wechat", true
	return w.left(in)
}

func (w *world) left(in bot.In) string {
	w.t.Helper()
	a := w.handle(in)
	if w.wechat.take(); a.Pass && a.Out == nil {
		return "theirs"
	} else if a.Pass || a.Out == nil {
		return fmt.Sprintf("%+v", a)
	}
	return "ours"
}

func TestWhatIsNotForUsIsLeftToTheOwnerOfTheAccount(t *testing.T) {
	w := shared(t)
	step := func(want string, kind bot.Kind, text string) {
		t.Helper()
		if got := w.relayed("甲", kind, text); got != want {
			t.Errorf("%s %q is %s, not %s", kind, text, got, want)
		}
	}
	// Of a stranger to us nothing is kept, whatever they say to the owner.
	for _, kind := range []bot.Kind{bot.Text, bot.Photo, bot.Voice, bot.Location, bot.Other, bot.Follow, bot.Scan, bot.Press, bot.Leave, bot.Receipt} {
		step("theirs", kind, "医保怎么交")
	}
	step("theirs", bot.Text, "1")
	step("theirs", bot.Text, "内部") // a word of staff
	w.view(func(tx store.Reader) {
		if _, known := directory.GetAccount(tx, "wechat", "甲"); known {
			t.Error("who spoke to the owner is known to us")
		}
		for key := range tx.Scan("seen", "", "") {
			t.Errorf("a message to the owner is kept: %s", key)
		}
	})
	// A word of ours begins; from then on it is us who is talked with.
	step("ours", bot.Text, "报修")
	step("ours", bot.Text, "医保怎么交")
	step("ours", bot.Text, "1")
	if got := w.notes(); got != "医保怎么交@a" {
		t.Errorf("noted: %s", got)
	}
	step("ours", bot.Photo, "") // just behind
	w.later(6 * time.Minute)
	step("theirs", bot.Text, "谢谢")
	step("theirs", bot.Photo, "")
	// A menu entry and what our numbers say.
	step("ours", bot.Press, "菜单")
	w.later(6 * time.Minute)
	step("theirs", bot.Text, "今天天气")
	step("ours", bot.Text, "2")
	step("ours", bot.Press, "vote:1")
	w.later(6 * time.Minute)
	step("theirs", bot.Press, "owner:1")
	step("theirs", bot.Press, "缴费")
}

// The same message brought again gets the same answer, also when nothing is open any more.
func TestAMessageOfOursBroughtAgainIsOurs(t *testing.T) {
	w := shared(t)
	w.relayed("甲", bot.Text, "报修")
	w.relayed("甲", bot.Text, "灯坏了")
	in := w.in("甲", bot.Text, "1")
	in.Channel, in.Claim = "wechat", true
	for range 2 {
		if got := w.left(in); got != "ours" {
			t.Errorf("it is %s", got)
		}
		w.later(10 * time.Minute)
	}
}

// Words that the configuration names are ours, and of the others none; what only
// staff can say needs no naming.
func TestOnlyTheNamedWordsAreOurs(t *testing.T) {
	w := shared(t, "议事", "/report")
	for words, want := range map[string]string{"议事": "ours", "菜单": "theirs", "报 修": "theirs", "/report": "ours"} {
		if got := w.relayed(words, bot.Text, words); got != want {
			t.Errorf("%s is %s, not %s", words, got, want)
		}
	}
}

// Who leaves the account, and comes back, has left us too; the owner hears of both.
func TestLeavingConcernsBoth(t *testing.T) {
	w := shared(t)
	w.relayed("甲", bot.Press, "菜单")
	for _, kind := range []bot.Kind{bot.Leave, bot.Follow} {
		if got := w.relayed("甲", kind, ""); got != "theirs" {
			t.Errorf("%s is %s", kind, got)
		}
		w.view(func(tx store.Reader) {
			if a, _ := directory.GetAccount(tx, "wechat", "甲"); a.Gone != (kind == bot.Leave) {
				t.Errorf("after %s: gone %v", kind, a.Gone)
			}
		})
	}
}

// The owner does not wait for our writer.
func TestWhatIsNotForUsWaitsForNobody(t *testing.T) {
	w := shared(t)
	held, free := make(chan bool), make(chan bool)
	go w.store.Update(context.Background(), func(store.Tx) error {
		close(held)
		<-free
		return nil
	})
	<-held
	defer close(free)
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	in := w.in("甲", bot.Text, "医保怎么交")
	in.Channel, in.Claim = "wechat", true
	a, err := w.house.Inbox.Handle(ctx, in)
	if err != nil || !a.Pass || ctx.Err() != nil {
		t.Errorf("%+v, %v, %v", a, err, ctx.Err())
	}
}
