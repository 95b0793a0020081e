package terminal

import (
	"bufio"
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"

	"yishi/bot"
)

// Run reads lines until there are no more, /quit, or ctx is done. It returns
// when ctx is done: until then messages may still arrive.
func (a *Adapter) Run(ctx context.Context, handle bot.Handler) error {
	err := a.listen(ctx, handle)
	close(a.done)
	if err != nil {
		return err
	}
	<-ctx.Done()
	if a.save != nil {
		return a.save.err
	}
	return nil
}

// maxLine is the longest line, as long as what the inbox looks at.
const maxLine = 1 << 20

func (a *Adapter) listen(ctx context.Context, handle bot.Handler) error {
	typed, failed := a.read(ctx)
	a.locked(func() { a.screen.prompt(a.now) })
	for {
		select {
		case <-ctx.Done():
			return nil
		case line, more := <-typed:
			if !more {
				return <-failed
			}
			if line == "/quit" {
				return nil
			}
			if err := a.line(ctx, handle, line); err != nil {
				return err
			}
		}
	}
}

// read gives the lines. Its goroutine may outlive Run: nobody can take a read
// back from a keyboard.
func (a *Adapter) read(ctx context.Context) (<-chan string, <-chan error) {
	typed, failed := make(chan string), make(chan error, 1)
	go func() {
		defer close(typed)
		in := bufio.NewScanner(a.cfg.In)
		in.Buffer(nil, maxLine)
		for in.Scan() {
			select {
			case typed <- strings.TrimRightFunc(in.Text(), unicode.IsSpace):
			case <-ctx.Done():
				failed <- nil
				return
			}
		}
		failed <- in.Err()
	}()
	return typed, failed
}

// line does what one line says.
func (a *Adapter) line(ctx context.Context, handle bot.Handler, line string) error {
	name, mark, rest := a.cut(line)
	switch {
	case strings.TrimSpace(line) == "", strings.HasPrefix(line, "  "), strings.HasPrefix(line, "clock "), name != "" && mark != types && mark != presses:
		a.locked(func() { a.screen.prompt(a.now) }) // a transcript's own lines
	case strings.HasPrefix(line, "#"):
		a.locked(func() { a.comment(line) })
	case strings.HasPrefix(line, "/as "):
		a.locked(func() { a.speak(strings.TrimSpace(line[4:])) })
	case strings.HasPrefix(line, "/clock "), strings.HasPrefix(line, "-- "):
		return a.pass(ctx, strings.Fields(line)[1])
	case name == "":
		return a.act(ctx, handle, a.now, types, line)
	default:
		return a.act(ctx, handle, name, mark, rest)
	}
	return nil
}

// cut parts "甲> words" into name, mark and words. Only ">" brings in somebody
// new: "太好了! 谢谢" is a sentence.
func (a *Adapter) cut(line string) (name, mark, rest string) {
	name, rest, _ = strings.Cut(line, " ")
	if strings.HasPrefix(rest, "= ") && len(strings.Fields(rest)) == 3 {
		return name, "=", rest // who is who, in a transcript
	}
	for _, mark := range []string{types, presses, said, edited, toasts} {
		who, ok := strings.CutSuffix(name, mark)
		if ok && isName(who) && (mark == types || a.knows(who)) {
			return who, mark, rest
		}
	}
	return "", "", line
}

func isName(s string) bool { return s != "" && !strings.ContainsAny(s, "/[]<>!~*#=,.，。！？：") }

func (a *Adapter) knows(name string) (known bool) {
	a.locked(func() { known = a.people[name] != nil })
	return known
}

func (a *Adapter) comment(line string) {
	if a.save != nil {
		a.save.comment(line)
	}
	a.screen.prompt(a.now)
}

// speak gives the turn to somebody.
func (a *Adapter) speak(name string) {
	if !isName(name) || strings.Contains(name, " ") {
		a.screen.note("# 名字里不要有空格和标点。", a.now)
		return
	}
	a.meet(name)
	a.now = name
	a.screen.prompt(a.now)
}

// pass moves the clock on.
func (a *Adapter) pass(ctx context.Context, by string) error {
	d, err := time.ParseDuration(strings.TrimPrefix(by, "+"))
	if err != nil || d <= 0 || a.cfg.Advance == nil {
		a.locked(func() { a.screen.note("# 时间只能往前走，比如 /clock +24h。", a.now) })
		return nil
	}
	a.locked(func() {
		if a.save != nil {
			a.save.pass(d, a.cfg.Now())
		}
		a.screen.note(fmt.Sprintf("-- %s later", short(d)), a.now)
	})
	a.cfg.Advance(d)
	return a.settle(ctx)
}

func (a *Adapter) settle(ctx context.Context) error {
	if a.cfg.Settle == nil {
		return nil
	}
	return a.cfg.Settle(ctx)
}

func (a *Adapter) locked(f func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	f()
}
