// Package app is the program: a store, the house in it, the channels, the server
// they are reached by. The command line that starts it is in command, what is asked
// of it while it runs in ops, its configuration in config; world puts it together
// with stand-ins for the platforms, for the demo and for tests, and bench measures
// it there. Only here and below is everything seen; nothing outside imports it.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"yishi/adapters/web"
	"yishi/app/config"
	"yishi/app/ops"
	"yishi/app/sys"
	"yishi/bot"
	"yishi/bot/directory/setting"
	"yishi/bot/house"
	"yishi/bot/workday"
	"yishi/store"
	_ "yishi/store/bolt" // the engine of stores
)

// App is the whole program but for its command line: a store, the house in it,
// the channels, and the server they are reached by.
type App struct {
	Config config.Config
	Store  store.Store
	Files  bot.Files
	House  *house.House
	Web    *web.Adapter

	kits     []house.Kit
	adapters []bot.Adapter
	log      *slog.Logger
	metrics  *metrics
	listener net.Listener
	server   *http.Server
	silent   silents
	visitors *visitors
	admin    *ops.Socket
	ready    atomic.Bool
	life     context.Context // of requests that would go on for ever
	hangUp   context.CancelFunc
}

// Options are what differs between serving, the demo and tests.
type Options struct {
	Now  func() time.Time                              // the clock of everything; time.Now if nil
	Log  *slog.Logger                                  // slog.Default() if nil
	Home http.Handler                                  // what is at "/"; the way to the chat page if nil
	More []bot.Adapter                                 // channels beside those of the configuration
	Free func(folder string) (bytes int64, known bool) // the room on a disk; asked of the system if nil

	// Unpaced: who sends faster than a person can is taken all the same (where the
	// program is measured).
	Unpaced bool
}

// pacedBy is the clock by which senders are held to a pace; nil holds nobody.
func (o Options) pacedBy() func() time.Time {
	if o.Unpaced {
		return nil
	}
	return o.Now
}

// New opens the store, making it if there is none, and puts everything
// together. Nothing is received or sent before Run.
func New(c config.Config, o Options) (app *App, err error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	a := &App{Config: c, Files: newMedia(c.Beside(".media"), o.Free), log: o.Log, metrics: newMetrics()}
	a.visitors = newVisitors(c)
	if a.visitors.hidden {
		o.Log.Warn("public_url is https, so there is a proxy in front of us, but trusted_proxies does not name it: visitors are not held to quotas by their address")
	}
	a.life, a.hangUp = context.WithCancel(context.Background())
	defer func() {
		if err != nil {
			a.Close()
		}
	}()
	if err := a.openStore(o.Now); err != nil {
		return nil, err
	}
	if err := a.Store.Update(a.life, func(tx store.Tx) error {
		workday.Replace(tx, c.Days)
		setting.Replace(tx, c.Settings.Said())
		return nil
	}); err != nil {
		return nil, err
	}
	if err := a.listen(); err != nil {
		return nil, err
	}
	a.kits = Kits(a.Config)
	if a.adapters, err = a.connect(o); err != nil {
		return nil, err
	}
	a.House = house.New(house.Config{
		Store: a.Store, Adapters: append(a.adapters, o.More...), Files: a.Files, Kits: a.kits, Machines: a.machines(a.kits), Around: a.metrics.around,
		Now: o.pacedBy(),
	})
	a.House.Outbox.Settled = a.metrics.sent
	a.metrics.watch(a.Store, a.kits)
	a.server = &http.Server{
		ConnState:         a.silent.watch,
		Handler:           a.routes(o.Home),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute, // a photo over a slow line
		WriteTimeout:      time.Minute, // streams of events set their own
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		BaseContext:       func(net.Listener) context.Context { return a.life },
		ErrorLog:          slog.NewLogLogger(o.Log.Handler(), slog.LevelDebug),
	}
	return a, nil
}

func (a *App) openStore(now func() time.Time) (err error) {
	path := a.Config.StorePath()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("the folder of the store cannot be made: %w", err)
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		a.log.Info("a new store is made", "path", path)
	}
	a.Store, err = store.Open(a.Config.Store, store.Options{Now: now, Create: true, Log: a.log})
	return err
}

func (a *App) listen() (err error) {
	if a.listener, err = net.Listen("tcp", a.Config.Listen); err != nil {
		return fmt.Errorf("cannot listen on %s: %w: stop the program that does, or change listen", a.Config.Listen, sys.Cause(err))
	}
	if strings.HasSuffix(a.Config.PublicURL, ":0") { // any free port
		a.Config.PublicURL = "http://" + a.Addr()
	}
	return nil
}

// Addr is where the program is reached.
func (a *App) Addr() string { return a.listener.Addr().String() }

// Run works until ctx is done or a part of the program fails for good. Then
// receiving stops first, what is under way is finished, and the store is closed.
func (a *App) Run(ctx context.Context) error {
	defer a.Close()
	if err := a.House.Prepare(ctx); err != nil {
		return err
	}
	a.openAdmin()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	served := make(chan struct{})
	go func() {
		defer close(served)
		if err := a.server.Serve(a.listener); !errors.Is(err, http.ErrServerClosed) {
			stop(fmt.Errorf("the server stopped: %w", err))
		}
	}()
	go a.tidy(ctx)
	a.ready.Store(true)
	a.log.Info("ready", "listen", a.Addr(), "channels", a.channels())
	err := a.House.Run(ctx)
	a.ready.Store(false)
	a.log.Info("stopping")
	a.shutDown()
	<-served
	if err == nil {
		err = failure(ctx)
	}
	return err
}

// failure is why ctx ended, unless it was asked to.
func failure(ctx context.Context) error {
	if err := context.Cause(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// patience is how long requests in flight are waited for.
const patience = 10 * time.Second

// shutDown ends the server. The channels have ended already; streams are cut,
// other requests are waited for.
func (a *App) shutDown() {
	a.hangUp()
	a.silent.close()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := a.server.Shutdown(ctx); err != nil {
		a.log.Warn("some requests did not end", "err", err)
		_ = a.server.Close()
	}
}

// close lets go of everything. It may be called at any stage.
func (a *App) Close() {
	a.hangUp()
	if a.admin != nil {
		a.admin.Close()
	}
	if a.listener != nil {
		_ = a.listener.Close()
	}
	if a.Store != nil {
		if err := a.Store.Close(); err != nil {
			a.log.Error("the store was not closed well", "err", err)
		}
	}
}

func (a *App) channels() []string {
	var names []string
	for _, c := range a.adapters {
		names = append(names, c.Channel())
	}
	return names
}

// openAdmin opens the socket. Without it the program does its work all the same.
func (a *App) openAdmin() {
	s, err := ops.Open(a.Config.Beside(".sock"), ops.New(a.Store, a.Config, a.kits))
	if err != nil {
		a.log.Warn("commands such as backup cannot reach the running program", "err", err)
		return
	}
	a.admin = s
}

// Adapters are the channels of the configuration, and the web chat.
func (a *App) Adapters() []bot.Adapter { return a.adapters }

// Ready reports whether messages are taken.
func (a *App) Ready() bool { return a.ready.Load() }

// Kits are the capabilities of its house.
func (a *App) Kits() []house.Kit { return a.kits }
