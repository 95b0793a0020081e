package telegram_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"yishi/adapters/adaptertest"
	"yishi/adapters/phone"
	"yishi/adapters/telegram"
	"yishi/adapters/telegram/telegramtest"
	"yishi/bot"
)

func TestByWebhook(t *testing.T) {
	adaptertest.Run(t, func(t *testing.T) adaptertest.World { return world(t, telegram.ByWebhook) })
}

func TestByPolling(t *testing.T) {
	adaptertest.Run(t, func(t *testing.T) adaptertest.World { return world(t, telegram.ByPolling) })
}

// world is a fresh platform with a fresh adapter.
func world(t *testing.T, mode string) adaptertest.World {
	s := newStage(t, mode, nil)
	return adaptertest.World{
		Adapter: s.adapter,
		Phone:   func(name string) phone.Phone { return s.fake.Phone(name) },
		Fits:    fits,
		Secrets: []string{s.fake.Token(), webhookSecret},
		Group: func(title string, members ...string) []phone.Phone {
			g := s.fake.Group(title)
			var phones []phone.Phone
			for _, m := range members {
				phones = append(phones, g.Member(m))
			}
			return phones
		},
		Mention: "@" + s.fake.Username(),
		Sleep:   s.clock.sleep,
		Picture: "plan.jpg",
		Break:   s.fake.Close,
	}
}

const webhookSecret = "s3cret_of-the-webhook"

// stage is the fake platform, its clock, and an adapter that is not running.
type stage struct {
	fake    *telegramtest.Server
	clock   *clock
	adapter *telegram.Adapter
	log     *logs
}

func newStage(t *testing.T, mode string, change func(*telegram.Config, *telegram.Deps)) *stage {
	t.Helper()
	s := &stage{clock: &clock{}, log: &logs{}}
	s.fake = telegramtest.New(telegramtest.Options{Now: s.clock.now, Retry: 5 * time.Millisecond})
	t.Cleanup(s.fake.Close)
	var handler atomic.Pointer[telegram.Adapter]
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.Load().ServeHTTP(w, r) }))
	t.Cleanup(web.Close)
	cfg := telegram.Config{Name: "main", Token: s.fake.Token(), Secret: webhookSecret, Mode: mode, APIBase: s.fake.URL()}
	deps := telegram.Deps{
		PublicURL: web.URL,
		Files:     pictures{"plan.jpg": []byte("\xff\xd8 a plan"), "long.png": long()},
		Commands:  []telegram.Command{{Name: "vote", About: "投票"}, {Name: "help", About: "帮助"}},
		Now:       s.clock.now,
		Log:       slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	if change != nil {
		change(&cfg, &deps)
	}
	adapter, err := telegram.New(cfg, deps)
	if err != nil {
		t.Fatal(err)
	}
	telegram.Hurry(adapter)
	s.adapter = adapter
	handler.Store(adapter)
	t.Cleanup(func() {
		if text := s.log.String(); strings.Contains(text, s.fake.Token()) || strings.Contains(text, webhookSecret) {
			t.Errorf("a secret is in the log:\n%s", text)
		}
	})
	return s
}

// fits holds a piece to what the Bot API documents.
func fits(piece bot.Out) error {
	units := 0
	for _, r := range piece.Text {
		units++
		if r > 0xffff {
			units++
		}
	}
	switch {
	case piece.Photo != "" && units > 1024:
		return fmt.Errorf("a caption of %d", units)
	case units > 4096:
		return fmt.Errorf("a text of %d", units)
	case piece.Photo == "" && strings.TrimSpace(piece.Text) == "":
		return errors.New("no text")
	}
	return nil
}

// clock is the platform's: real time, and what sleeping added.
type clock struct {
	mu    sync.Mutex
	ahead time.Duration
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead)
}

func (c *clock) sleep(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += d
}

// pictures is bot.Files in memory, for reading.
type pictures map[string][]byte

func (p pictures) Save(io.Reader, string) (string, error) { return "", errors.ErrUnsupported }

func (pictures) Remove(string) error { return nil }

func (p pictures) Open(name string) (io.ReadCloser, error) {
	data, ok := p[name]
	if !ok {
		return nil, errors.New("no such picture")
	}
	return io.NopCloser(bytes.NewReader(data)), nil
}

// logs keeps everything that was logged.
type logs struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// long is a picture that Telegram does not take for a photo: 300 by 9800. It is made
// once.
var long = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 300, 9800))); err != nil {
		panic(err)
	}
	return b.Bytes()
})
