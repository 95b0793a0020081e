package world

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"yishi/app"
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/store"
)

// NewDemo is a world with the sample street and everybody on their phones.
func NewDemo(listen, path string, log *slog.Logger) (*World, error) {
	w, err := New(Options{Listen: listen, Store: path, Start: daytime(time.Now()), Log: log})
	if err != nil {
		return nil, err
	}
	err = w.fill()
	if err == nil {
		err = w.show()
	}
	if err != nil {
		w.App.Close()
		w.closePlatforms()
		return nil, err
	}
	if err = w.Start(); err == nil {
		err = w.everybody()
	}
	if err != nil {
		return nil, errors.Join(err, w.End())
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
func (w *World) fill() error {
	return w.App.Store.Update(context.Background(), func(tx store.Tx) error {
		if len(directory.Children(tx, "")) > 0 {
			return nil
		}
		_, err := app.FillSample(tx)
		return err
	})
}

// everybody takes up their phones, and the building's group gets its place.
func (w *World) everybody() error {
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
