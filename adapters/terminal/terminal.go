// Package terminal is a chat in a terminal: an adapter whose platform is the
// screen and the keyboard. One or more people speak through it, a script can
// drive it through a pipe, and what was said can be kept as a transcript that
// adapters/script plays again.
//
// A line is what the person whose turn it is says. Beside that:
//
//	乙> 我要报修        somebody else says something
//	甲! 太极班          a button is pressed; so does its number, while the buttons are the last thing said
//	[照片] [照片 灯.jpg] [语音 a.ogg] [位置 东门] [表情] [扫码 CODE] [关注] [离开]
//	-- 48h later        time passes; so does /clock +48h
//	/as 乙              乙 speaks from now on
//	/quit               the end
//
// The clock, and waiting for answers, are given to it.
package terminal

import (
	"context"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"yishi/adapters/render"
	"yishi/bot"
)

// Config is what a terminal is made of.
type Config struct {
	Name   string   // of the channel; "terminal" if empty
	People []string // the first of them speaks first; 甲 if there is none
	In     io.Reader
	Out    io.Writer
	Save   io.Writer // gets the transcript; optional
	Files  bot.Files // takes photos and voices; optional

	Now     func() time.Time
	Advance func(by time.Duration) // moves the clock on; optional
	// Settle waits until everything said so far was answered. Without it a
	// script is answered whenever the answers come.
	Settle func(ctx context.Context) error
}

// Adapter is one terminal.
type Adapter struct {
	cfg  Config
	done chan struct{}

	mu     sync.Mutex
	screen screen
	save   *transcript
	people map[string]*person
	now    string // whose turn it is
	refs   int
}

// person is somebody at the terminal, and the buttons they saw last.
type person struct {
	left    bool
	ref     string
	buttons []bot.Button
	last    bool // nothing was said since
}

var (
	_ bot.Adapter = (*Adapter)(nil)
	_ bot.Fetcher = (*Adapter)(nil)
)

// New makes the adapter. Colours and prompts appear only on real terminals.
func New(cfg Config) *Adapter {
	if cfg.Name == "" {
		cfg.Name = "terminal"
	}
	if len(cfg.People) == 0 {
		cfg.People = []string{"甲"}
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	a := &Adapter{cfg: cfg, done: make(chan struct{}), people: map[string]*person{}, now: cfg.People[0]}
	a.screen = screen{out: cfg.Out, colour: isTerminal(cfg.Out), prompts: isTerminal(cfg.In) && isTerminal(cfg.Out)}
	if cfg.Save != nil {
		a.save = &transcript{out: cfg.Save, channel: cfg.Name, known: map[string]bool{}}
	}
	for _, name := range cfg.People {
		a.meet(name)
	}
	return a
}

// meet finds a person or makes their place at the terminal. The lock is held,
// or nobody else knows the adapter yet.
func (a *Adapter) meet(name string) *person {
	p := a.people[name]
	if p == nil {
		p = &person{}
		a.people[name] = p
		a.screen.room(name)
	}
	return p
}

// Channel implements bot.Adapter.
func (a *Adapter) Channel() string { return a.cfg.Name }

// Limits implements bot.Adapter.
func (a *Adapter) Limits() bot.Limits { return bot.Limits{Buttons: true, Edits: true} }

// Render implements bot.Adapter: a terminal scrolls, so nothing is cut.
func (a *Adapter) Render(out bot.Out) []bot.Out {
	out.Text = render.Clean(out.Text)
	return []bot.Out{out}
}

// Send shows a message.
func (a *Adapter) Send(_ context.Context, to bot.Address, out bot.Out) (ref string, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.people[to.Chat]
	if p == nil || p.left {
		return "", &bot.SendError{Verdict: bot.Gone, Why: "对方不在终端前"}
	}
	mark := said
	if ref = out.Edit; ref != "" {
		mark = edited
	} else {
		a.refs++
		ref = strconv.Itoa(a.refs)
	}
	if mark == said || ref == p.ref {
		p.ref, p.buttons, p.last = ref, out.Buttons, true
	}
	a.show(entry{to.Chat, mark, lines(out)})
	return ref, nil
}

// show puts something on the screen and into the transcript. The lock is held.
func (a *Adapter) show(e entry) {
	a.screen.show(e, a.now)
	if a.save != nil {
		a.save.write(e, a.cfg.Now())
	}
}

// Fetch opens what somebody sent.
func (a *Adapter) Fetch(_ context.Context, file string) (body io.ReadCloser, ext string, err error) {
	if a.cfg.Files == nil {
		return nil, "", errors.New("terminal: there are no files")
	}
	body, err = a.cfg.Files.Open(file)
	return body, strings.TrimPrefix(path.Ext(file), "."), err
}

// Done is closed when the last line was read, or /quit.
func (a *Adapter) Done() <-chan struct{} { return a.done }
