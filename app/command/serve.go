package command

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/lmittmann/tint"

	"yishi/app"
	"yishi/app/config"
	"yishi/store"
)

// configured is what every command takes that works on a configuration.
type configured struct {
	Config string `short:"c" placeholder:"FILE" default:"yishi.yaml" help:"The configuration."`
}

func (c configured) load(s *session) (config.Config, error) {
	config, _, err := config.Load(c.Config, s.env)
	if err != nil {
		return config, wrongUse(err)
	}
	return config, nil
}

// serveCommand runs the bot.
type serveCommand struct{ configured }

func (c serveCommand) Run(s *session) error {
	config, ignored, err := config.Load(c.Config, s.env)
	if err != nil {
		return wrongUse(err)
	}
	log := NewLog(s.err, config.Log)
	slog.SetDefault(log)
	if len(ignored) > 0 {
		log.Warn("these variables name no key and were ignored", "names", ignored)
	}
	app, err := app.New(config, app.Options{Log: log})
	if err != nil {
		return err
	}
	if err := welcome(s, c.Config, app); err != nil {
		return err
	}
	return Explained(app.Run(s.ctx))
}

// Explained says what to do when the store has failed: whatever was not
// confirmed is delivered again, so a start is all it takes.
func Explained(err error) error {
	if errors.Is(err, store.ErrUnknown) || errors.Is(err, store.ErrClosed) {
		return fmt.Errorf("the store could not be written, so nothing more was taken: look at the disk, then start again (%w)", err)
	}
	return err
}

// NewLog writes JSON, or lines in colour for somebody at a terminal.
func NewLog(w io.Writer, level string) *slog.Logger {
	var at slog.Level
	_ = at.UnmarshalText([]byte(strings.ToUpper(level))) // the configuration was checked
	if isTerminal(w) {
		return slog.New(tint.NewTextHandler(w, &tint.Options{Level: at, TimeFormat: "15:04:05", NoColor: os.Getenv("NO_COLOR") != ""}))
	}
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: at}))
}

func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
