package command

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"

	"yishi/app"
	"yishi/app/ops"
	"yishi/bot/house"
	"yishi/store"
)

// posterCommand writes what hangs at the doors of buildings.
type posterCommand struct {
	configured
	Codes string `required:"" placeholder:"PLACE" help:"Whose buildings, by name or id: 桂花苑3栋, 桂花苑, 梧桐街道. A page each, with the code of every channel."`
	Out   string `arg:"" help:"Where to: an HTML file that a browser prints on A4."`
}

// Run asks the store for the buildings, and the channels for what leads there: these
// need not run for it.
func (c posterCommand) Run(s *session) error {
	config, err := c.load(s)
	if err != nil {
		return err
	}
	doors, there := house.Exports(app.Kits(config))["doors"]
	if !there {
		return errors.New("nothing here is printed for doors")
	}
	t, err := ops.Reach(config, app.Kits(config))
	if err != nil {
		return err
	}
	defer t.Close()
	body, err := t.Ask(s.ctx, http.MethodGet, "/export/doors?place="+url.QueryEscape(c.Codes))
	if err != nil {
		return err
	}
	defer body.Close()
	written, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	channels, err := app.Linkers(config)
	if err != nil {
		return err
	}
	var lacks []string
	err = store.PlaceFile(c.Out, func(f *os.File) (err error) {
		lacks, err = doors.Print(s.ctx, f, written, channels)
		return err
	})
	if err != nil {
		return err
	}
	for _, lack := range lacks {
		fmt.Fprintln(s.out, lack)
	}
	_, err = fmt.Fprintf(s.out, "%s has a page for each building: open it in a browser and print it.\n", c.Out)
	return err
}
