package command

import (
	"fmt"
	"text/tabwriter"
	"time"

	"yishi/app"
	"yishi/app/ops"
	"yishi/bot"
	"yishi/bot/meaning"
	"yishi/flows/desk"
)

// wordsCommand is for those who tune the words: what the lists are called, and what
// was not understood.
type wordsCommand struct {
	configured
	Unknown bool `help:"What was asked back lately, as people said it, without what names them."`
}

func (c wordsCommand) Run(s *session) error {
	config, err := c.load(s)
	if err != nil {
		return err
	}
	if !c.Unknown {
		for _, name := range meaning.ListNames() {
			fmt.Fprintln(s.out, name)
		}
		return nil
	}
	t, err := ops.Reach(config, app.Kits(config))
	if err != nil {
		return err
	}
	defer t.Close()
	var unclear []desk.Unclear
	if err := t.Get(s.ctx, "/unclear", &unclear); err != nil {
		return err
	}
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	for _, u := range unclear {
		fmt.Fprintf(w, "%d\t%s\t%s\n", u.Times, u.Last.In(bot.Zone).Format(time.DateOnly), u.Text)
	}
	return w.Flush()
}
