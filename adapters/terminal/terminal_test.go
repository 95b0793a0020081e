package terminal_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yishi/adapters/terminal"
	"yishi/bot"
	"yishi/store"
)

// desk is a terminal with a small bot behind it.
type desk struct {
	*terminal.Adapter
	now  time.Time
	ins  []bot.In
	refs []string
	out  bytes.Buffer
	save bytes.Buffer
}

// play runs a script to its end.
func play(t *testing.T, script string, change func(*terminal.Config)) *desk {
	t.Helper()
	d := &desk{now: time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)}
	cfg := terminal.Config{
		People: []string{"甲", "王桂花"}, In: strings.NewReader(script), Out: &d.out, Save: &d.save, Files: store.Folder(t.TempDir()),
		Now: func() time.Time { return d.now }, Advance: func(by time.Duration) { d.now = d.now.Add(by) },
	}
	if change != nil {
		change(&cfg)
	}
	d.Adapter = terminal.New(cfg)
	ctx, stop := context.WithCancel(t.Context())
	over := make(chan error, 1)
	go func() { over <- d.Run(ctx, d.handle) }()
	<-d.Done()
	stop()
	if err := <-over; err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *desk) handle(ctx context.Context, in bot.In) (bot.Answer, error) {
	d.ins = append(d.ins, in)
	switch {
	case in.Kind == bot.Press:
		d.say(ctx, in, bot.Out{Text: "已有 4 户投票", Edit: d.refs[0]})
		return bot.Answer{Toast: "记下了"}, nil
	case in.Text == "投票":
		d.say(ctx, in, bot.Out{Text: "选一门课：\n最多一门", Buttons: []bot.Button{{Label: "太极班", Token: "a"}, {Label: "摄影班", Token: "b"}}})
	case in.Kind == bot.Text:
		d.say(ctx, in, bot.Out{Text: "好的：" + in.Text, Links: []bot.Link{{Label: "看全文", URL: "https://yishi.example.org"}}})
	}
	return bot.Answer{}, nil
}

func (d *desk) say(ctx context.Context, in bot.In, out bot.Out) {
	ref, err := d.Send(ctx, in.Address, d.Render(out)[0])
	if err != nil {
		panic(err)
	}
	d.refs = append(d.refs, ref)
}

const script = `# 两个人
投票
王桂花> 3
甲> 2
/as 王桂花
你好
/clock +48h
[离开]
/quit
没有人听到`

func TestAScriptDrivesTheTerminal(t *testing.T) {
	d := play(t, script, nil)
	want := strings.Join([]string{
		"甲    > 投票",
		"甲    < 选一门课：",
		"        最多一门",
		"        [1 太极班] [2 摄影班]",
		"王桂花> 3",
		"王桂花< 好的：3",
		"        <看全文 https://yishi.example.org>",
		"甲    ! 摄影班",
		"甲    ~ 已有 4 户投票",
		"甲    * 记下了",
		"王桂花> 你好",
		"王桂花< 好的：你好",
		"        <看全文 https://yishi.example.org>",
		"-- 48h later",
		"王桂花> [离开]",
		"",
	}, "\n")
	if diff := cmp.Diff(want, d.out.String()); diff != "" {
		t.Errorf("the screen (-want +got):\n%s", diff)
	}
	saved := `# 两个人
clock 2026-12-01 09:00
甲 = 甲 web
甲> 投票
甲< 选一门课：
  最多一门
  [1 太极班] [2 摄影班]
王桂花 = 王桂花 web
王桂花> 3
王桂花< 好的：3
  <看全文 https://yishi.example.org>
甲! 摄影班
甲~ 已有 4 户投票
甲* 记下了
王桂花> 你好
王桂花< 好的：你好
  <看全文 https://yishi.example.org>
-- 48h later
王桂花> [离开]
`
	if diff := cmp.Diff(saved, d.save.String()); diff != "" {
		t.Errorf("the transcript (-want +got):\n%s", diff)
	}
	if in := d.ins[2]; in.Kind != bot.Press || in.Text != "b" || in.Ref != d.refs[0] {
		t.Errorf("the number of a button arrived as %+v", in)
	}
	if in := d.ins[4]; in.Kind != bot.Leave || in.From != "王桂花" || !in.At.Equal(time.Date(2026, 12, 3, 9, 0, 0, 0, bot.Zone)) {
		t.Errorf("leaving arrived as %+v", in)
	}
	if _, err := d.Send(t.Context(), bot.Address{Channel: "terminal", Chat: "王桂花"}, bot.Out{Text: "在吗"}); err == nil {
		t.Error("somebody who left was reached")
	}
}

func TestATranscriptIsAScript(t *testing.T) {
	first := play(t, script, nil)
	again := play(t, first.save.String(), nil)
	if diff := cmp.Diff(first.save.String(), again.save.String()); diff != "" {
		t.Errorf("played again (-first +again):\n%s", diff)
	}
}

func TestThingsThatAreNotWords(t *testing.T) {
	file := filepath.Join(t.TempDir(), "灯.PNG")
	if err := os.WriteFile(file, []byte("a picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := play(t, "[照片 "+file+"]\n[语音]\n[位置 东门]\n[表情]\n[扫码 b_3]\n[照片 nowhere.jpg]\n", nil)
	want := []bot.Kind{bot.Photo, bot.Voice, bot.Location, bot.Other, bot.Scan}
	var got []bot.Kind
	for _, in := range d.ins {
		got = append(got, in.Kind)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("arrived (-want +got):\n%s", diff)
	}
	if d.ins[2].Pin.Label != "东门" || d.ins[4].Text != "b_3" || !strings.Contains(d.out.String(), "# 打不开 nowhere.jpg。") {
		t.Errorf("arrived as %+v; the screen says\n%s", d.ins, d.out.String())
	}
	body, ext, err := d.Fetch(t.Context(), d.ins[0].File)
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	if data, _ := io.ReadAll(body); string(data) != "a picture" || ext != "png" {
		t.Errorf("the photo came as %q, %s", data, ext)
	}
}

func TestWhatIsOnlyAWordToTheBot(t *testing.T) {
	for _, line := range []string{"/vote 2", "太好了! 谢谢", "a>b 吗", "3", "灯坏了,> 请看", "3~ 5点", "1 = 2"} {
		if d := play(t, line, nil); len(d.ins) != 1 || d.ins[0].Kind != bot.Text || d.ins[0].Text != line || d.ins[0].From != "甲" {
			t.Errorf("%q arrived as %+v", line, d.ins)
		}
	}
}

func TestAClockThatCannotBeMoved(t *testing.T) {
	d := play(t, "/clock 24h\n/clock -3h\n/clock soon\n", func(c *terminal.Config) { c.Advance = nil })
	if n := strings.Count(d.out.String(), "时间只能往前走"); n != 3 {
		t.Errorf("the screen says\n%s", d.out.String())
	}
}
