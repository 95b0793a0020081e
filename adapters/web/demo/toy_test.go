package demo_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"yishi/adapters/phone"
)

// clock is a clock that is moved by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// toy is a phone whose platform is a slice.
type toy struct {
	clock   *clock
	answer  func(t *toy, said string)
	changed chan struct{}

	mu     sync.Mutex
	off    bool
	left   bool
	screen []phone.Bubble
	frozen []phone.Bubble
	acts   []string
}

func newToy(c *clock, answer func(t *toy, said string)) *toy {
	return &toy{clock: c, answer: answer, changed: make(chan struct{}, 1)}
}

func (t *toy) show(b phone.Bubble) {
	t.mu.Lock()
	defer t.mu.Unlock()
	b.ID, b.At = int64(len(t.screen)+1), t.clock.Now()
	t.screen = append(t.screen, b)
	t.signal()
}

// edit replaces the newest bubble of the bot.
func (t *toy) edit(text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := range slices.Backward(t.screen) {
		if b := &t.screen[i]; !b.Mine && b.Notice == "" {
			b.Text, b.Edited = text, true
			break
		}
	}
	t.signal()
}

func (t *toy) signal() {
	select {
	case t.changed <- struct{}{}:
	default:
	}
}

func (t *toy) act(what string, mine *phone.Bubble) error {
	t.mu.Lock()
	gone := t.left
	t.acts = append(t.acts, what)
	t.mu.Unlock()
	if gone {
		return errors.New("left")
	}
	if mine != nil {
		mine.Mine = true
		t.show(*mine)
	}
	if t.answer != nil {
		t.answer(t, what)
	}
	return nil
}

func (t *toy) Type(text string) error   { return t.act(text, &phone.Bubble{Text: text}) }
func (t *toy) Press(label string) error { return t.act("["+label+"]", nil) }
func (t *toy) Photo(data []byte) error  { return t.act("photo", &phone.Bubble{Photo: data}) }
func (t *toy) Voice([]byte) error       { return t.act("voice", &phone.Bubble{Voice: true}) }
func (t *toy) Sticker() error           { return t.act("sticker", &phone.Bubble{Text: "😀"}) }
func (t *toy) Scan(code string) error   { return t.act("scan "+code, nil) }
func (t *toy) Pin(lat, lon float64, label string) error {
	return t.act(fmt.Sprint("pin ", lat, lon), &phone.Bubble{Text: "📍 " + label})
}

func (t *toy) Leave() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.left = true
	return nil
}

func (t *toy) Switch(on bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.off = !on; t.off {
		t.frozen = slices.Clone(t.screen)
	}
	t.signal()
}

func (t *toy) Screen() []phone.Bubble {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.off {
		return slices.Clone(t.frozen)
	}
	return slices.Clone(t.screen)
}

func (t *toy) Changed() <-chan struct{} { return t.changed }

func (t *toy) did(what string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Contains(t.acts, what)
}
