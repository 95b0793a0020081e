package inbox_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/inbox"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/bot/talk/replay"
	"yishi/store"
)

func TestAMessageDeliveredAgainHasOneEffectAndTheSameAnswer(t *testing.T) {
	w := newWorld(t)
	vote := w.in("甲", bot.Press, "vote:7")
	claimed := w.in("乙", bot.Text, "菜单")
	claimed.Channel, claimed.Claim = "wechat", true
	for _, in := range []bot.In{vote, claimed} {
		first := w.handle(in)
		w.telegram.take()
		w.restart()
		for range 2 {
			if again := w.handle(in); !reflect.DeepEqual(again, first) {
				t.Errorf("first %+v, again %+v", first, again)
			}
		}
		if more := w.telegram.take() + w.wechat.take(); more != "" {
			t.Errorf("delivered again, it sent %s", more)
		}
	}
	if a := w.handle(claimed); a.Out == nil || !strings.HasPrefix(a.Out.Text, "您好。\n\n菜单。") {
		t.Errorf("the claimed answer is %+v", a.Out)
	}
	if got := w.notes(); got != "vote 7 by 甲" {
		t.Errorf("noted: %s", got)
	}
}

func TestConcurrentDuplicates(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	w.says("甲", "报修", "甲: 什么问题？")
	w.says("甲", "灯坏了", "甲: 哪里？")
	in := w.in("甲", bot.Text, "1")
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			if _, err := w.house.Inbox.Handle(context.Background(), in); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	w.settle()
	if got := w.telegram.take(); got != "甲: 记下了：灯坏了。" {
		t.Errorf("sent %s", got)
	}
}

// An old message pressed today carries its old date: that it was handled must be
// known as long as the platform may deliver it again.
func TestAPressOnAnOldMessageIsRememberedLongEnough(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	press := w.in("甲", bot.Press, "vote:7")
	press.At = press.At.Add(-60 * 24 * time.Hour)
	w.gives(press, "*投了7")
	w.later(25 * time.Hour)
	w.store.Update(context.Background(), func(tx store.Tx) error { tx.Delete("note", store.Key("vote 7 by 甲")); return nil })
	w.gives(press, "*投了7")
	if got := w.notes(); got != "" {
		t.Errorf("it was done again: %s", got)
	}
	w.later(15 * 24 * time.Hour)
	n := 0
	w.view(func(tx store.Reader) {
		for range tx.Scan("seen", "", "") {
			n++
		}
	})
	if n != 0 {
		t.Errorf("%d marks are kept for ever", n)
	}
}

func TestAFailingFlowIsTriedThriceAndParked(t *testing.T) {
	for name, fault := range map[string]func() error{
		"an error": func() error { return errors.New("our mistake") },
		"a panic":  func() error { panic("our mistake") },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			tries := 0
			w.fault = func() error { tries++; return fault() }
			w.met("甲")
			w.says("甲", "出错", "甲: 说吧。")
			in := w.in("甲", bot.Text, "写了就错")
			w.gives(in, "甲: 我这边出了点毛病。您的话记下了，不用再发。")
			w.gives(in, "") // delivered again
			for range 10 {
				w.later(10 * time.Second)
			}
			if more := w.telegram.take(); more != "" || tries != 3 || w.notes() != "" {
				t.Errorf("%d tries, sent %q, written %q", tries, more, w.notes())
			}
			w.view(func(tx store.Reader) {
				list := inbox.ParkedIn(tx)
				if len(list) != 1 || list[0].In.Text != "写了就错" || list[0].Tries != 3 {
					t.Errorf("parked: %+v", list)
				}
				if j, _ := replay.Open(tx, in.Address); j.Open != "words" || len(j.Entries) > 0 {
					t.Errorf("the conversation went on: %+v", j)
				}
			})
			w.fault = nil
			w.says("甲", "再写一次", "甲: 好了。")
		})
	}
}

func TestAMessageThatFailedOnceIsDoneLater(t *testing.T) {
	w := newWorld(t)
	w.fault = func() error { return errors.New("for now") }
	w.met("甲")
	w.says("甲", "出错", "甲: 说吧。")
	w.says("甲", "写", "甲: 我这边出了点毛病。您的话记下了，不用再发。")
	w.fault = nil
	w.later(time.Minute)
	if got := w.telegram.take(); got != "甲: 好了。" || w.notes() != "写" {
		t.Errorf("sent %q, noted %q", got, w.notes())
	}
}

func TestAMessageTriedAgainDoesNotDisturbWhoHasGoneOn(t *testing.T) {
	w := newWorld(t)
	w.fault = func() error { return errors.New("for now") }
	w.met("甲")
	w.says("甲", "出错", "甲: 说吧。")
	w.says("甲", "写", "甲: 我这边出了点毛病。您的话记下了，不用再发。")
	w.fault = nil
	w.says("甲", "取消", "甲: 好的，先不办了。要办的时候再叫我。")
	w.says("甲", "报修", "甲: 什么问题？")
	w.later(time.Minute)
	if got := w.telegram.take(); got != "" {
		t.Errorf("sent %q", got)
	}
}

func TestTextFromBeforeTheQuestionIsNoAnswer(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	early := w.in("甲", bot.Text, "我先说一句")
	w.later(time.Minute)
	w.says("甲", "报修", "甲: 什么问题？")
	w.gives(early, "甲: 我刚问了新的，麻烦您再回一次。\n\n什么问题？")
	w.says("甲", "灯坏了", "甲: 哪里？")
}

func TestTheNewestNumberedMessageWins(t *testing.T) {
	offered := func(w *world) {
		w.says("甲", "通知", "甲: 去不去？")
	}
	t.Run("the offer", func(t *testing.T) {
		w := newWorld(t)
		w.met("甲")
		w.says("甲", "报修", "甲: 什么问题？")
		w.says("甲", "灯坏了", "甲: 哪里？")
		offered(w)
		w.says("甲", "2", "甲: 投了2")
		w.says("甲", "门口", "甲: 记下了：灯坏了。") // words that no offer has go to the question
	})
	t.Run("the question", func(t *testing.T) {
		w := newWorld(t)
		w.met("甲")
		offered(w)
		w.says("甲", "3", "甲: 什么问题？") // its button is a command's word
		w.says("甲", "灯坏了", "甲: 哪里？")
		w.says("甲", "2", "甲: 记下了：灯坏了。")
		if got := w.notes(); got != "灯坏了@b" {
			t.Errorf("noted %s", got)
		}
	})
	t.Run("the question asked before we know that the offer was seen", func(t *testing.T) {
		w := newWorld(t)
		w.met("甲")
		for _, of := range []func(){
			func() { w.handle(w.in("甲", bot.Text, "通知")) },
			func() { w.tell("甲") },
		} {
			w.telegram.shown = func(text string) {
				if w.telegram.shown = nil; text != "去不去？" {
					t.Errorf("shown %q", text)
				}
				if _, err := w.house.Inbox.Handle(context.Background(), w.in("甲", bot.Text, "报修")); err != nil {
					t.Error(err)
				}
			}
			of()
			if got := w.telegram.take(); got != "甲: 去不去？; 甲: 什么问题？" {
				t.Fatal(got)
			}
			w.says("甲", "2", "甲: 哪里？")
			w.says("甲", "取消", "甲: 好的，先不办了。要办的时候再叫我。")
		}
	})
	t.Run("an old offer", func(t *testing.T) {
		w := newWorld(t)
		w.met("甲")
		offered(w)
		w.later(8 * 24 * time.Hour)
		w.says("甲", "2", "甲: 「2」，要报修吗？")
	})
}

func TestContinueOrDrop(t *testing.T) {
	const which = "甲: 先办「提问」？「报修」给您留着。"
	w := newWorld(t)
	w.met("甲")
	w.says("甲", "报修", "甲: 什么问题？")
	w.says("甲", "灯坏了", "甲: 哪里？")
	w.says("甲", "提问", which)
	w.says("甲", "2", "甲: 哪里？")
	w.says("甲", "提问", which)
	w.gives(w.in("甲", bot.Press, "instead:drop"), "甲: 问吧。")
	w.gives(w.in("甲", bot.Press, "instead:drop"), "*这一步已经过去了。")
	w.gives(w.in("甲", bot.Press, "instead:keep"), "甲: 问吧。")
	w.says("甲", "问什么", "甲: 不知道。\n\n您的「报修」还没有说完。") // it was kept, and is offered once
	w.says("甲", "出错", "甲: 「报修」先放下了。\n\n说吧。")
	w.says("甲", "写", "甲: 好了。")
	w.gives(w.in("甲", bot.Press, "instead:keep"), "*这一步已经过去了。")
	w.later(48 * time.Hour)
	if got := w.telegram.take(); got != "" {
		t.Errorf("what was dropped reminds: %s", got)
	}
}

// Words that are no answer and clearly something else are not held up, wherever they are
// said; what they broke into is kept.
func TestAClearSentenceIsHeardAnywhere(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	w.says("甲", "报修", "甲: 什么问题？")
	w.says("甲", "灯坏了", "甲: 哪里？")
	w.says("甲", "嘟嘟嘟", "甲: 我没听明白。请回复数字 1 到 2。\n\n哪里？")
	w.says("甲", "想借个梯子", "甲: 先办「想借个梯子」？「报修」给您留着。")
	w.says("甲", "好", "甲: 「想借个梯子」，要报修吗？")
	w.says("甲", "不", "甲: 好。\n\n您的「报修」还没有说完。")
	w.says("甲", "1", "甲: 哪里？")
	w.says("甲", "提问", "甲: 先办「提问」？「报修」给您留着。")
	w.says("甲", "想借个梯子", "甲: 「想借个梯子」，要报修吗？") // no loop
	w.later(time.Minute)
	w.says("甲", "想借把伞", "甲: 「想借把伞」，要报修吗？") // "what did you mean" gives way
	w.says("甲", "不", "甲: 好。\n\n您的「报修」还没有说完。")
	w.says("甲", "门口", "甲: 您的「报修」还没有说完。")
}

// Whoever asks for what is open already, in whatever way and order, is not asked whether
// to drop it: a button is tapped twice, a menu stands over a question.
func TestWhatIsOpenIsNotBegunAnew(t *testing.T) {
	ways := map[string]struct {
		kind bot.Kind
		text string
	}{
		"words": {bot.Text, "报修"}, "a press": {bot.Press, "报修"}, "a slash": {bot.Text, "/report"},
		"words that do": {bot.Text, "待办"}, "a press that does": {bot.Press, "待办"},
		"a link": {bot.Follow, "f_report"}, "a code scanned": {bot.Scan, "f_report"},
	}
	for first, one := range ways {
		for then, other := range ways {
			w := newWorld(t)
			w.met("甲")
			for _, way := range []struct {
				kind bot.Kind
				text string
			}{one, other} {
				w.gives(w.in("甲", way.kind, way.text), "甲: 什么问题？")
			}
			w.says("甲", "灯坏了", "甲: 哪里？")
			w.gives(w.in("甲", other.kind, other.text), "甲: 哪里？")
			w.says("甲", "1", "甲: 记下了：灯坏了。")
			if t.Failed() {
				t.Fatalf("%s, then %s", first, then)
			}
		}
	}
}

// The same flow about something else is something else.
func TestAButtonAboutAnotherThingIsAnotherThing(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	w.gives(w.in("甲", bot.Press, "about:灯坏了"), "甲: 哪里？")
	w.gives(w.in("甲", bot.Press, "about:灯坏了"), "甲: 哪里？")
	w.gives(w.in("甲", bot.Press, "about:门坏了"), "甲: 先说新的这件？前面的「报修」给您留着。")
	w.gives(w.in("甲", bot.Press, "about:灯坏了"), "甲: 哪里？") // decided by that
	w.gives(w.in("甲", bot.Press, "about:门坏了"), "甲: 先说新的这件？前面的「报修」给您留着。")
	w.says("甲", "1", "甲: 哪里？")
	w.says("甲", "1", "甲: 记下了：门坏了。\n\n您的「报修」还没有说完。")
}

func TestAGuessGivesWay(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	w.says("甲", "灯坏了", "甲: 「灯坏了」，要报修吗？")
	w.says("甲", "提问", "甲: 问吧。")
}

func TestWhoeverComesFirstIsGreeted(t *testing.T) {
	for name, c := range map[string]struct {
		kind bot.Kind
		text string
		want string
	}{
		"words":     {bot.Text, "灯坏了", "甲: 您好。\n\n「灯坏了」，要报修吗？"},
		"a command": {bot.Text, "报修", "甲: 您好。\n\n什么问题？"},
		"follow":    {bot.Follow, "", "甲: 您好。"},
		"a code":    {bot.Follow, "HEYAAA", "甲: 您好。\n\n码：HEYAAA"},
		"a link":    {bot.Follow, "f_report", "甲: 什么问题？"},
		"a photo":   {bot.Photo, "", "甲: 您好。\n\n看到了。"},
		"a menu":    {bot.Press, "报修", "甲: 您好。\n\n什么问题？"},
		"a sticker": {bot.Other, "", "甲: 您好。\n\n「」，要报修吗？"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.gives(w.in("甲", c.kind, c.text), c.want)
		})
	}
}

func TestLatePresses(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	w.says("甲", "报修", "甲: 什么问题？")
	w.says("甲", "灯坏了", "甲: 哪里？")
	var token string
	w.view(func(tx store.Reader) {
		j, _ := replay.Open(tx, bot.Address{Channel: "telegram", Chat: "甲"})
		token = replay.Token(j.ID, "where", "a")
	})
	w.gives(w.in("甲", bot.Press, token), "甲: 记下了：灯坏了。")
	w.gives(w.in("甲", bot.Press, token), "*这一步已经过去了。")
	w.gives(w.in("甲", bot.Press, "vote:0"), "*投票结束了。")
	w.gives(w.in("甲", bot.Press, "nobody's"), "*这个已经过去了。要办什么，直接跟我说。")
	for _, token := range []string{token, "vote:0", "nobody's"} { // where no toast is shown it is said
		in := w.in("甲", bot.Press, token)
		in.Channel, in.Claim = "wechat", true
		if a := w.handle(in); a.Out == nil || a.Toast != "" {
			t.Errorf("%s: %+v", token, a)
		}
	}
}

func TestStaffCommandsAreNotForButtonsOfOthers(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	w.gives(w.in("甲", bot.Press, "内部"), "*这个已经过去了。要办什么，直接跟我说。")
}

func TestAFlowThatEndsWithACommandNobodyMayUse(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	for _, words := range []string{"去内部", "去无处"} {
		w.says("甲", words, "甲: 这件事要工作人员办。要找他们，回复「人工」。")
	}
	w.says("甲", "转圈", "甲: 我这边出了点毛病。您的话记下了，不用再发。")
}

// inGroup is a message in a group, perhaps for us.
func (w *world) inGroup(from string, kind bot.Kind, text string, toUs bool) bot.In {
	in := w.in(from, kind, text)
	in.Chat, in.Group, in.ToUs = "-1", true, toUs
	return in
}

func TestGroups(t *testing.T) {
	w := newWorld(t)
	w.gives(w.inGroup("甲", bot.Text, "报修", false), "")
	w.gives(w.inGroup("甲", bot.Photo, "", true), "")
	w.gives(w.inGroup("甲", bot.Text, "/report", true), "-1: 这件事请单独跟我说，点下面。 <link:f_report>")
	w.gives(w.inGroup("甲", bot.Text, "你说呢", true), "-1: 要办事、问事，请点下面单独跟我说，别人看不到。 <link:>")
	w.gives(w.inGroup("甲", bot.Text, "/menu", true), "-1: 菜单。")
	w.gives(w.inGroup("甲", bot.Press, "报修", true), "-1: 这件事请单独跟我说，点下面。 <link:f_report>")
	w.gives(w.inGroup("甲", bot.Press, "vote:7", true), "*投了7")
	w.view(func(tx store.Reader) {
		for j := range replay.Journals.All(tx) {
			t.Errorf("a conversation in a group: %+v", j)
		}
	})
}

func TestLeavingAGroupIsNotLeavingUs(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	w.store.Update(context.Background(), func(tx store.Tx) error {
		directory.PutGroup(tx, directory.Group{Channel: "telegram", Chat: "-1", Place: "1"})
		return nil
	})
	w.gives(w.inGroup("甲", bot.Leave, "", false), "")
	w.view(func(tx store.Reader) {
		if a, _ := directory.GetAccount(tx, "telegram", "甲"); a.Gone {
			t.Error("who put us out of a group is marked as gone")
		}
		if _, still := directory.GetGroup(tx, "telegram", "-1"); still {
			t.Error("the group is still bound")
		}
	})
	w.gives(w.in("甲", bot.Leave, ""), "")
	w.gives(w.in("生", bot.Leave, ""), "")
	w.view(func(tx store.Reader) {
		if a, _ := directory.GetAccount(tx, "telegram", "甲"); !a.Gone {
			t.Error("who left is not marked")
		}
		if _, known := directory.GetAccount(tx, "telegram", "生"); known {
			t.Error("a stranger who leaves is met")
		}
	})
	w.says("甲", "报修", "甲: 什么问题？")
	w.view(func(tx store.Reader) {
		if a, _ := directory.GetAccount(tx, "telegram", "甲"); a.Gone {
			t.Error("who came back is still marked as gone")
		}
	})
}

func TestAGroupThatMoves(t *testing.T) {
	w := newWorld(t)
	w.store.Update(context.Background(), func(tx store.Tx) error {
		directory.PutGroup(tx, directory.Group{Channel: "telegram", Chat: "-1", Place: "1"})
		return nil
	})
	w.gives(w.inGroup("甲", bot.Moved, "-100", false), "")
	w.view(func(tx store.Reader) {
		if g, ok := directory.GetGroup(tx, "telegram", "-100"); !ok || g.Place != "1" {
			t.Error("it did not move")
		}
	})
}

func TestTheReminderComesOnceAndThenTheEnd(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	w.says("甲", "报修", "甲: 什么问题？")
	w.later(11 * time.Hour)
	w.says("甲", "灯坏了", "甲: 哪里？")
	w.later(12 * time.Hour) // half way is at nine in the evening: it waits for the morning
	if got := w.telegram.take(); got != "甲: 您的「报修」还没有说完。\n\n哪里？" {
		t.Errorf("half way: %s", got)
	}
	w.later(30 * time.Minute)
	if got := w.telegram.take(); got != "" {
		t.Errorf("again: %s", got)
	}
	w.later(time.Hour)
	if got := w.telegram.take(); got != "甲: 「报修」先放着了。要接着办，随时再说一声。" {
		t.Errorf("at the end: %s", got)
	}
	w.later(48 * time.Hour)
	if got := w.telegram.take(); got != "" {
		t.Errorf("after the end: %s", got)
	}
}

func TestAConversationThatCannotEvenRemindIsGivenUp(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	w.says("甲", "报修", "甲: 什么问题？")
	w.says("甲", "灯坏了", "甲: 哪里？")
	w.kit.Flows[0].Run = func(*talk.Conv) error { panic("broken by a new version") }
	w.restart()
	w.later(23 * time.Hour) // half way is at nine in the evening: it waits for the morning
	w.later(10 * time.Second)
	w.later(20 * time.Second)
	w.later(40 * time.Second)
	if got := w.telegram.take(); got != "甲: 「报修」先放着了。要接着办，随时再说一声。" {
		t.Errorf("sent %s", got)
	}
}

func TestAnswersOfAConversationStayInItsChat(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	w.says("甲", "报修", "甲: 什么问题？")
	w.view(func(tx store.Reader) {
		if r := outbox.Pending(tx); r[outbox.Queued] != 0 {
			t.Errorf("pending %v", r)
		}
	})
	w.store.Update(context.Background(), func(tx store.Tx) error { // the same person on WeChat, used later
		a, _ := directory.GetAccount(tx, "telegram", "甲")
		a.Channel, a.LastIn = "wechat", tx.Now().Add(time.Hour)
		directory.PutAccount(tx, a)
		return nil
	})
	w.says("甲", "灯坏了", "甲: 哪里？")
	if got := w.wechat.take(); got != "" {
		t.Errorf("on WeChat: %s", got)
	}
}

func TestLongAndNastyText(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	w.says("甲", "报修", "甲: 什么问题？")
	w.says("甲", strings.Repeat("长", 25000), "甲: 太长了，有20000个字。请简单些，600个字以内。\n\n什么问题？")
	w.says("甲", "😀😀", "甲: 我没听明白。请用文字说，一两句话就行。\n\n什么问题？")
	w.says("甲", "\x00\x07\u202e\ufeff", "甲: 我没听明白。请用文字说，一两句话就行。\n需要人帮忙，回复「人工」。\n\n什么问题？")
	w.says("甲", " 灯\x00坏\u202e了\xff\t\n", "甲: 哪里？")
	w.says("甲", "１", "甲: 记下了：灯坏了。")
}

func TestNamesAreCleaned(t *testing.T) {
	w := newWorld(t)
	in := w.in("甲", bot.Follow, "")
	in.Name = "王\n桂花\u202e " + strings.Repeat("长", 500)
	w.gives(in, "甲: 您好。")
	w.view(func(tx store.Reader) {
		a, _ := directory.GetAccount(tx, "telegram", "甲")
		p, _ := directory.GetPerson(tx, a.Person)
		if got := []rune(p.Nick); len(got) != 64 || !strings.HasPrefix(p.Nick, "王 桂花 长") {
			t.Errorf("named %q", p.Nick)
		}
	})
}

// A toast of which nothing is to be kept is forgotten, too.
func TestAFleetingToastIsForgotten(t *testing.T) {
	w := newWorld(t)
	w.kit.Presses = append(w.kit.Presses, talk.Press{Prefix: "secret", Do: func(c *talk.Call, _ string) error {
		c.Toast, c.Fleeting = "您选了张三。", true
		return nil
	}})
	w.restart()
	w.met("甲")
	in := w.in("甲", bot.Press, "secret:1")
	if first, again := w.handle(in), w.handle(in); first.Toast == "" || first.Toast != again.Toast {
		t.Errorf("%+v, again %+v", first, again)
	}
	w.later(time.Minute)
	if got := w.handle(in).Toast; got != "" {
		t.Errorf("a minute later it is answered %s", got)
	}
}

// The answer of which nothing is to be kept is there while the platform may ask again.
func TestAFleetingAnswerIsForgotten(t *testing.T) {
	w := newWorld(t)
	w.kit.Presses = append(w.kit.Presses, talk.Press{Prefix: "secret", Do: func(c *talk.Call, _ string) error {
		c.Say(bot.Out{Text: "您选了张三。", Fleeting: true})
		return nil
	}})
	w.restart()
	w.met("甲")
	in := w.in("甲", bot.Press, "secret:1")
	in.Channel, in.Claim = "wechat", true
	first := w.handle(in)
	if again := w.handle(in); first.Out == nil || !reflect.DeepEqual(first, again) {
		t.Errorf("%+v, again %+v", first, again)
	}
	w.later(time.Minute)
	w.view(func(tx store.Reader) {
		for table := range map[string]bool{"seen": true, "message": true} {
			for _, data := range tx.Scan(table, "", "") {
				if strings.Contains(string(data), "张三") {
					t.Errorf("%s keeps %s", table, data)
				}
			}
		}
	})
	if got := fmt.Sprint(w.handle(in).Out); got != "<nil>" {
		t.Errorf("a minute later it is answered %s", got)
	}
}

// tell sends somebody the question of the notice, not as an answer.
func (w *world) tell(to string) {
	w.t.Helper()
	err := w.store.Update(context.Background(), func(tx store.Tx) error {
		outbox.Add(tx, outbox.Message{To: bot.Address{Channel: "telegram", Chat: to}, Priority: outbox.Reminder, Out: bot.Out{
			Text: "去不去？", Buttons: []bot.Button{{Label: "去", Token: "vote:1"}, {Label: "不去", Token: "vote:2"}},
		}})
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.settle()
}
