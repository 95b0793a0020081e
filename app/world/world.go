// Package world is the program together with the platforms it talks to, in one
// process and on loopback, with people on the other end. The demo shows one; stories
// of the whole program are played in them, and bench measures in them.
package world

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	mathrand "math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"yishi/adapters/errorpage"
	"yishi/adapters/openai"
	"yishi/adapters/phone"
	"yishi/adapters/telegram"
	"yishi/adapters/telegram/telegramtest"
	"yishi/adapters/web/webtest"
	"yishi/adapters/wechat"
	"yishi/adapters/wechat/wechattest"
	"yishi/app"
	"yishi/app/config"
	"yishi/bot/directory"
	"yishi/store"
)

// World is the program together with the platforms it talks to, all in this
// process and on loopback, with people on the other end. The demo shows one;
// tests live in them.
type World struct {
	clock    *app.Clock
	App      *app.App
	WeChat   *wechattest.Fake
	Telegram *telegramtest.Server

	moving sync.Mutex   // held while the clock is moved on
	home   http.Handler // at "/", if there is one; set before start
	added  atomic.Int64 // people who came later

	groupOnce sync.Once
	building  *telegramtest.Group

	mu    sync.Mutex
	web   map[string]*webtest.Phone // by the person's name
	ended chan error
	stop  context.CancelFunc
}

// Options say where a world is.
type Options struct {
	Listen string
	Store  string    // a file
	Start  time.Time // what the clock shows at first; the real time if zero
	LLM    *openai.Config
	WeChat string // what kind of account there is; a service account if empty
	Log    *slog.Logger

	Unpaced bool                                          // who sends fast is taken all the same
	Free    func(folder string) (bytes int64, known bool) // as in app.Options
}

// New makes the platforms and the program, which is not running yet.
func New(o Options) (*World, error) {
	w := &World{clock: &app.Clock{}, web: map[string]*webtest.Phone{}, ended: make(chan error, 1), stop: func() {}}
	w.clock.Begin(o.Start)
	account := wechat.Config{
		Name: "main", AppID: "wx0000000000demo00", AppSecret: rand.Text(), Token: rand.Text(), AESKey: (rand.Text() + rand.Text())[:43],
		Account: cmp.Or(o.WeChat, wechat.Service),
	}
	fake, err := wechattest.New(wechattest.Options{
		AppID: account.AppID, Secret: account.AppSecret, Token: account.Token, AESKey: account.AESKey, Account: account.Account, Now: w.clock.Now,
	})
	if err != nil {
		return nil, err
	}
	w.WeChat, account.APIBase = fake, fake.URL()
	w.Telegram = telegramtest.New(telegramtest.Options{
		Username: "yishi_demo_bot", Now: w.clock.Now, Updates: mathrand.Int64N(1 << 30), // none comes back on a store that was kept
	})
	config := config.Config{
		Listen: o.Listen, Store: "bolt:" + o.Store, LLM: o.LLM,
		WeChat: []wechat.Config{account},
		Telegram: []telegram.Config{{
			Name: "main", Token: w.Telegram.Token(), Secret: rand.Text(), Mode: telegram.ByWebhook, APIBase: w.Telegram.URL(),
		}},
	}
	w.App, err = app.New(config.WithDefaults(), app.Options{Now: w.clock.Now, Log: o.Log, Home: http.HandlerFunc(w.page), Unpaced: o.Unpaced, Free: o.Free})
	if err != nil {
		w.closePlatforms()
		return nil, err
	}
	w.WeChat.Push(w.URL() + "/wechat/main")
	return w, nil
}

// URL is where the program is reached.
func (w *World) URL() string { return "http://" + w.App.Addr() }

// page is what is at "/".
func (w *World) page(rw http.ResponseWriter, r *http.Request) {
	if w.home == nil {
		errorpage.NotFound(rw, r)
		return
	}
	w.home.ServeHTTP(rw, r)
}

// Start has the program run until end. It returns when the channels are open:
// the fake of WeChat delivers again at once, not after five seconds, and gives up.
func (w *World) Start() error {
	ctx, stop := context.WithCancel(context.Background())
	w.stop = stop
	go func() { w.ended <- w.App.Run(ctx) }()
	var err error
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if err = w.WeChat.Verify(); err == nil {
			return nil
		}
	}
	return fmt.Errorf("the program does not come up: %w", err)
}

// Wait returns when ctx is done or the program has ended by itself, and ends the world.
func (w *World) Wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
	case err := <-w.ended:
		w.ended <- err
	}
	return w.End()
}

// End stops the program, then the platforms. It gives what the program ended with.
func (w *World) End() error {
	w.stop()
	err := <-w.ended
	w.closePlatforms()
	return err
}

func (w *World) closePlatforms() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, p := range w.web {
		p.Close()
	}
	_ = w.WeChat.Close()
	w.Telegram.Close()
}

// Now is the time in the world.
func (w *World) Now() time.Time { return w.clock.Now() }

// Advance moves the clock of the world on.
func (w *World) Advance(by time.Duration) {
	w.moving.Lock()
	defer w.moving.Unlock()
	w.App.Advance(w.clock, by)
}

// Channels people can be on.
const (
	OnWeChat   = "wechat"
	OnTelegram = "telegram"
	OnWeb      = "web"
)

var errChannel = errors.New("there are phones on wechat, telegram and web")

// phone is a person's phone on a channel, the same one each time.
func (w *World) phone(channel, name string) (phone.Phone, error) {
	switch channel {
	case OnWeChat:
		return w.WeChat.Phone(name), nil
	case OnTelegram:
		return w.Telegram.Phone(name), nil
	case OnWeb:
		return w.webPhone(name), nil
	}
	return nil, errChannel
}

func (w *World) webPhone(name string) *webtest.Phone {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.web[name] == nil {
		w.web[name] = webtest.New(w.URL(), name)
	}
	return w.web[name]
}

// arrive makes the first contact from a phone: follows the account, starts the
// bot, opens the page. A phone of somebody known is theirs from then on.
func (w *World) arrive(channel, name, person string) error {
	switch channel {
	case OnWeChat:
		p := w.WeChat.Phone(name)
		return errors.Join(w.link("wechat/main", p.OpenID(), person), p.Follow())
	case OnTelegram:
		p := w.Telegram.Phone(name)
		return errors.Join(w.link("telegram/main", strconv.FormatInt(p.User(), 10), person), p.Scan(""))
	case OnWeb:
		p := w.webPhone(name)
		session, err := p.Look()
		return errors.Join(err, w.link("web", session, person), p.Open())
	}
	return errChannel
}

// link makes an account the person's.
func (w *World) link(channel, chat, person string) error {
	if person == "" {
		return nil
	}
	return w.App.Store.Update(context.Background(), func(tx store.Tx) error {
		a, known := directory.GetAccount(tx, channel, chat)
		if known {
			return directory.LinkAccount(tx, a, person)
		}
		directory.PutAccount(tx, directory.Account{Channel: channel, Chat: chat, Person: person, Since: tx.Now()})
		return nil
	})
}
