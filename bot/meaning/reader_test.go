package meaning_test

import (
	"context"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"yishi/bot/meaning"
	"yishi/bot/meaning/meaningtest"
)

// machine is a Model made of functions.
type machine struct {
	understand func(ctx context.Context, text string) (meaning.Understanding, error)
	transcribe func(ctx context.Context) (string, error)
}

func (m machine) Understand(ctx context.Context, text string, _ meaning.Context) (meaning.Understanding, error) {
	return m.understand(ctx, text)
}

func (m machine) Transcribe(ctx context.Context, _ io.Reader, _ string) (string, error) {
	return m.transcribe(ctx)
}

func says(u meaning.Understanding) machine {
	return machine{understand: func(context.Context, string) (meaning.Understanding, error) { return u, nil }}
}

func TestReadWithoutModel(t *testing.T) {
	u, source := meaning.Reader{Rules: meaningtest.Rules()}.Read(t.Context(), "楼下的灯又坏了", meaning.Context{})
	if u.Intent != "issue" || u.Category != "lighting" || source.Model || source.Err != nil {
		t.Errorf("got %+v from %+v", u, source)
	}
}

func TestReadTrustsOnlyWhatWasSaid(t *testing.T) {
	const text = "你好,楼下的灯没有坏"
	for name, c := range map[string]struct {
		model meaning.Understanding
		what  string
		where string
	}{
		"copied":           {meaning.Understanding{Intent: "issue", What: "楼下的灯没有坏", Where: "楼下"}, "楼下的灯没有坏", "楼下"},
		"words left out":   {meaning.Understanding{Intent: "issue", What: "楼下灯没坏"}, "楼下灯没坏", ""},
		"negation dropped": {meaning.Understanding{Intent: "issue", What: "楼下的灯坏"}, "楼下的灯没有坏", ""},
		"invented":         {meaning.Understanding{Intent: "issue", What: "王某偷灯", Where: "火星"}, "楼下的灯没有坏", "楼下"},
		"empty":            {meaning.Understanding{Intent: "issue"}, "楼下的灯没有坏", ""},
	} {
		u, source := meaning.Reader{Rules: meaningtest.Rules(), Model: says(c.model)}.Read(t.Context(), text, meaning.Context{})
		if !source.Model || u.What != c.what || u.Where != c.where || u.Category != "lighting" {
			t.Errorf("%s: got %+v from %+v", name, u, source)
		}
	}
}

func TestReadFallsBack(t *testing.T) {
	rules := meaningtest.Rules().Understand("楼下的灯坏", meaning.Context{})
	for name, m := range map[string]machine{
		"unknown intent": says(meaning.Understanding{Intent: "dance"}),
		"no intent":      says(meaning.Understanding{}),
		"staff work":     says(meaning.Understanding{Intent: "staff-poll"}),
		"does not know":  says(meaning.Understanding{Intent: meaning.None}),
		"fails": {understand: func(context.Context, string) (meaning.Understanding, error) {
			return meaning.Understanding{}, errors.New("down")
		}},
		"panics": {understand: func(context.Context, string) (meaning.Understanding, error) { panic("boom") }},
		"never answers": {understand: func(context.Context, string) (meaning.Understanding, error) {
			select {} // heeds nothing
		}},
	} {
		u, source := meaning.Reader{Rules: meaningtest.Rules(), Model: m, Limit: 50 * time.Millisecond}.Read(t.Context(), "楼下的灯坏", meaning.Context{})
		if source.Model || u.Intent != "issue" || u.Category != rules.Category {
			t.Errorf("%s: got %+v from %+v", name, u, source)
		}
	}
}

// A model may never talk an emergency away.
func TestReadKeepsEmergencies(t *testing.T) {
	u, _ := meaning.Reader{Rules: meaningtest.Rules(), Model: says(meaning.Understanding{Intent: "course"})}.Read(t.Context(), "有人困在电梯里了", meaning.Context{})
	if u.Intent != "issue" || u.Call != "119" || !u.Urgent {
		t.Errorf("got %+v", u)
	}
	u, source := meaning.Reader{Rules: meaningtest.Rules(), Model: says(meaning.Understanding{Intent: "issue", Category: "lift"})}.Read(t.Context(), "有人困在电梯里了", meaning.Context{})
	if source.Model || u.Call != "119" {
		t.Errorf("got %+v from %+v", u, source)
	}
}

// What a machine says never makes it worse than the rules alone.
func TestReadNeverMakesItWorse(t *testing.T) {
	open := meaning.Context{Open: []meaning.Titled{{ID: "P7", Title: "种什么树", Pool: meaning.Voted}}}
	for name, c := range map[string]struct {
		text  string
		model meaning.Understanding
		want  meaning.Understanding // intent, category, match, call, urgent, offered
		asked bool
	}{
		"sure rules":           {"楼下的灯又坏了", meaning.Understanding{Intent: "poll"}, meaning.Understanding{Intent: "issue", Category: "lighting"}, false},
		"faces of WeChat":      {"[强]/:rose [微笑]", meaning.Understanding{Intent: "poll"}, meaning.Understanding{Intent: meaning.None}, false},
		"words in brackets":    {"[强]力胶", meaning.Understanding{Intent: meaning.None}, meaning.Understanding{Intent: meaning.None}, true},
		"faces":                {"👍🌹", meaning.Understanding{Intent: "poll"}, meaning.Understanding{Intent: meaning.None}, false},
		"an alarm added":       {"孩子找不到", meaning.Understanding{Intent: meaning.None, Call: "110"}, meaning.Understanding{Intent: "issue", Category: "other", Call: "110", Urgent: true}, true},
		"an alarm, elsewhere":  {"孩子找不到", meaning.Understanding{Intent: "poll", Match: "P7", Call: "110"}, meaning.Understanding{Intent: "issue", Category: "other", Call: "110", Urgent: true}, true},
		"no such number":       {"孩子找不到", meaning.Understanding{Intent: "issue", Call: "911"}, meaning.Understanding{Intent: "issue", Category: "other"}, true},
		"no such category":     {"楼下的灯坏", meaning.Understanding{Intent: "issue", Category: "aliens"}, meaning.Understanding{Intent: "issue", Category: "lighting"}, true},
		"its category":         {"楼下的灯坏", meaning.Understanding{Intent: "issue", Category: "lift"}, meaning.Understanding{Intent: "issue", Category: "lift"}, true},
		"no such poll":         {"种树那个", meaning.Understanding{Intent: "poll", Match: "P8"}, meaning.Understanding{Intent: "poll"}, true},
		"of another kind":      {"种树那个", meaning.Understanding{Intent: "course", Match: "P7"}, meaning.Understanding{Intent: "course"}, true},
		"its poll":             {"种树那个", meaning.Understanding{Intent: "poll", Match: "P7"}, meaning.Understanding{Intent: "poll", Match: "P7"}, true},
		"what is done at once": {"有没有在的", meaning.Understanding{Intent: "human"}, meaning.Understanding{Intent: "human", Offered: true}, true},
	} {
		rules := meaning.NewRules(append(meaningtest.Intents(), meaning.Intent{Name: "human", Acts: true})).WordsAlone()
		asked := false
		model := machine{understand: func(context.Context, string) (meaning.Understanding, error) { asked = true; return c.model, nil }}
		u, _ := meaning.Reader{Rules: rules, Model: model}.Read(t.Context(), c.text, open)
		got := meaning.Understanding{Intent: u.Intent, Category: u.Category, Match: u.Match, Call: u.Call, Urgent: u.Urgent, Offered: u.Offered}
		if !reflect.DeepEqual(got, c.want) || asked != c.asked {
			t.Errorf("%s: got %+v (asked %v), want %+v", name, got, asked, c.want)
		}
	}
}

func TestReadGivesTheModelAShortText(t *testing.T) {
	got := 0
	m := machine{understand: func(_ context.Context, text string) (meaning.Understanding, error) {
		got = len([]rune(text))
		return meaning.Understanding{Intent: meaning.None}, nil
	}}
	meaning.Reader{Rules: meaningtest.Rules(), Model: m}.Read(t.Context(), strings.Repeat("灯", 10000), meaning.Context{})
	if got != meaning.MaxText {
		t.Errorf("the model got %d characters", got)
	}
}

func TestListen(t *testing.T) {
	hears := func(said string, err error) meaning.Reader {
		return meaning.Reader{Rules: meaningtest.Rules(), Model: machine{transcribe: func(context.Context) (string, error) { return said, err }}}
	}
	if said, err := hears(" 楼下的灯\u200b又坏了\n", nil).Listen(t.Context(), strings.NewReader("x"), "amr"); said != "楼下的灯又坏了" || err != nil {
		t.Errorf("got %q, %v", said, err)
	}
	for _, real := range []string{"灯修好了，谢谢大家", "下次再见他我就说说这个事"} {
		if said, err := hears(real, nil).Listen(t.Context(), strings.NewReader("x"), "amr"); said != real || err != nil {
			t.Errorf("%s: heard %q, %v", real, said, err)
		}
	}
	for _, invention := range []string{
		"請訂閱", "请订阅我的频道", "谢谢大家。", "謝謝大家！", "謝謝觀看，我們下期再見", "字幕由 Amara.org 社区提供", "字幕由某某提供", "請不吝點贊 訂閱", "Thank you.", "明镜与点点栏目",
	} {
		if said, err := hears(invention, nil).Listen(t.Context(), strings.NewReader("x"), "amr"); !errors.Is(err, meaning.ErrUnheard) {
			t.Errorf("%s: heard %q, %v", invention, said, err)
		}
	}
	for name, r := range map[string]meaning.Reader{
		"nobody listens": {},
		"an error":       hears("", errors.New("no")),
		"nothing":        hears(" 。 ", nil),
		"an invention":   hears("请不吝点赞 订阅 转发 打赏支持明镜与点点栏目", nil),
		"another":        hears("Thank you for watching!", nil),
		"too much":       hears(strings.Repeat("哈", 5000), nil),
	} {
		if said, err := r.Listen(t.Context(), strings.NewReader("x"), "amr"); err == nil {
			t.Errorf("%s: heard %q", name, said)
		}
	}
	if _, err := hears("好", nil).Listen(t.Context(), strings.NewReader(""), "amr"); err == nil {
		t.Error("an empty file was listened to")
	}
	if _, err := hears("好", nil).Listen(t.Context(), io.LimitReader(endless{}, meaning.MaxVoice+1), "amr"); err == nil {
		t.Error("a huge file was listened to")
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }
