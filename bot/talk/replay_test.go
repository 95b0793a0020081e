package talk_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"yishi/bot/talk"
	"yishi/bot/talk/replay"
	"yishi/store"
)

// report is a conversation with every kind of line: two questions, a list that
// was read, a loop, a confirmation and a step.
func report(c *talk.Conv) error {
	what := c.Text("what", "什么问题？")
	kinds, err := talk.Look(c, "kinds", func(store.Tx) ([]talk.Opt, error) {
		return []talk.Opt{{Key: "l", Label: "灯"}, {Key: "w", Label: "水"}}, nil
	})
	if err != nil {
		return err
	}
	kind := c.Choice("kind", "哪一类？", kinds...)
	c.Say("记下了。")
	photos := c.Photos("photo", "有照片吗？")
	if !c.Confirm("sure", "%s，%s，%d张。提交吗？", what, kind, len(photos)) {
		return c.End("没有提交。")
	}
	no, err := talk.Step(c, "file", func(tx store.Tx) (string, error) {
		tx.Put("filed", store.Key(what), []byte(`{}`))
		return "26-0001", nil
	})
	if err != nil {
		return err
	}
	return c.End("编号 %s。", no)
}

var reporting = &talk.Flow{Name: "report", Title: "报修", Run: report}

// story is the conversation from its start to its end.
var story = []struct {
	ev   replay.Event
	want string
}{
	{replay.Event{}, "什么问题？"},
	{replay.Event{Kind: replay.Words, Text: "楼道灯坏了"}, "哪一类？"},
	{replay.Event{Kind: replay.Words, Text: "1"}, "记下了。\n\n有照片吗？"},
	{replay.Event{Kind: replay.Picture, Media: "m1"}, "收到1张。还有就接着发，没有了回复 1。"},
	{replay.Event{Kind: replay.Picture, Media: "m2"}, "收到2张。还有就接着发，没有了回复 1。"},
	{replay.Event{Kind: replay.Words, Text: "完了"}, "楼道灯坏了，l，2张。提交吗？"},
	{replay.Event{Kind: replay.Words, Text: "好的"}, "编号 26-0001。"},
}

// A conversation cut after any answer goes on from its journal alone: another
// program, with nothing but the store, comes to the same question.
func TestEveryPrefixOfAJournalResumes(t *testing.T) {
	for cut := 1; cut < len(story); cut++ {
		w := newWorld(t, reporting)
		res := w.start("report", nil)
		for i, s := range story[1:] {
			if i+1 == cut {
				w.deploy([]*talk.Flow{reporting})
				check(t, "a restart", w.event(replay.Event{}), story[i].want)
			}
			res = w.event(s.ev)
			check(t, s.ev.Text, res, s.want)
		}
		if _, open := w.journal(); open || !res.Ended {
			t.Error("ended, but a journal is left")
		}
	}
}

func TestTheJournalHoldsAnswersAndStepsOnly(t *testing.T) {
	w := newWorld(t, reporting)
	w.start("report", nil)
	w.type_("楼道灯坏了")
	before, _ := w.journal()
	for _, ev := range []replay.Event{
		{Kind: replay.Words, Text: "不知道怎么选"}, {Kind: replay.Strange}, {Kind: replay.Picture, Media: "m9"},
		{Kind: replay.Words, Text: "重说"}, {Kind: replay.Words, Text: "帮助"}, {Kind: replay.Words, Text: "人工"},
		{Kind: replay.Pressed, Question: "sure", Key: "y"}, {Kind: replay.Pressed, Question: "kind", Key: "gone"}, {Kind: replay.Late},
	} {
		w.event(ev)
	}
	after, _ := w.journal()
	if got, want := fmt.Sprint(after.Entries), fmt.Sprint(before.Entries); got != want {
		t.Errorf("what was not taken left a trace:\n%s\nwas\n%s", got, want)
	}
	data, _ := json.Marshal(after)
	for _, prompt := range []string{"哪一类", "不知道", "没看懂", "m9"} {
		if strings.Contains(string(data), prompt) {
			t.Errorf("%q stands in the journal %s", prompt, data)
		}
	}
	if w.entries() != "what kinds" {
		t.Errorf("entries: %s", w.entries())
	}
}

func TestEndingDeletesTheJournalAndKeepsTheStep(t *testing.T) {
	w := newWorld(t, reporting)
	w.start("report", nil)
	for _, s := range story[1:] {
		w.event(s.ev)
	}
	w.do(func(tx store.Tx) error {
		if tx.Get("filed", store.Key("楼道灯坏了")) == nil {
			t.Error("the step left nothing")
		}
		for key := range tx.Scan("journal", "", "") {
			t.Errorf("left: %s", key)
		}
		return nil
	})
}

func TestLoopsCountTheirQuestions(t *testing.T) {
	w := newWorld(t, reporting)
	w.start("report", nil)
	for _, s := range story[1:6] {
		w.event(s.ev)
	}
	if got := w.entries(); got != "what kinds kind photo photo#2 photo#3" {
		t.Errorf("entries: %s", got)
	}
}

// ask makes a flow of plain questions, to be changed under a waiting person.
func asking(names ...string) []*talk.Flow {
	return []*talk.Flow{{Name: "f", Title: "问卷", Run: func(c *talk.Conv) error {
		var got []string
		for _, name := range names {
			got = append(got, name+"="+c.Text(name, "%s？", name))
		}
		return c.End("%s", strings.Join(got, " "))
	}}}
}

func TestAFlowMayChangeUnderAWaitingPerson(t *testing.T) {
	for _, c := range []struct {
		name   string
		after  []string
		say    []string // and what is answered to each
		answer []string
	}{
		{"inserted before", []string{"x", "a", "b", "c"}, []string{"二", "零", "二", "三"}, []string{"x？", "b？", "c？", "x=零 a=一 b=二 c=三"}},
		{"inserted behind", []string{"a", "b", "x", "c"}, []string{"二", "零", "三"}, []string{"x？", "c？", "a=一 b=二 x=零 c=三"}},
		{"removed", []string{"b", "c"}, []string{"二", "三"}, []string{"c？", "b=二 c=三"}},
		{"open one removed", []string{"a", "c"}, []string{"二", "三"}, []string{"c？", "a=一 c=三"}},
		{"reordered", []string{"c", "b", "a"}, []string{"三", "三", "二"}, []string{"c？", "b？", "c=三 b=二 a=一"}},
		{"renamed", []string{"a", "b2", "c"}, []string{"二", "贰", "三"}, []string{"b2？", "c？", "a=一 b2=贰 c=三"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, asking("a", "b", "c")...)
			w.start("f", nil)
			w.says("一", "b？")
			w.deploy(asking(c.after...))
			for i, words := range c.say {
				w.says(words, c.answer[i])
			}
		})
	}
}

func TestAButtonOfAQuestionThatIsNoLongerFirstPutsTheOneThatIs(t *testing.T) {
	choosing := func(names ...string) []*talk.Flow {
		return []*talk.Flow{{Name: "f", Run: func(c *talk.Conv) error {
			for _, name := range names {
				c.Choice(name, name+"？", talk.Opt{Key: "1", Label: "甲"}, talk.Opt{Key: "2", Label: "乙"})
			}
			return c.End("完")
		}}}
	}
	w := newWorld(t, choosing("a")...)
	old := token(t, w.start("f", nil), "甲")
	w.deploy(choosing("x", "a"))
	w.presses(old, "x？")
	w.says("1", "a？")
	w.presses(old, "完")
}

func TestCommandsHoldWhereTheFlowWasChanged(t *testing.T) {
	w := newWorld(t, asking("a", "b")...)
	w.start("f", nil)
	w.says("一", "b？")
	w.deploy(asking("a", "x", "b"))
	w.says("返回", "a？")
}

func TestAnAnswerThatNoLongerDecodesIsAskedAgainAndReplaced(t *testing.T) {
	floor := func(number bool) []*talk.Flow {
		return []*talk.Flow{{Name: "f", Run: func(c *talk.Conv) error {
			var where any
			if number {
				where = c.Number("floor", 1, 9, "几楼？")
			} else {
				where = c.Text("floor", "哪一层？")
			}
			c.Text("rest", "还有吗？")
			return c.End("%v楼", where)
		}}}
	}
	w := newWorld(t, floor(false)...)
	w.start("f", nil)
	w.says("三层半", "还有吗？")
	w.deploy(floor(true))
	check(t, "new program", w.event(replay.Event{}), "几楼？")
	w.says("3", "还有吗？")
	if j, _ := w.journal(); len(j.Entries) != 1 || string(j.Entries[0].Value) != "3" {
		t.Errorf("the journal holds %v", j.Entries)
	}
	w.says("没有别的事", "3楼")
}

func TestAFlowThatIsNoMoreEndsItsConversations(t *testing.T) {
	w := newWorld(t, reporting)
	w.start("report", nil)
	w.deploy(asking("a"))
	if res := w.says("楼道灯坏了", "对不起，刚才那件我接不下去了，麻烦您再说一遍。"); !res.Ended {
		t.Error("it goes on")
	}
	if _, open := w.journal(); open {
		t.Error("its journal is left")
	}
}

func TestSaidIsKeptOnlyUntilPassed(t *testing.T) {
	w := newWorld(t, &talk.Flow{Name: "f", Run: func(c *talk.Conv) error {
		c.Say("您好。")
		c.Show("map.jpg")
		c.Text("a", "一？")
		talk.Look(c, "l", func(store.Tx) (int, error) { return 1, nil })
		c.Say("好。")
		c.Text("b", "二？")
		c.Say("再见。")
		return c.End("完。")
	}})
	if res := w.start("f", nil); text(res) != "您好。\n\n一？" || res.Out.Photo != "map.jpg" {
		t.Errorf("it begins with %+v", res.Out)
	}
	if res := w.says("答", "好。\n\n二？"); res.Out.Photo != "" {
		t.Error("the picture is shown again")
	}
	w.says("？？", "我没听明白。请用文字说，一两句话就行。\n\n二？")
	w.says("重说", "好。\n\n二？")
	w.says("答", "再见。\n\n完。")
}

func TestWhatWasGivenIsNotAsked(t *testing.T) {
	w := newWorld(t, reporting)
	check(t, "start", w.start("report", talk.Given{"what": "灯坏了", "photo": ""}), "哪一类？")
	w.says("灯", "灯坏了，l，0张。提交吗？")
	w.says("返回", "哪一类？") // what was given stays given
	w.says("返回", "已经是第一步了。不想办了，回复「取消」。\n\n哪一类？")
}

func TestWhatWasGivenMustFit(t *testing.T) {
	w := newWorld(t, reporting)
	check(t, "a novel", w.start("report", talk.Given{"what": strings.Repeat("长", 5000)}), "什么问题？")
	w.says("灯坏了", "哪一类？")
	w = newWorld(t, reporting)
	check(t, "a number", w.start("report", talk.Given{"what": 7}), "什么问题？")
}

func TestGotoStartsAnotherInItsPlace(t *testing.T) {
	hear := &talk.Flow{Name: "hear", Run: func(c *talk.Conv) error {
		what := c.Text("text", "请讲。")
		c.Say("您说的是：%s。", what)
		return c.Goto("report", talk.Given{"what": what})
	}}
	w := newWorld(t, hear, reporting)
	before := w.start("hear", nil).Journal
	res := w.says("灯坏了", "您说的是：灯坏了。\n\n哪一类？")
	if j, _ := w.journal(); j.Flow != "report" || j.ID == before.ID || res.Journal.ID != j.ID {
		t.Errorf("open is %+v", j)
	}
}

func TestWordsBeforeAGotoAreSaidThoughTheNextIsSilent(t *testing.T) {
	a := &talk.Flow{Name: "a", Run: func(c *talk.Conv) error { c.Say("请稍候。"); return c.Goto("b", nil) }}
	b := &talk.Flow{Name: "b", Run: func(c *talk.Conv) error { return c.Command("菜单") }}
	w := newWorld(t, a, b)
	if res := w.start("a", nil); text(res) != "请稍候。" || res.Words != "菜单" || !res.Ended {
		t.Errorf("got %+v", res)
	}
}

func TestFlowsThatLeadInACircleFail(t *testing.T) {
	a := &talk.Flow{Name: "a", Run: func(c *talk.Conv) error { return c.Goto("b", nil) }}
	b := &talk.Flow{Name: "b", Run: func(c *talk.Conv) error { return c.Goto("a", nil) }}
	w := newWorld(t, a, b)
	for flow, want := range map[string]error{"a": replay.ErrRound, "nowhere": replay.ErrNoFlow} {
		err := w.do(func(tx store.Tx) error {
			_, err := w.engine.Start(tx, here, w.who, talk.Start{Flow: flow})
			return err
		})
		if !errors.Is(err, want) {
			t.Errorf("%s: %v", flow, err)
		}
	}
}
