package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory/sample"
)

// printed is what a command has printed so far.
type printed struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (p *printed) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(b)
}

func (p *printed) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

var address = regexp.MustCompile(`http://\S+`)

// The demo prints one address, shows its page there, and leaves nothing behind.
func TestDemo(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var out, complaint printed
	ended := make(chan int)
	go func() {
		s := &session{ctx: ctx, out: &out, err: &complaint}
		ended <- s.run([]string{"demo", "--listen", "127.0.0.1:0"})
	}()
	eventually(t, "an address", func() bool { return address.MatchString(out.String()) })
	base := address.FindString(out.String())
	if code, page := get(t, base+"/"); code != http.StatusOK || !strings.Contains(page, "议事") {
		t.Errorf("the page: %d %s", code, page)
	}
	stream, err := http.Get(base + "/demo/events") // an open page does not hold up the end
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Body.Close()
	for body, want := range map[string]int{`{"channel":"wechat"}`: http.StatusOK, `{"channel":"fax"}`: http.StatusUnprocessableEntity} {
		if code := post(t, base+"/demo/add", body); code != want {
			t.Errorf("adding %s: %d", body, code)
		}
	}
	if code := post(t, base+"/demo/clock", `{"by":"24h"}`); code != http.StatusOK {
		t.Errorf("moving the clock on: %d", code)
	}
	begun := time.Now()
	stop()
	if code := <-ended; code != exitFine || complaint.String() != "" {
		t.Errorf("%d %s", code, complaint.String())
	}
	if took := time.Since(begun); took > patience/2 {
		t.Errorf("took %v to stop", took)
	}
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func post(t *testing.T, url, body string) int {
	t.Helper()
	resp, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode
}

// Everybody of the demo is known on their phone, at first and when it is
// started again on the same store; the group has its building.
func TestDemoKnowsItsPeople(t *testing.T) {
	path := filepath.Join(t.TempDir(), "demo.db")
	for range 2 {
		w, err := newDemo("127.0.0.1:0", path, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		s := scene{t, w}
		for _, r := range cast {
			p, _ := w.phone(r.channel, r.hero.Name)
			a := s.hold(r.hero.Name, p)
			a.sees("想办什么？")
			if len(r.hero.Roles) > 0 {
				a.says("待办", "待办", "件")
			}
		}
		s.hold("群", w.group().Member(sample.LiuChunfeng.Name)).sees("本群绑定好了：桂花苑3栋")
		stranger, err := w.add(onWeb)
		if err != nil {
			t.Fatal(err)
		}
		s.hold(stranger.Name, stranger.Phone).says("菜单", "想办什么？")
		if err := w.end(); err != nil {
			t.Error(err)
		}
	}
}

func TestDemoBeginsByDay(t *testing.T) {
	day := time.Date(2026, 12, 1, 0, 0, 0, 0, bot.Zone)
	for hour, want := range map[int]time.Duration{0: 9, 7: 9, 8: 8, 18: 18, 19: 24 + 9, 23: 24 + 9} {
		if got := daytime(day.Add(time.Duration(hour) * time.Hour)); !got.Equal(day.Add(want * time.Hour)) {
			t.Errorf("at %d o'clock it begins at %v", hour, got)
		}
	}
}
