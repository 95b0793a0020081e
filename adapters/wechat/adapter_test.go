package wechat_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"yishi/adapters/adaptertest"
	"yishi/adapters/phone"
	"yishi/adapters/wechat"
	"yishi/adapters/wechat/wechattest"
	"yishi/bot"
)

const (
	appID  = "wx0123456789abcdef"
	secret = "app-secret-that-nobody-sees"
	token  = "callback-token"
	aesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// clock is a time that only tests move.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// files are pictures in memory.
type files map[string][]byte

func (f files) Save(io.Reader, string) (string, error) { return "", errors.ErrUnsupported }

func (files) Remove(string) error { return nil }

func (f files) Open(name string) (io.ReadCloser, error) {
	data, ok := f[name]
	if !ok {
		return nil, errors.New("no such file")
	}
	return io.NopCloser(bytes.NewReader(data)), nil
}

// world is an adapter and its platform, not yet running.
type world struct {
	*wechat.Adapter
	fake  *wechattest.Fake
	clock *clock
	files files
}

func config() wechat.Config {
	return wechat.Config{
		Name: "main", AppID: appID, AppSecret: secret, Token: token, AESKey: aesKey,
		TemplateID: "tpl", TemplateFields: []string{"thing1", "time2", "thing3"},
	}
}

// start connects an adapter and a platform; edit changes how they are configured.
func start(t *testing.T, edit func(*wechat.Config, *wechattest.Options)) world {
	t.Helper()
	w := world{clock: &clock{t: noon}, files: files{"plan.jpg": []byte("\xff\xd8 a plan")}}
	c := config()
	opts := wechattest.Options{AppID: appID, Secret: secret, Token: token, AESKey: aesKey, Now: w.clock.Now, Lag: time.Millisecond}
	if edit != nil {
		edit(&c, &opts)
	}
	fake, err := wechattest.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = fake.Close() })
	w.fake, c.APIBase = fake, fake.URL()
	if w.Adapter, err = wechat.New(c, wechat.Deps{
		Files: w.files, Now: w.clock.Now, Log: slog.New(slog.DiscardHandler), Public: "https://yishi.example.org/",
	}); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(w.Adapter)
	t.Cleanup(server.Close)
	fake.Push(server.URL + w.Path())
	return w
}

// run opens the endpoint.
func (w world) run(t *testing.T, handle bot.Handler) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	over := make(chan error, 1)
	go func() { over <- w.Run(ctx, handle) }()
	t.Cleanup(func() {
		stop()
		if err := <-over; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	for w.status(http.MethodPost, "", nil) == http.StatusServiceUnavailable {
		time.Sleep(time.Millisecond)
	}
}

// status asks the endpoint without a network.
func (w world) status(method, query string, body []byte) int {
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, httptest.NewRequest(method, w.Path()+"?"+query, bytes.NewReader(body)))
	return rec.Code
}

func (w world) phone(name string) phone.Phone { return w.fake.Phone(name) }

func TestAdapter(t *testing.T) {
	for _, mode := range []string{"safe", "plain"} {
		t.Run(mode, func(t *testing.T) {
			adaptertest.Run(t, func(t *testing.T) adaptertest.World {
				w := start(t, func(c *wechat.Config, o *wechattest.Options) {
					if mode == "plain" {
						c.AESKey, o.AESKey = "", ""
					}
				})
				return adaptertest.World{
					Adapter: w.Adapter, Phone: w.phone, Picture: "plan.jpg",
					Secrets: []string{secret, token, aesKey, "AT_"},
					Break:   func() { _ = w.fake.Close() },
					Sleep:   w.clock.pass,
					Fits: func(piece bot.Out) error {
						if len(piece.Text) > 2048 {
							return errors.New("too long")
						}
						return nil
					},
				}
			})
		})
	}
}

func (w world) fetch(file string) (data, ext string, err error) {
	body, ext, err := w.Fetch(context.Background(), file)
	if err != nil {
		return "", "", err
	}
	defer body.Close()
	all, err := io.ReadAll(body)
	return string(all), ext, err
}

// hearing notes the kind and text of everything that comes in.
func hearing(heard *[]string) bot.Handler {
	var mu sync.Mutex
	return func(_ context.Context, in bot.In) (bot.Answer, error) {
		mu.Lock()
		defer mu.Unlock()
		*heard = append(*heard, string(in.Kind)+":"+in.Text)
		return bot.Answer{}, nil
	}
}
