package command

import (
	"fmt"
	"net/http"
	"net/url"
	"os"

	"yishi/adapters/board"
	"yishi/app"
	"yishi/app/ops"
	"yishi/flows/placard"
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
	t, err := ops.Reach(config, app.Kits(config))
	if err != nil {
		return err
	}
	defer t.Close()
	var doors []placard.Door
	if err := t.JSON(s.ctx, http.MethodPost, "/doors?place="+url.QueryEscape(c.Codes), &doors); err != nil {
		return err
	}
	channels, err := app.Linkers(config)
	if err != nil {
		return err
	}
	var lacks []string
	err = store.PlaceFile(c.Out, func(f *os.File) (err error) {
		lacks, err = board.Placards(s.ctx, f, doors, channels)
		return err
	})
	if err != nil {
		return err
	}
	for _, lack := range lacks {
		fmt.Fprintln(s.out, lack)
	}
	_, err = fmt.Fprintf(s.out, "%s has a page for each building, %d in all: open it in a browser and print it.\n", c.Out, len(doors))
	return err
}
