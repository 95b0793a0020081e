package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/store"
)

// demoCommand shows everything without credentials or a network: a sample
// street, the real program, and fakes of the platforms with phones to hold.
type demoCommand struct {
	Listen string `default:"127.0.0.1:8080" help:"Where the page with the phones is."`
	Store  string `placeholder:"FILE" help:"Keep the street in this file; otherwise it is gone afterwards."`
}

func (c demoCommand) Run(s *session) (err error) {
	path := c.Store
	if path == "" {
		dir, err := os.MkdirTemp("", "yishi-demo")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		path = filepath.Join(dir, "yishi.db")
	}
	log := newLog(s.err, "warn")
	slog.SetDefault(log)
	w, err := newDemo(c.Listen, path, log)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "Open %s\n", w.URL())
	select {
	case <-s.ctx.Done():
	case err = <-w.ended:
		w.ended <- err
	}
	return explained(w.end())
}

// newDemo is a world with the sample street and everybody on their phones.
func newDemo(listen, path string, log *slog.Logger) (*world, error) {
	w, err := newWorld(worldOptions{Listen: listen, Store: path, Start: daytime(time.Now()), Log: log})
	if err != nil {
		return nil, err
	}
	err = w.fill()
	if err == nil {
		err = w.show()
	}
	if err != nil {
		w.app.close()
		w.closePlatforms()
		return nil, err
	}
	if err = w.start(); err == nil {
		err = w.everybody()
	}
	if err != nil {
		return nil, errors.Join(err, w.end())
	}
	return w, nil
}

// daytime is now, or nine in the morning if it is too late or too early to
// send anybody a notice.
func daytime(now time.Time) time.Time {
	if hour := now.In(bot.Zone).Hour(); hour >= 8 && hour < 19 {
		return now
	}
	morning := bot.Midnight(now).Add(9 * time.Hour)
	if morning.Before(now) {
		morning = morning.AddDate(0, 0, 1)
	}
	return morning
}

// fill writes the sample street, unless there is one.
func (w *world) fill() error {
	return w.app.Store.Update(context.Background(), func(tx store.Tx) error {
		if len(directory.Children(tx, "")) > 0 {
			return nil
		}
		_, err := fillSample(tx)
		return err
	})
}

// everybody takes up their phones, and the building's group gets its place.
func (w *world) everybody() error {
	errs := make([]error, len(cast))
	var all sync.WaitGroup
	for i, r := range cast {
		all.Go(func() { errs[i] = w.arrive(r.channel, r.hero.Name, r.hero.ID) })
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return w.group().Member(sample.XiaoZhou.Name).Type("/bind " + groupPlace)
}
