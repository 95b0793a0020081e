package bench

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"yishi/adapters/telegram"
	"yishi/adapters/telegram/telegramtest"
	"yishi/adapters/wechat/wechattest"
	"yishi/app/world"
	"yishi/bot"
	"yishi/bot/outbox"
	"yishi/store"
	"yishi/store/bolt"
)

// calmTime is how long those in conversation are watched without a broadcast.
const calmTime = 2 * time.Second

// wechat sends to WeChat, first with nobody talking, then while somebody does.
func (c Send) wechat(r *sendReport) error {
	return c.inWorld(func(w *world.World) error {
		town, err := newTown(w.App.Store, c.Messages+spare, func(n int) bot.Address {
			return onWeChatFake(w.WeChat, n)
		})
		if err != nil {
			return err
		}
		if err := openWindows(w.App.Store, town); err != nil {
			return err
		}
		p := mailer{w.App.Store, w.App.House.Outbox, fromWeChat(w.WeChat)}
		everybody := len(town.people)
		figures, err := p.broadcast("WeChat", "一", everybody)
		if err != nil {
			return err
		}
		r.Broadcasts = append(r.Broadcasts, figures)
		if r.Calm, err = watched(w, p, town, "静", func() error { time.Sleep(calmTime); return nil }); err != nil {
			return err
		}
		r.Amid, err = watched(w, p, town, "忙", func() error { _, err := p.broadcast("WeChat", "二", everybody); return err })
		return err
	})
}

// spare are people beside the broadcast's own number who are there to talk and
// to be answered.
const spare = 400

// watched has one person after another talk, and others be answered through the
// outbox, for as long as do takes.
func watched(w *world.World, p mailer, t *town, of string, do func() error) ([]waitFigures, error) {
	var done atomic.Bool
	var all sync.WaitGroup
	var turns, replies []time.Duration
	var talking, replying error
	all.Go(func() { turns, talking = chatter(w, t.people[:spare/2], &done) })
	var to []bot.Address
	for _, r := range t.people[spare/2 : spare] {
		to = append(to, bot.Address{Channel: onWeChatMain, Chat: r.chat})
	}
	all.Go(func() { replies, replying = p.replies(to, of, 10*time.Millisecond, &done) })
	err := do()
	done.Store(true)
	all.Wait()
	return []waitFigures{waited("within the request", turns), waited("by way of the outbox", replies)}, errors.Join(err, talking, replying)
}

// chatter is one person after another talking, a word every few milliseconds.
func chatter(w *world.World, people []resident, done *atomic.Bool) ([]time.Duration, error) {
	serial := new(atomic.Int64)
	serial.Store(time.Now().UnixNano() % 1e12) // of messages not sent before
	s, err := newSeat(w, serial)
	if err != nil {
		return nil, err
	}
	defer s.line.close()
	for n := 0; !done.Load() && n < len(people); n++ {
		for i, x := range conversation {
			if x.say == "" {
				x.say = complaints[n%len(complaints)]
			}
			if err := s.turn(people[n], x, i == len(conversation)-1); err != nil {
				return nil, err
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
	return s.turns, nil
}

// inWorld runs do in a new world.
func (c Send) inWorld(do func(*world.World) error) (err error) {
	dir, done, err := c.folder()
	if err != nil {
		return err
	}
	defer done()
	w, err := benchWorld(dir)
	if err != nil {
		return err
	}
	return errors.Join(do(w), w.End())
}

// openWindows lets everybody have written just now.
func openWindows(s store.Store, t *town) error {
	return s.Update(context.Background(), func(tx store.Tx) error {
		for _, r := range t.people {
			chat := bot.Address{Channel: onWeChatMain, Chat: r.chat}
			outbox.Opened(tx, bot.In{Address: chat, From: r.chat, Kind: bot.Text})
		}
		return nil
	})
}

// onWeChatFake is the account of the nth person on a fake WeChat that lets us
// write to them.
func onWeChatFake(fake *wechattest.Fake, n int) bot.Address {
	p := fake.Phone("居民" + strconv.Itoa(n))
	p.OpenWindow()
	return bot.Address{Channel: onWeChatMain, Chat: p.OpenID()}
}

func fromWeChat(fake *wechattest.Fake) func() []arrival {
	return func() (all []arrival) {
		for _, d := range fake.Delivered() {
			all = append(all, arrival{d.OpenID, d.Text, d.At})
		}
		return all
	}
}

// telegram sends to a Telegram without limits of pace.
func (c Send) telegram(r *sendReport) (err error) {
	dir, done, err := c.folder()
	if err != nil {
		return err
	}
	defer done()
	fake := telegramtest.New(telegramtest.Options{Unpaced: true})
	defer fake.Close()
	s, err := bolt.Open(filepath.Join(dir, "yishi.db"), bolt.Options{Create: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	a, err := telegram.New(telegram.Config{Name: "main", Token: fake.Token(), Mode: telegram.ByPolling, APIBase: fake.URL()}, telegram.Deps{})
	if err != nil {
		return err
	}
	if _, err := newTown(s, c.Messages, func(n int) bot.Address { return onTelegramFake(fake, n) }); err != nil {
		return err
	}
	o := outbox.New(s, []bot.Adapter{unpaced{a}}, nil)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- o.Run(ctx) }()
	figures, err := mailer{s, o, fromTelegram(fake)}.broadcast("Telegram", "一", c.Messages)
	stop()
	r.Broadcasts = append(r.Broadcasts, figures)
	return errors.Join(err, <-ended)
}

// unpaced is an adapter whose platform sets no pace, so that ours is seen.
type unpaced struct{ bot.Adapter }

func (u unpaced) Limits() bot.Limits {
	l := u.Adapter.Limits()
	l.PerSecond, l.PerChat, l.PerGroupMinute = 0, 0, 0
	return l
}

// pacedTime is about how long the broadcast at Telegram's pace takes.
const pacedTime = 8 * time.Second

// telegramPaced sends to a Telegram that allows 30 messages a second.
func (c Send) telegramPaced(r *sendReport) error {
	return c.inWorld(func(w *world.World) error {
		limit := telegramLimit(w)
		people := min(c.Messages, int(limit*pacedTime.Seconds()))
		if _, err := newTown(w.App.Store, people, func(n int) bot.Address { return onTelegramFake(w.Telegram, n) }); err != nil {
			return err
		}
		var to []bot.Address
		for n := range 20 {
			to = append(to, onTelegramFake(w.Telegram, people+n))
		}
		time.Sleep(calmTime) // what they have written is answered first
		p := mailer{w.App.Store, w.App.House.Outbox, fromTelegram(w.Telegram)}
		var done atomic.Bool
		var replies []time.Duration
		var replying error
		var all sync.WaitGroup
		all.Go(func() { replies, replying = p.replies(to, "缓", 200*time.Millisecond, &done) })
		figures, err := p.broadcast("Telegram", "缓", people)
		done.Store(true)
		all.Wait()
		refused := 0
		for _, call := range w.Telegram.Calls("sendMessage") {
			if call.Code == 429 {
				refused++
			}
		}
		r.Paced = append(r.Paced, pacedFigures{figures, limit, refused, waited("by way of the outbox", replies)})
		return errors.Join(err, replying)
	})
}

func telegramLimit(w *world.World) float64 {
	for _, a := range w.App.Adapters() {
		if a.Channel() == onTelegramMain {
			return a.Limits().PerSecond
		}
	}
	return 0
}

// onTelegramFake is the chat of the nth person with the bot, to which it may
// write since they have written.
func onTelegramFake(fake *telegramtest.Server, n int) bot.Address {
	p := fake.Phone("居民" + strconv.Itoa(n))
	p.Met()
	return bot.Address{Channel: onTelegramMain, Chat: strconv.FormatInt(p.Chat(), 10)}
}

func fromTelegram(fake *telegramtest.Server) func() []arrival {
	return func() (all []arrival) {
		for _, d := range fake.Delivered() {
			all = append(all, arrival{d.Chat, d.Text, d.At})
		}
		return all
	}
}
