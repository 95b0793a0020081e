package main

import (
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

	"yishi/adapters/openai"
	"yishi/adapters/phone"
	"yishi/adapters/telegram"
	"yishi/adapters/telegram/telegramtest"
	"yishi/adapters/web/webtest"
	"yishi/adapters/wechat"
	"yishi/adapters/wechat/wechattest"
	"yishi/bot/directory"
	"yishi/store"
)

// world is the program together with the platforms it talks to, all in this
// process and on loopback, with people on the other end. The demo shows one;
// tests live in them.
type world struct {
	clock    *clock
	app      *App
	wechat   *wechattest.Fake
	telegram *telegramtest.Server

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

// worldOptions say where a world is.
type worldOptions struct {
	Listen string
	Store  string    // a file
	Start  time.Time // what the clock shows at first; the real time if zero
	LLM    *openai.Config
	Log    *slog.Logger

	Unpaced bool // who sends fast is taken all the same
}

// newWorld makes the platforms and the program, which is not running yet.
func newWorld(o worldOptions) (*world, error) {
	w := &world{clock: &clock{}, web: map[string]*webtest.Phone{}, ended: make(chan error, 1), stop: func() {}}
	w.clock.begin(o.Start)
	account := wechat.Config{
		Name: "main", AppID: "wx0000000000demo00", AppSecret: rand.Text(), Token: rand.Text(), AESKey: (rand.Text() + rand.Text())[:43],
		Account: wechat.Service,
	}
	fake, err := wechattest.New(wechattest.Options{
		AppID: account.AppID, Secret: account.AppSecret, Token: account.Token, AESKey: account.AESKey, Now: w.clock.Now,
	})
	if err != nil {
		return nil, err
	}
	w.wechat, account.APIBase = fake, fake.URL()
	w.telegram = telegramtest.New(telegramtest.Options{
		Username: "yishi_demo_bot", Now: w.clock.Now, Updates: mathrand.Int64N(1 << 30), // none comes back on a store that was kept
	})
	config := Config{
		Listen: o.Listen, Store: "bolt:" + o.Store, LLM: o.LLM,
		WeChat: []wechat.Config{account},
		Telegram: []telegram.Config{{
			Name: "main", Token: w.telegram.Token(), Secret: rand.Text(), Mode: telegram.ByWebhook, APIBase: w.telegram.URL(),
		}},
	}
	w.app, err = NewApp(config.withDefaults(), Options{Now: w.clock.Now, Log: o.Log, Home: http.HandlerFunc(w.page), Unpaced: o.Unpaced})
	if err != nil {
		w.closePlatforms()
		return nil, err
	}
	w.wechat.Push(w.URL() + "/wechat/main")
	return w, nil
}

// URL is where the program is reached.
func (w *world) URL() string { return "http://" + w.app.Addr() }

// page is what is at "/".
func (w *world) page(rw http.ResponseWriter, r *http.Request) {
	if w.home == nil {
		http.NotFound(rw, r)
		return
	}
	w.home.ServeHTTP(rw, r)
}

// start has the program run until end. It returns when the channels are open:
// the fake of WeChat delivers again at once, not after five seconds, and gives up.
func (w *world) start() error {
	ctx, stop := context.WithCancel(context.Background())
	w.stop = stop
	go func() { w.ended <- w.app.Run(ctx) }()
	var err error
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if err = w.wechat.Verify(); err == nil {
			return nil
		}
	}
	return fmt.Errorf("the program does not come up: %w", err)
}

// end stops the program, then the platforms. It gives what the program ended with.
func (w *world) end() error {
	w.stop()
	err := <-w.ended
	w.closePlatforms()
	return err
}

func (w *world) closePlatforms() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, p := range w.web {
		p.Close()
	}
	_ = w.wechat.Close()
	w.telegram.Close()
}

// Now is the time in the world.
func (w *world) Now() time.Time { return w.clock.Now() }

// Advance moves the clock of the world on.
func (w *world) Advance(by time.Duration) {
	w.moving.Lock()
	defer w.moving.Unlock()
	w.app.advance(w.clock, by)
}

// Channels people can be on.
const (
	onWeChat   = "wechat"
	onTelegram = "telegram"
	onWeb      = "web"
)

var errChannel = errors.New("there are phones on wechat, telegram and web")

// phone is a person's phone on a channel, the same one each time.
func (w *world) phone(channel, name string) (phone.Phone, error) {
	switch channel {
	case onWeChat:
		return w.wechat.Phone(name), nil
	case onTelegram:
		return w.telegram.Phone(name), nil
	case onWeb:
		return w.webPhone(name), nil
	}
	return nil, errChannel
}

func (w *world) webPhone(name string) *webtest.Phone {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.web[name] == nil {
		w.web[name] = webtest.New(w.URL(), name)
	}
	return w.web[name]
}

// arrive makes the first contact from a phone: follows the account, starts the
// bot, opens the page. A phone of somebody known is theirs from then on.
func (w *world) arrive(channel, name, person string) error {
	switch channel {
	case onWeChat:
		p := w.wechat.Phone(name)
		return errors.Join(w.link("wechat/main", p.OpenID(), person), p.Follow())
	case onTelegram:
		p := w.telegram.Phone(name)
		return errors.Join(w.link("telegram/main", strconv.FormatInt(p.User(), 10), person), p.Scan(""))
	case onWeb:
		p := w.webPhone(name)
		session, err := p.Look()
		return errors.Join(err, w.link("web", session, person), p.Open())
	}
	return errChannel
}

// link makes an account the person's.
func (w *world) link(channel, chat, person string) error {
	if person == "" {
		return nil
	}
	return w.app.Store.Update(context.Background(), func(tx store.Tx) error {
		a, known := directory.GetAccount(tx, channel, chat)
		if known {
			return directory.LinkAccount(tx, a, person)
		}
		directory.PutAccount(tx, directory.Account{Channel: channel, Chat: chat, Person: person, Since: tx.Now()})
		return nil
	})
}
