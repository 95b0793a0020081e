package terminal

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"os"
	"path"
	"strconv"
	"strings"
	"time"

	"yishi/bot"
)

// act has a person say or press something, and waits for what comes of it.
func (a *Adapter) act(ctx context.Context, handle bot.Handler, name, mark, what string) error {
	in := bot.In{
		ID: rand.Text(), At: a.cfg.Now().UTC().Truncate(time.Millisecond), Kind: bot.Text, Text: what,
		Address: bot.Address{Channel: a.cfg.Name, Chat: name}, From: name, Name: name,
	}
	a.mu.Lock()
	p := a.meet(name)
	button, pressed := p.press(mark, what)
	switch {
	case pressed:
		in.Kind, in.Text, in.Ref = bot.Press, button.Token, p.ref
		mark, what = presses, button.Label
	case mark == presses:
		a.screen.note("# 没有「"+what+"」这个按钮。", a.now)
		a.mu.Unlock()
		return nil
	}
	p.last = false
	if !a.screen.prompts || name != a.now || pressed {
		a.screen.show(entry{name, mark, []string{what}}, a.now)
	} else {
		a.screen.prompt(a.now)
	}
	if a.save != nil {
		a.save.write(entry{name, mark, []string{what}}, a.cfg.Now())
	}
	if !pressed && strings.HasPrefix(what, "[") && strings.HasSuffix(what, "]") {
		if why := a.thing(&in, strings.Trim(what, "[]")); why != "" {
			a.screen.note("# "+why, a.now)
			a.mu.Unlock()
			return nil
		}
	}
	p.left = in.Kind == bot.Leave
	a.mu.Unlock()
	return a.deliver(ctx, handle, in)
}

// press finds a button of the message seen last: by its label, or by its number
// if nothing was said since.
func (p *person) press(mark, what string) (bot.Button, bool) {
	n, err := strconv.Atoi(what)
	if err == nil && n >= 1 && n <= len(p.buttons) && (p.last || mark == presses) {
		return p.buttons[n-1], true
	}
	for _, b := range p.buttons {
		if b.Label == what && mark == presses {
			return b, true
		}
	}
	return bot.Button{}, false
}

// thing is a message that is not words: [照片 灯.jpg], [扫码 CODE] … It says why
// it cannot be sent.
func (a *Adapter) thing(in *bot.In, what string) (why string) {
	kind, rest, _ := strings.Cut(what, " ")
	in.Text = rest
	switch kind {
	case "照片":
		in.Kind, in.Text = bot.Photo, ""
		return a.attach(in, rest, "jpg")
	case "语音":
		in.Kind, in.Text = bot.Voice, ""
		return a.attach(in, rest, "ogg")
	case "位置":
		in.Kind, in.Pin = bot.Location, &bot.Pin{Lat: 30.5728, Lon: 114.2793, Label: rest}
	case "扫码":
		in.Kind = bot.Scan
	case "关注":
		in.Kind = bot.Follow
	case "离开":
		in.Kind = bot.Leave
	default:
		in.Kind = bot.Other
	}
	return ""
}

// attach keeps a file, or a few bytes that stand for one.
func (a *Adapter) attach(in *bot.In, file, ext string) (why string) {
	if a.cfg.Files == nil {
		return "这里不能发照片和语音。"
	}
	var body io.Reader = strings.NewReader(in.ID)
	if file != "" {
		f, err := os.Open(file)
		if err != nil {
			return "打不开 " + file + "。"
		}
		defer f.Close()
		body = f
		if e := strings.ToLower(strings.TrimPrefix(path.Ext(file), ".")); e != "" {
			ext = e
		}
	}
	name, err := a.cfg.Files.Save(body, ext)
	if err != nil {
		return "存不下来：" + err.Error()
	}
	in.File = name
	return ""
}

// tries is how often a message is delivered that the handler could not take.
const tries = 3

// deliver gives a message to the handler, shows the toast, and waits for answers.
func (a *Adapter) deliver(ctx context.Context, handle bot.Handler, in bot.In) error {
	var answer bot.Answer
	var err error
	for range tries {
		if answer, err = handle(ctx, in); err == nil || ctx.Err() != nil {
			break
		}
	}
	if ctx.Err() != nil {
		return nil
	}
	a.locked(func() {
		switch {
		case err != nil:
			slog.Error("terminal: a message was not taken", "err", err)
			a.screen.note("# 没有收下，请稍后再试。", a.now)
		case answer.Toast != "":
			a.show(entry{in.From, toasts, []string{answer.Toast}})
		}
	})
	return a.settle(ctx)
}
