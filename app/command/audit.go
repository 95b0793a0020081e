package command

import (
	"fmt"
	"net/url"
	"text/tabwriter"

	"yishi/app"
	"yishi/app/ops"
	"yishi/bot"
)

// auditCommand shows who did what, and who looked at whose data. That it was asked is
// in the log as well.
type auditCommand struct {
	configured
	From   string `placeholder:"DAY" help:"The first day: 2026-11-01."`
	Until  string `placeholder:"DAY" help:"The last day."`
	Person string `placeholder:"ID" help:"Only what was done by somebody, or to them."`
}

func (c auditCommand) Run(s *session) error {
	config, err := c.load(s)
	if err != nil {
		return err
	}
	if err := days(c.From, c.Until); err != nil {
		return wrongUse(err)
	}
	t, err := ops.Reach(config, app.Kits(config))
	if err != nil {
		return err
	}
	defer t.Close()
	var acts []ops.AuditLine
	query := url.Values{"from": {c.From}, "until": {c.Until}, "person": {c.Person}}
	if err := t.JSON(s.ctx, "POST", "/audit?"+query.Encode(), &acts); err != nil {
		return err
	}
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	for _, a := range acts {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\n", a.N, a.At.In(bot.Zone).Format("2006-01-02 15:04"), a.By, a.Action, a.Place, a.Detail)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "# %d acts; the chain of hashes is whole, and this look is in it\n", len(acts))
	return err
}
