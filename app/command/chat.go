package command

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"yishi/adapters/terminal"
	"yishi/app"
	"yishi/app/config"
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/store"
)

// chatCommand speaks with the bot in the terminal: on the store of the
// configuration, or on the sample street if there is none. Other channels are
// left alone meanwhile: what is for them waits in the outbox.
type chatCommand struct {
	configured
	As     []string `placeholder:"NAME" help:"Who speaks; several may (/as NAME). People of the sample street are known by their names."`
	Save   string   `short:"s" placeholder:"FILE" help:"Write what is said as a transcript."`
	Sample bool     `help:"Talk on a sample street of its own, gone afterwards."`
}

func (c chatCommand) Run(s *session) (err error) {
	log := NewLog(s.err, "warn")
	slog.SetDefault(log)
	config, done, err := c.place(s)
	if err != nil {
		return err
	}
	defer done()
	var save io.Writer
	if c.Save != "" {
		f, err := os.Create(c.Save)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		save = f
	}
	return Explained(c.talk(s, config, save, log))
}

// onSample reports whether there is nothing but the sample street to talk on.
func (c chatCommand) onSample() bool {
	_, missing := os.Stat(c.Config)
	return c.Sample || c.Config == config.Default && errors.Is(missing, fs.ErrNotExist)
}

// place is where to talk: a configuration for the terminal alone.
func (c chatCommand) place(s *session) (config config.Config, done func(), err error) {
	done = func() {}
	if c.onSample() {
		dir, err := os.MkdirTemp("", "yishi-chat")
		if err != nil {
			return config, nil, err
		}
		config.Store = "bolt:" + filepath.Join(dir, "yishi.db")
		done = func() { os.RemoveAll(dir) }
	} else if config, err = c.load(s); err != nil {
		return config, nil, err
	}
	config.Listen, config.WeChat, config.Telegram = "127.0.0.1:0", nil, nil
	return config.WithDefaults(), done, nil
}

func (c chatCommand) talk(s *session, config config.Config, save io.Writer, log *slog.Logger) error {
	var program *app.App
	clock := &app.Clock{}
	term := terminal.New(terminal.Config{
		People: c.As, In: s.in, Out: s.out, Save: save, Files: store.Folder(config.Beside(".media")), Now: clock.Now,
		Advance: func(by time.Duration) { program.Advance(clock, by) },
		Settle:  func(context.Context) error { program.Settle(10 * time.Second); return nil },
	})
	program, err := app.New(config, app.Options{Now: clock.Now, Log: log, More: []bot.Adapter{term}, Unpaced: true})
	if err != nil {
		return err
	}
	if err := c.prepare(program, term.Channel()); err != nil {
		program.Close()
		return err
	}
	ctx, stop := context.WithCancel(s.ctx)
	defer stop()
	go func() {
		select {
		case <-term.Done():
			stop()
		case <-ctx.Done():
		}
	}()
	return program.Run(ctx)
}

// prepare fills the sample street, and makes the people of it who speak here known.
func (c chatCommand) prepare(program *app.App, channel string) error {
	return program.Store.Update(context.Background(), func(tx store.Tx) error {
		if c.onSample() {
			if _, err := app.FillSample(tx); err != nil {
				return err
			}
		}
		for _, name := range c.As {
			for _, h := range sample.Heroes {
				if _, there := directory.GetPerson(tx, h.ID); there && h.Name == name {
					directory.PutAccount(tx, directory.Account{Channel: channel, Chat: name, Person: h.ID, Since: tx.Now()})
				}
			}
		}
		return nil
	})
}
