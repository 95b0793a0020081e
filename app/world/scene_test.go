package world

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yishi/adapters/phone"
	"yishi/bot"
	"yishi/bot/directory/sample"
	"yishi/store/storetest"
)

// scene is a story in a world: the started program, the platforms, the people.
type scene struct {
	*testing.T
	*World
}

var sceneStart = time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)

// newScene starts the program with the sample street.
func newScene(t *testing.T, o Options) scene {
	t.Helper()
	o.Listen, o.Store, o.Start = "127.0.0.1:0", filepath.Join(storetest.Memory(t), "yishi.db"), sceneStart
	w, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.fill(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.End(); err != nil {
			t.Errorf("the program ended with %v", err)
		}
	})
	if err := w.Start(); err != nil {
		t.Fatal(err)
	}
	return scene{t, w}
}

// actor is somebody with a phone in hand, who has read what is on the screen.
type actor struct {
	scene
	phone.Phone
	name string
	read map[string]bool
}

// enter has somebody of the street take up their phone on a channel.
func (s scene) enter(channel string, h sample.Hero) *actor {
	s.Helper()
	if err := s.arrive(channel, h.Name, h.ID); err != nil {
		s.Fatal(err)
	}
	p, _ := s.phone(channel, h.Name)
	a := s.hold(h.Name, p)
	a.sees("想办什么？")
	return a
}

func (s scene) hold(name string, p phone.Phone) *actor {
	return &actor{scene: s, Phone: p, name: name, read: map[string]bool{}}
}

// sees waits until something with these words appears that was not read before,
// and gives it.
func (a *actor) sees(words ...string) phone.Bubble {
	a.Helper()
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(2 * time.Millisecond) {
		for _, b := range a.Screen() {
			text := b.Text + b.Notice
			mark := fmt.Sprint(b.ID, text, b.Rows)
			if !b.Mine && !a.read[mark] && containsAll(text, words) {
				a.read[mark] = true
				return b
			}
		}
		if time.Now().After(deadline) {
			a.Fatalf("%s does not see %q; the screen shows\n%s", a.name, words, screen(a.Phone))
		}
	}
}

func containsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// says types words and waits for the answer.
func (a *actor) says(words string, wants ...string) phone.Bubble {
	a.Helper()
	a.did(words, a.Type(words))
	return a.sees(wants...)
}

// taps presses a button or the number of a choice and waits for the answer.
func (a *actor) taps(label string, wants ...string) phone.Bubble {
	a.Helper()
	a.did(label, a.Press(label))
	return a.sees(wants...)
}

func (a *actor) did(what string, err error) {
	a.Helper()
	if err != nil {
		a.Fatalf("%s, %s: %v; the screen shows\n%s", a.name, what, err, screen(a.Phone))
	}
}

func screen(p phone.Phone) string {
	var out strings.Builder
	for _, b := range p.Screen() {
		who := "<"
		if b.Mine {
			who = ">"
		}
		fmt.Fprintf(&out, "%s %s%s %v\n", who, b.Text, b.Notice, b.Rows)
	}
	return out.String()
}

// picture is a small JPEG.
var picture = []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9")
