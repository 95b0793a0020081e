package command

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"yishi/app/world"
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
	log := NewLog(s.err, "warn")
	slog.SetDefault(log)
	w, err := world.NewDemo(c.Listen, path, log)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "Open %s\n", w.URL())
	return Explained(w.Wait(s.ctx))
}
