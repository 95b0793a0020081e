package command

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"text/tabwriter"

	"yishi/app/config"
	"yishi/app/ops"
	"yishi/bot"
	"yishi/flows/desk"
)

// staffCommand gives and shows roles.
type staffCommand struct {
	Add  staffAdd  `cmd:"" help:"Make a one-time code that gives a role to whoever sends it to the bot."`
	List staffList `cmd:"" help:"Show who has which role."`
}

type staffAdd struct {
	configured
	Role  string `required:"" help:"street, staff, property, committee, leader, grid or volunteer."`
	Place string `required:"" help:"Name or id of the place: 桂花社区, 桂花苑3栋, 1/2."`
}

func (c staffAdd) Run(s *session) error {
	config, err := c.load(s)
	if err != nil {
		return err
	}
	if !slices.Contains(ops.RoleKeys, c.Role) {
		return wrongUse{fmt.Errorf("there is no role %q: use one of %s", c.Role, strings.Join(ops.RoleKeys, ", "))}
	}
	t, err := ops.Reach(config)
	if err != nil {
		return err
	}
	defer t.Close()
	var made ops.StaffCode
	query := url.Values{"role": {c.Role}, "place": {c.Place}}
	if err := t.JSON(s.ctx, http.MethodPost, "/staff?"+query.Encode(), &made); err != nil {
		return err
	}
	return printCode(s, config, made)
}

// printCode shows the code and how it is used in each channel.
func printCode(s *session, c config.Config, m ops.StaffCode) error {
	w := &strings.Builder{}
	fmt.Fprintf(w, "%s  makes whoever uses it first %s at %s, until %s.\n", m.Code, m.Role, m.Place, m.Expires.In(bot.Zone).Format("2006-01-02 15:04"))
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

type staffList struct{ configured }

func (c staffList) Run(s *session) error {
	config, err := c.load(s)
	if err != nil {
		return err
	}
	t, err := ops.Reach(config)
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
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", m.Name, m.Role, m.Place, strings.Join(m.Channels, " "))
	}
	return w.Flush()
}
