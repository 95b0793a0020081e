package meaning_test

import (
	"context"
	"errors"
	"io"
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
	const text = "你好,楼下的灯没有坏,就是太暗"
	for name, c := range map[string]struct {
		model meaning.Understanding
		what  string
		where string
	}{
		"copied":           {meaning.Understanding{Intent: "issue", What: "楼下的灯没有坏,就是太暗", Where: "楼下"}, "楼下的灯没有坏,就是太暗", "楼下"},
		"words left out":   {meaning.Understanding{Intent: "issue", What: "楼下灯没坏太暗"}, "楼下灯没坏太暗", ""},
		"negation dropped": {meaning.Understanding{Intent: "issue", What: "楼下的灯坏"}, "楼下的灯没有坏,就是太暗", ""},
		"invented":         {meaning.Understanding{Intent: "issue", What: "王某偷灯", Where: "火星"}, "楼下的灯没有坏,就是太暗", "楼下"},
		"empty":            {meaning.Understanding{Intent: "issue"}, "楼下的灯没有坏,就是太暗", ""},
	} {
		u, source := meaning.Reader{Rules: meaningtest.Rules(), Model: says(c.model)}.Read(t.Context(), text, meaning.Context{})
		if !source.Model || u.What != c.what || u.Where != c.where || u.Category != "other" {
			t.Errorf("%s: got %+v from %+v", name, u, source)
		}
	}
}

func TestReadFallsBack(t *testing.T) {
	rules := meaningtest.Rules().Understand("我想报太极班", meaning.Context{})
	for name, m := range map[string]machine{
		"unknown intent":   says(meaning.Understanding{Intent: "dance"}),
		"no intent":        says(meaning.Understanding{}),
		"unknown category": says(meaning.Understanding{Intent: "issue", Category: "aliens"}),
		"unknown match":    says(meaning.Understanding{Intent: "poll", Match: "p9"}),
		"staff work":       says(meaning.Understanding{Intent: "staff-poll"}),
		"does not know":    says(meaning.Understanding{Intent: meaning.None}),
		"fails": {understand: func(context.Context, string) (meaning.Understanding, error) {
			return meaning.Understanding{}, errors.New("down")
		}},
		"panics": {understand: func(context.Context, string) (meaning.Understanding, error) { panic("boom") }},
		"never answers": {understand: func(context.Context, string) (meaning.Understanding, error) {
			select {} // heeds nothing
		}},
	} {
		u, source := meaning.Reader{Rules: meaningtest.Rules(), Model: m, Limit: 50 * time.Millisecond}.Read(t.Context(), "我想报太极班", meaning.Context{})
		if source.Model || u.Intent != "course" || u.Subject != rules.Subject {
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
	if !source.Model || u.Call != "119" {
		t.Errorf("got %+v", u)
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
