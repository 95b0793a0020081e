package command

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"yishi/app"
	"yishi/app/config"
	"yishi/app/ops"
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/desk"
)

// staffCommand gives and shows roles.
type staffCommand struct {
	Add    staffAdd    `cmd:"" help:"Make a one-time code that gives a role to whoever sends it to the bot."`
	Remove staffRemove `cmd:"" help:"Take a role back; whoever had it is told."`
	List   staffList   `cmd:"" help:"Show who has which role."`
}

type staffAdd struct {
	configured
	Role  string   `required:"" help:"One of ${roles}."`
	Place []string `required:"" help:"Name or id of the place: 桂花社区, 桂花苑3栋, 1/2. One company of many estates: --place 桂花苑,和苑."`
	From  string   `placeholder:"DAY" help:"The first day it holds: 2026-09-01."`
	Until string   `placeholder:"DAY" help:"The last day it holds."`
}

func (c staffAdd) Run(s *session) error {
	config, err := c.load(s)
	if err != nil {
		return err
	}
	if keys := directory.RoleKeys(); !slices.Contains(keys, c.Role) {
		return wrongUse(fmt.Errorf("there is no role %q: use one of %s", c.Role, strings.Join(keys, ", ")))
	}
	if err := days(c.From, c.Until); err != nil {
		return wrongUse(err)
	}
	t, err := ops.Reach(config, app.Kits(config))
	if err != nil {
		return err
	}
	defer t.Close()
	var made ops.StaffCode
	query := url.Values{"role": {c.Role}, "place": c.Place, "from": {c.From}, "until": {c.Until}}
	if err := t.JSON(s.ctx, http.MethodPost, "/staff?"+query.Encode(), &made); err != nil {
		return err
	}
	return printCode(s, config, made)
}

// printCode shows the code and how it is used in each channel.
func printCode(s *session, c config.Config, m ops.StaffCode) error {
	w := &strings.Builder{}
	who := "whoever uses it first"
	if m.Name != "" {
		who = m.Name
	}
	fmt.Fprintf(w, "%s  makes %s %s at %s; it works once, until %s.\n", m.Code, who, m.Role, m.Place, m.Expires.In(bot.Zone).Format("2006-01-02 15:04"))
	for _, wx := range c.WeChat {
		fmt.Fprintf(w, "WeChat (%s): follow the account, send 工作码, then %s\n", wx.Name, m.Code)
	}
	for _, tg := range c.Telegram {
		fmt.Fprintf(w, "Telegram (%s): open https://t.me/YOUR_BOT?start=%s%s, or send /staff, then %s\n", tg.Name, desk.StaffLink, m.Code, m.Code)
	}
	fmt.Fprintf(w, "Web: open %s/j/%s%s\n", c.PublicURL, desk.StaffLink, m.Code)
	_, err := fmt.Fprint(s.out, w)
	return err
}

// days says what is wrong with the first and the last day of something.
func days(from, until string) error {
	for _, day := range []string{from, until} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return fmt.Errorf("%q is no day: write it as 2026-09-01", day)
		}
	}
	if until != "" && until < from {
		return fmt.Errorf("it would end (%s) before it begins (%s)", until, from)
	}
	return nil
}

type staffRemove struct {
	configured
	Person string `required:"" help:"Name of the person, or id, as yishi staff list shows it."`
	Role   string `help:"Which role, if there are several."`
	Place  string `help:"Name or id of the place of the role, if there are several."`
}

func (c staffRemove) Run(s *session) error {
	config, err := c.load(s)
	if err != nil {
		return err
	}
	t, err := ops.Reach(config, app.Kits(config))
	if err != nil {
		return err
	}
	defer t.Close()
	var gone ops.StaffMember
	query := url.Values{"person": {c.Person}, "role": {c.Role}, "place": {c.Place}}
	if err := t.JSON(s.ctx, http.MethodDelete, "/staff?"+query.Encode(), &gone); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "%s is no longer %s at %s, and is told so where we can write to them.\n", gone.Name, gone.Role, gone.Place)
	return err
}

type staffList struct{ configured }

func (c staffList) Run(s *session) error {
	config, err := c.load(s)
	if err != nil {
		return err
	}
	t, err := ops.Reach(config, app.Kits(config))
	if err != nil {
		return err
	}
	defer t.Close()
	var staff []ops.StaffMember
	if err := t.Get(s.ctx, "/staff", &staff); err != nil {
		return err
	}
	if len(staff) == 0 {
		fmt.Fprintln(s.out, "Nobody has a role yet: yishi staff add --role staff --place NAME")
		return nil
	}
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	for _, m := range staff {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", m.ID, m.Name, m.Role, m.Place, strings.Join(m.Channels, " "))
	}
	return w.Flush()
}
