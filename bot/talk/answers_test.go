package talk_test

import (
	"fmt"
	"strings"
	"testing"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/bot/talk/replay"
	"yishi/store"
)

// reviewing asks three questions, the second of which leads to a list that is
// read, and lets two of them be changed.
var reviewing = &talk.Flow{Name: "f", Title: "报修", Run: func(c *talk.Conv) error {
	what := c.Text("what", "什么？")
	floor := c.Number("floor", 1, 9, "几楼？")
	seen, _ := talk.Look(c, "seen", func(store.Tx) (string, error) { return fmt.Sprint(floor, "楼有旧单"), nil })
	photos := c.Photos("photo", "照片？")
	if !c.Review("sure", "请看一下。", "提交",
		talk.Line{Label: "事情", Value: what, Question: "what"},
		talk.Line{Label: "楼层", Value: fmt.Sprint(floor), Question: "floor"},
		talk.Line{Label: "旧单", Value: seen},
		talk.Line{Label: "照片", Value: fmt.Sprint(len(photos)), Question: "photo"}) {
		return c.End("没有提交。")
	}
	return c.End("提交了：%s %d %s %d", what, floor, seen, len(photos))
}}

func reviewed(t *testing.T) *world {
	w := newWorld(t, reviewing)
	w.start("f", nil)
	w.type_("灯坏了")
	w.type_("3")
	w.event(replay.Event{Kind: replay.Picture, Media: "m1"})
	w.says("完了", "请看一下。\n事情：灯坏了\n楼层：3\n旧单：3楼有旧单\n照片：1")
	return w
}

func TestReviewChangesOneAnswerAndComesBack(t *testing.T) {
	w := reviewed(t)
	w.says("改楼层", "几楼？")
	if got := w.entries(); got != "what photo photo#2" {
		t.Errorf("the answer, what followed from it or the summary's own is still there: %s", got)
	}
	w.says("5", "请看一下。\n事情：灯坏了\n楼层：5\n旧单：5楼有旧单\n照片：1")
	w.says("4", "照片？") // the fourth choice
	w.says("没有", "请看一下。\n事情：灯坏了\n楼层：5\n旧单：5楼有旧单\n照片：0")
	w.says("提交", "提交了：灯坏了 5 5楼有旧单 0")
}

func TestReviewMayBeDropped(t *testing.T) {
	w := reviewed(t)
	w.says("不要了", "没有提交。")
	w = reviewed(t)
	w.says("好的", "提交了：灯坏了 3 3楼有旧单 1")
}

func TestBackGoesOneAnswerAtATime(t *testing.T) {
	w := reviewed(t)
	w.says("返回", "收到1张。还有就接着发，没有了回复 1。")
	w.says("上一步", "照片？")
	w.says("0", "几楼？")
	if got := w.entries(); got != "what" {
		t.Errorf("what was read after the answer is still there: %s", got)
	}
	w.says("返回", "什么？")
	w.says("返回", "已经是第一步了。不想办了，回复「取消」。\n\n什么？")
}

func TestBackStopsAtAStep(t *testing.T) {
	w := newWorld(t, &talk.Flow{Name: "f", Run: func(c *talk.Conv) error {
		c.Text("a", "一？")
		talk.Step(c, "s", func(store.Tx) (int, error) { return 1, nil })
		c.Text("b", "二？")
		return c.End("完。")
	}})
	w.start("f", nil)
	w.type_("答")
	w.says("返回", "前面的已经办好了，退不回去。\n\n二？")
}

func TestCancelNeedsNoFlow(t *testing.T) {
	broken := &talk.Flow{Name: "report", Run: func(*talk.Conv) error { panic("broken by a new version") }}
	w := newWorld(t, reporting)
	w.start("report", nil)
	w.deploy([]*talk.Flow{broken})
	if res := w.says("取消", "好的，先不办了。要办的时候再叫我。"); !res.Ended {
		t.Error("it goes on")
	}
	if _, open := w.journal(); open {
		t.Error("a journal is left")
	}
}

func TestWordsThatHoldInEveryFlow(t *testing.T) {
	w := newWorld(t, reporting)
	w.start("report", nil)
	w.says("重说", "什么问题？")
	w.says("帮助", "「返回」退一步，「取消」不办了，「重说」再说一遍，「人工」找人帮忙。\n\n什么问题？")
	w.says("人工", "请直接联系社区工作人员。\n\n什么问题？")
	w.event(replay.Event{Kind: replay.Strange})
	w.event(replay.Event{Kind: replay.Strange})
	w.says("😀", "我没听明白。请用文字说，一两句话就行。\n需要人帮忙，回复「人工」。\n\n什么问题？")
	w.says("门口的灯", "哪一类？")
	w.says("嗯？", "我没听明白。请回复数字 1 到 2。\n\n哪一类？") // the count begins anew
}

func TestZeroIsAnAnswerWhereItCounts(t *testing.T) {
	w := newWorld(t, &talk.Flow{Name: "f", Run: func(c *talk.Conv) error {
		n := c.Number("n", 0, 9, "几个人？")
		m := c.Number("m", 1, 9, "几楼？")
		return c.End("%d %d", n, m)
	}})
	w.start("f", nil)
	w.says("0", "几楼？")
	w.says("0", "几个人？")
	w.says("两个", "几楼？")
	w.says("3", "2 3")
}

// courses asks twice, in a loop, for several of three.
var courses = &talk.Flow{Name: "f", Run: func(c *talk.Conv) error {
	var all []string
	for _, who := range []string{"您", "老伴"} {
		picks := c.Choices("course", who+"选哪几个班？", 1, 2,
			talk.Opt{Key: "t", Label: "太极"}, talk.Opt{Key: "s", Label: "摄影"}, talk.Opt{Key: "h", Label: "合唱"})
		all = append(all, strings.Join(picks, ""))
	}
	return c.End("%s", strings.Join(all, " "))
}}

func labels(res replay.Result) string {
	var all []string
	for _, b := range res.Out.Buttons {
		all = append(all, b.Label)
	}
	return strings.Join(all, " ")
}

func TestChoicesAreTickedOneByOne(t *testing.T) {
	w := newWorld(t, courses)
	res := w.start("f", nil)
	done := token(t, res, "选好了")
	w.presses(done, "您选了0项。可以选1到2项。\n\n您选哪几个班？")
	res = w.presses(token(t, res, "合唱"), "您选哪几个班？")
	res = w.presses(token(t, res, "太极"), "您选哪几个班？")
	if got := labels(res); got != "✔ 太极 摄影 ✔ 合唱 选好了" || !res.Again {
		t.Errorf("ticked: %s", got)
	}
	res = w.presses(token(t, res, "摄影"), "您选哪几个班？")
	w.presses(done, "您选了3项。可以选1到2项。\n\n您选哪几个班？")
	w.presses(token(t, res, "✔ 太极"), "您选哪几个班？")
	res = w.presses(done, "老伴选哪几个班？")
	if got := labels(res); got != "太极 摄影 合唱 选好了" {
		t.Errorf("the second round begins with %s", got)
	}
	if res := w.event(replay.Event{Kind: replay.Pressed, Question: "course", Key: "t"}); res.Toast == "" || res.Out != nil {
		t.Errorf("a press on the first round gave %+v", res)
	}
	w.says("1、3", "sh th")
}

func TestTicksGoBackWithTheAnswerBefore(t *testing.T) {
	w := newWorld(t, courses)
	w.start("f", nil)
	w.says("1", "老伴选哪几个班？")
	w.event(replay.Event{Kind: replay.Pressed, Question: "course#2", Key: "s"})
	w.says("返回", "您选哪几个班？")
	res := w.says("2", "老伴选哪几个班？")
	if got := labels(res); got != "太极 摄影 合唱 选好了" {
		t.Errorf("ticked: %s", got)
	}
	w.says("选好了", "您选了0项。可以选1到2项。\n\n老伴选哪几个班？")
}

func TestALatePressIsAToast(t *testing.T) {
	w := newWorld(t, reporting)
	w.start("report", nil)
	res := w.says("灯坏了", "哪一类？")
	lamp := token(t, res, "灯")
	w.presses(lamp, "记下了。\n\n有照片吗？")
	before, _ := w.journal()
	late := w.presses(lamp, "")
	after, _ := w.journal()
	if late.Toast == "" || fmt.Sprint(before) != fmt.Sprint(after) {
		t.Errorf("a second press: %+v, journal %v", late, after)
	}
}

func TestTheReminderPutsTheQuestionAgain(t *testing.T) {
	w := newWorld(t, reporting)
	res := w.start("report", nil)
	half, end := w.engine.Due(res.Journal), res.Journal.Started.Add(24*60*60*1e9)
	if half != res.Journal.Started.Add(12*60*60*1e9) {
		t.Errorf("the reminder is due at %v", half)
	}
	res = w.event(replay.Event{Kind: replay.Late})
	check(t, "half a day", res, "您的「报修」还没有说完。\n\n什么问题？")
	if got := w.engine.Due(res.Journal); !got.Equal(end) || !res.Journal.Reminded {
		t.Errorf("then due at %v", got)
	}
	w.says("灯坏了", "哪一类？")
}

func TestTokensFitAButton(t *testing.T) {
	long := strings.Repeat("x", 12)
	tok := replay.Token("vvvvvvvvvvvvv", long+"#99", strings.Repeat("k", 20))
	if len(tok) > bot.MaxToken {
		t.Errorf("%d bytes", len(tok))
	}
	for _, key := range []string{"y", "a:b", "", "1/2/3"} {
		j, q, k, ok := replay.ParseToken(replay.Token("j1", "photo#2", key))
		if j != "j1" || q != "photo#2" || k != key || !ok {
			t.Errorf("%q came back as %q %q %q", key, j, q, k)
		}
	}
	for _, bad := range []string{"", "q:", "q:a", "q:a:b", "poll:1:2", "帮助"} {
		if _, _, _, ok := replay.ParseToken(bad); ok {
			t.Errorf("%q is taken for a token", bad)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a longer one is made")
		}
	}()
	replay.Token("j", "q", strings.Repeat("k", 64))
}

func TestStartCodes(t *testing.T) {
	for _, c := range []struct {
		flow, of string
	}{{"vote", ""}, {"vote", "26-7"}, {"vote", "a_b"}} {
		s, ok := talk.ParseStart(talk.StartCode(c.flow, c.of))
		of, _ := s.Given[talk.Of].(string)
		if !ok || s.Flow != c.flow || of != c.of {
			t.Errorf("%v came back as %+v", c, s)
		}
	}
	if _, ok := talk.ParseStart("HEYAAA"); ok {
		t.Error("a building's code is taken for a start")
	}
}
