package talk_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/answer"
	"yishi/bot/talk"
	"yishi/bot/talk/replay"
	"yishi/store"
)

// everything asks every kind of question.
var everything = &talk.Flow{Name: "all", Title: "问卷", Run: func(c *talk.Conv) error {
	three := []talk.Opt{{Key: "a", Label: "太极"}, {Key: "b", Label: "摄影"}, {Key: "c", Label: "合唱"}}
	told := c.Tell("told", "请讲。")
	kind := talk.Machine(c, "kind", "think", told, "正在想。", func() string { return "?" })
	c.Say("是%s。", kind)
	c.Choice("one", "选一个", three...)
	c.Choices("some", "选几个", 1, 2, three...)
	c.Ranking("rank", "排一排", three...)
	c.Number("n", 0, 9, "几个人？")
	c.NumberOr("m", "不限", 1, 9, "几楼？")
	c.Money("fen", "多少钱？")
	c.Phone("phone", "电话？")
	c.OwnPhoneOr("phone2", "不留", "另一个电话？")
	c.Date("day", "哪天？")
	c.Time("at", "几点？")
	where := c.Place("where", "哪里？")
	c.TextOr("note", "没有", "备注？")
	photos := c.Photos("photo", "照片？")
	if !c.Review("sure", "请看", "提交", talk.Line{Label: "事", Value: told.Text, Question: "told"},
		talk.Line{Label: "处", Value: where.Name, Question: "where"}, talk.Line{Label: "图", Value: fmt.Sprint(len(photos)), Question: "photo"}) {
		return c.End("没有提交。")
	}
	if _, err := talk.Step(c, "file", func(store.Tx) (int, error) { return 1, nil }); err != nil {
		return err
	}
	c.Score("score", 5, "打几分？")
	return c.End("谢谢。")
}}

// someEvent draws what people and machines do, likely answers more often than not.
func someEvent(t *rapid.T, j replay.Journal, buttons []bot.Button) replay.Event {
	words := rapid.OneOf(
		rapid.SampledFrom([]string{
			"1", "2", "1 3", "2 1 3", "十二", "13800001111", "明天", "明天下午3点", "120.5", "3栋门口", "灯坏了", "是", "否", "对", "不对",
			"返回", "取消", "重说", "人工", "帮助", "完了", "没有", "不限", "不留", "选好了", "提交", "改事", "0", "😀", "",
		}),
		rapid.String(),
	)
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0:
		return replay.Event{Kind: replay.Picture, Media: "m1", Text: words.Draw(t, "caption")}
	case 1:
		return replay.Event{Kind: replay.Speech, Media: "v1"}
	case 2:
		return replay.Event{Kind: replay.Point, Pin: talk.Pin{Lat: 30, Lon: 114}}
	case 3:
		return replay.Event{Kind: rapid.SampledFrom([]replay.EventKind{replay.None, replay.Late, replay.Strange}).Draw(t, "other")}
	case 4:
		value := rapid.SampledFrom([]string{`"楼下的灯坏了"`, `""`, `{"a":1}`, "nonsense", ""}).Draw(t, "value")
		return replay.Event{Kind: replay.Worked, Job: j.Job, Value: json.RawMessage(value)}
	case 5:
		return replay.Event{Kind: replay.Pressed, Question: rapid.SampledFrom([]string{"one", "some", "photo#2", "sure", j.Open, ""}).Draw(t, "question"), Key: rapid.SampledFrom([]string{"a", "y", "-", "ok", "ewhere", "x"}).Draw(t, "key")}
	case 6, 7:
		if len(buttons) > 0 {
			_, question, key, _ := replay.ParseToken(rapid.SampledFrom(buttons).Draw(t, "button").Token)
			return replay.Event{Kind: replay.Pressed, Question: question, Key: key}
		}
	}
	return replay.Event{Kind: replay.Words, Text: words.Draw(t, "words")}
}

// accepted are the answers a journal holds, by name.
func accepted(j replay.Journal) map[string]string {
	answers := map[string]string{}
	for _, e := range j.Entries {
		if e.Kind == "" || e.Kind == "s" {
			answers[e.Name] = string(e.Value)
		}
	}
	return answers
}

// takesBack reports whether an event may take an accepted answer back.
func takesBack(ev replay.Event, open string) bool {
	return open == "sure" || ev.Kind == replay.Words && answer.Word(ev.Text) == answer.Back
}

// Whatever comes, in whatever order: nothing panics, every replay comes to the
// same question (Steady), an accepted answer stays until its giver takes it
// back, and there is always a way to the end.
func TestAnySequenceOfEvents(t *testing.T) { rapid.Check(t, anySequence) }

func FuzzEvents(f *testing.F) { f.Fuzz(rapid.MakeFuzz(anySequence)) }

func anySequence(t *rapid.T) {
	e := talk.NewEngine([]*talk.Flow{everything}, "think", talk.JobTranscribe)
	e.Steady = true
	who := directory.Person{ID: "p1"}
	tx := &memory{m: map[string][]byte{}, now: time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)}
	res, err := e.Start(tx, here, who, talk.Start{Flow: "all"})
	var buttons []bot.Button
	for range rapid.IntRange(1, 60).Draw(t, "turns") {
		if err != nil {
			t.Fatal(err)
		}
		before, open := replay.Open(tx, here)
		if open == res.Ended {
			t.Fatalf("ended: %v, but a journal: %v", res.Ended, open)
		}
		if !open {
			return
		}
		if res.Out != nil {
			buttons = append(buttons, res.Out.Buttons...)
		}
		ev := someEvent(t, before, buttons)
		was := accepted(before)
		res, err = e.Resume(tx, before, who, ev)
		after, open := replay.Open(tx, here)
		now := accepted(after)
		for name, value := range was {
			adds := name == "told" && ev.Kind == replay.Picture
			if open && now[name] != value && !adds && !takesBack(ev, before.Open) {
				t.Fatalf("%+v at %s took back %s = %s", ev, before.Open, name, value)
			}
		}
		if open && res.Out == nil && res.Toast == "" && ev.Kind != replay.Worked {
			t.Fatalf("%+v at %s is answered by silence", ev, before.Open)
		}
	}
}
