package talk_test

import (
	"encoding/json"
	"testing"

	"yishi/bot/talk"
	"yishi/bot/talk/replay"
)

// thinking asks a person, then a machine, then the person again.
var thinking = []*talk.Flow{{Name: "f", Title: "提问", Run: func(c *talk.Conv) error {
	text := c.Text("text", "请讲。")
	kind := talk.Machine(c, "kind", "think", text, "正在想。", func() string { return "不知道" })
	more := c.Text("more", "是%s。还有吗？", kind)
	return c.End("%s %s %s", text, kind, more)
}}}

func thought(t *testing.T) *world {
	w := newWorld(t)
	w.deploy(thinking, "think", talk.JobTranscribe)
	w.start("f", nil)
	w.says("灯坏了", "正在想。")
	return w
}

// answers has the newest job answered, as a worker would.
func (w *world) answers(value string) replay.Result {
	w.t.Helper()
	jobs := w.jobs()
	if len(jobs) == 0 {
		w.t.Fatal("there is no job")
	}
	ev := replay.Event{Kind: replay.Worked, Job: jobs[len(jobs)-1].ID}
	if value != "" {
		ev.Value = json.RawMessage(value)
	}
	return w.event(ev)
}

func TestAMachineIsAsked(t *testing.T) {
	w := thought(t)
	jobs := w.jobs()
	if len(jobs) != 1 || jobs[0].Kind != "think" || string(jobs[0].Args) != `"灯坏了"` || jobs[0].Chat != here {
		t.Fatalf("asked: %+v", jobs)
	}
	check(t, "the machine", w.answers(`"报修"`), "是报修。还有吗？")
	w.says("没别的事了", "灯坏了 报修 没别的事了")
}

func TestAMachineThatFailsOrTalksNonsenseCostsNothing(t *testing.T) {
	for _, value := range []string{"", "null", "garbage", `{"kind":7}`, "[1]"} {
		w := thought(t)
		check(t, value, w.answers(value), "是不知道。还有吗？")
	}
}

func TestWithoutTheMachineTheRulesAnswerAtOnce(t *testing.T) {
	w := newWorld(t, thinking...)
	w.start("f", nil)
	w.says("灯坏了", "是不知道。还有吗？")
	if len(w.jobs()) > 0 {
		t.Error("somebody was asked")
	}
}

func TestAPersonMayTypeWhileAMachineThinks(t *testing.T) {
	w := thought(t)
	w.says("快点", "请稍等一下，马上就好。")
	w.says("帮助", "「返回」退一步，「取消」不办了，「重说」再说一遍，「人工」找人帮忙。")
	if len(w.jobs()) != 1 {
		t.Errorf("%d jobs", len(w.jobs()))
	}
	check(t, "the machine", w.answers(`"报修"`), "是报修。还有吗？")
}

func TestGoingBackFromAMachineMakesItsAnswerLate(t *testing.T) {
	w := thought(t)
	w.says("返回", "请讲。")
	if res := w.answers(`"报修"`); res.Out != nil {
		t.Errorf("the late answer says %s", text(res))
	}
	w.says("水管漏了", "正在想。")
	check(t, "the new job", w.answers(`"水"`), "是水。还有吗？")
}

// After a crash the job is still on the table, and the conversation waits for it.
func TestAMachineQuestionOutlivesTheProgram(t *testing.T) {
	w := thought(t)
	w.deploy(thinking, "think")
	w.event(replay.Event{})
	if len(w.jobs()) != 1 {
		t.Fatalf("%d jobs after a restart", len(w.jobs()))
	}
	check(t, "the machine", w.answers(`"报修"`), "是报修。还有吗？")
}

func TestAMachineThatIsNoMoreIsNotWaitedFor(t *testing.T) {
	w := thought(t)
	w.deploy(thinking)
	w.says("喂？", "是不知道。还有吗？") // the words were no answer to this question
}

func TestAMachineQuestionTakenOutOfTheFlowIsForgotten(t *testing.T) {
	w := thought(t)
	w.deploy([]*talk.Flow{{Name: "f", Run: func(c *talk.Conv) error {
		text := c.Text("text", "请讲。")
		return c.End("%s %s", text, c.Text("more", "还有吗？"))
	}}}, "think", talk.JobTranscribe)
	check(t, "the machine", w.answers(`"报修"`), "还有吗？")
	w.says("门也坏了", "灯坏了 门也坏了")
}

// spoken has a voice message on its way to being the answer of "text".
func spoken(t *testing.T) *world {
	w := newWorld(t)
	w.deploy(thinking, talk.JobTranscribe)
	w.start("f", nil)
	res := w.event(replay.Event{Kind: replay.Speech, Media: "v1"})
	check(t, "speech", res, "正在听您的语音，请稍等。")
	if jobs := w.jobs(); len(jobs) != 1 || jobs[0].Kind != talk.JobTranscribe || string(jobs[0].Args) != `"v1"` {
		t.Fatalf("asked: %+v", jobs)
	}
	return w
}

func heard(t *testing.T) (*world, replay.Result) {
	w := spoken(t)
	res := w.answers(`"楼下的灯坏了"`)
	check(t, "the transcript", res, "您说的是：「楼下的灯坏了」，对吗？")
	return w, res
}

func TestSpeechIsConfirmed(t *testing.T) {
	for _, yes := range []string{"对", "是的", "嗯"} {
		w, _ := heard(t)
		w.says(yes, "是不知道。还有吗？")
		if got := w.entries(); got != "text kind" {
			t.Errorf("entries: %s", got)
		}
	}
	w, res := heard(t)
	w.presses(token(t, res, "对"), "是不知道。还有吗？")
}

func TestSpeechIsDenied(t *testing.T) {
	w, res := heard(t)
	w.presses(token(t, res, "不对"), "好的。请再说一遍，或者打字。\n\n请讲。")
	w.says("楼上的灯坏了", "是不知道。还有吗？")
	w, _ = heard(t)
	w.says("不对", "好的。请再说一遍，或者打字。\n\n请讲。")
	if got := w.entries(); got != "" {
		t.Errorf("left: %s", got)
	}
}

func TestTypingInsteadOfConfirming(t *testing.T) {
	w, _ := heard(t)
	w.says("楼上的灯坏了", "是不知道。还有吗？")
	w.says("没别的事了", "楼上的灯坏了 不知道 没别的事了")
}

func TestTypingInsteadOfWaitingForTheTranscript(t *testing.T) {
	w := spoken(t)
	w.says("楼上的灯坏了", "是不知道。还有吗？")
	if res := w.answers(`"楼下的灯坏了"`); res.Out != nil {
		t.Errorf("the late transcript says %s", text(res))
	}
}

func TestSpeakingAgain(t *testing.T) {
	w, _ := heard(t)
	check(t, "speech", w.event(replay.Event{Kind: replay.Speech, Media: "v2"}), "正在听您的语音，请稍等。")
	check(t, "the transcript", w.answers(`"门坏了"`), "您说的是：「门坏了」，对吗？")
	w.says("对", "是不知道。还有吗？")
}

func TestATranscriptSurvivesWhatIsNoAnswer(t *testing.T) {
	w, _ := heard(t)
	if res := w.event(replay.Event{Kind: replay.Pressed, Question: "old", Key: "y"}); res.Toast == "" || res.Out != nil {
		t.Errorf("a late press: %+v", res)
	}
	check(t, "again", w.event(replay.Event{}), "您说的是：「楼下的灯坏了」，对吗？")
	check(t, "the reminder", w.event(replay.Event{Kind: replay.Late}), "您的「提问」还没有说完。\n\n您说的是：「楼下的灯坏了」，对吗？")
	w.says("人工", "请直接联系社区工作人员。\n\n您说的是：「楼下的灯坏了」，对吗？")
	w.says("对", "是不知道。还有吗？")
}

func TestWordsOnATranscriptThatDropIt(t *testing.T) {
	for words, want := range map[string]string{
		"返回": "好的。请再说一遍，或者打字。\n\n请讲。", "重说": "请讲。", "取消": "好的，先不办了。要办的时候再叫我。",
	} {
		w, _ := heard(t)
		w.says(words, want)
		if got := w.entries(); got != "" {
			t.Errorf("%s left %s", words, got)
		}
	}
}

func TestACommandSaidAloud(t *testing.T) {
	w := spoken(t)
	w.answers(`"取消"`)
	if res := w.says("对", "好的，先不办了。要办的时候再叫我。"); !res.Ended {
		t.Error("it goes on")
	}
}

// Why a voice gave no words is said as it was.
func TestSpeechThatGaveNoWords(t *testing.T) {
	for why, want := range map[talk.Unheard]string{
		talk.TooLong: "这段语音太长，我听不完。请分几次说，或者打字。", talk.Unreadable: "这种语音我打不开。麻烦您打字。",
		talk.NotFound: "这段语音没有收到。麻烦再说一遍，或者打字。", talk.NotClear: "这段语音没有听清。请再说一遍，或者打字。",
	} {
		w := spoken(t)
		check(t, string(why), w.answers(`{"why":"`+string(why)+`"}`), want+"\n\n请讲。")
		w.says("灯坏了", "是不知道。还有吗？")
	}
}

func TestSpeechThatCannotBeHeard(t *testing.T) {
	for _, value := range []string{"", `""`, `{"x":1}`} {
		w := spoken(t)
		check(t, value, w.answers(value), "这会儿听不了语音。麻烦您打字。\n\n请讲。")
		w.says("灯坏了", "是不知道。还有吗？")
	}
	w := newWorld(t, thinking...)
	w.start("f", nil)
	check(t, "speech", w.event(replay.Event{Kind: replay.Speech, Media: "v1"}), "我还听不懂语音，麻烦您打字，或者按数字。\n\n请讲。")
}
