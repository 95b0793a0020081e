package command

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"yishi/app"
	"yishi/app/config"
	"yishi/app/ops"
	"yishi/store"
)

// initCommand makes a street of one's own out of nothing.
type initCommand struct {
	configured
	Street    string `placeholder:"NAME" help:"The street (街道): 梧桐街道."`
	Community string `placeholder:"NAME" help:"The first community (社区) in it; import brings in more."`
	Estate    string `placeholder:"NAME" help:"The first estate (小区) in that."`
	Admin     string `placeholder:"NAME" help:"Name of the first administrator, of the street's staff."`
	Keep      bool   `help:"There is a configuration already: leave it as it is, and only fill its empty store."`
}

//go:embed yishi.yaml
var firstConfig string

func (c initCommand) Run(s *session) error {
	if err := c.complete(s); err != nil {
		return wrongUse(err)
	}
	if !c.Keep {
		if err := c.write(); err != nil {
			return err
		}
	}
	config, err := c.load(s)
	if err != nil {
		return err
	}
	made, err := c.found(s, config)
	if err != nil {
		if !c.Keep { // it was ours, made a moment ago
			err = errors.Join(err, os.Remove(c.Config))
		}
		return err
	}
	return c.show(s, config, made)
}

// complete asks for what was not given, on a terminal; else says what is missing.
func (c *initCommand) complete(s *session) error {
	var missing []string
	in, asks := bufio.NewReader(s.in), isTerminal(s.in)
	for _, q := range []struct {
		to       *string
		flag, is string
	}{
		{&c.Street, "--street", "街道"}, {&c.Community, "--community", "社区"}, {&c.Estate, "--estate", "小区"}, {&c.Admin, "--admin", "管理员姓名"},
	} {
		for *q.to = strings.TrimSpace(*q.to); *q.to == ""; *q.to = strings.TrimSpace(*q.to) {
			if asks {
				fmt.Fprintf(s.out, "%s (%s): ", q.is, q.flag)
				line, err := in.ReadString('\n')
				*q.to, asks = line, err == nil
				continue
			}
			missing = append(missing, q.flag)
			break
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("say also %s, each with a name: yishi init --street 梧桐街道 --community 桂花社区 --estate 桂花苑 --admin 周敏", strings.Join(missing, ", "))
	}
	return nil
}

// write makes the configuration, with a store beside it. One that is there, or a store
// that is, is left alone.
func (c initCommand) write() error {
	path, err := filepath.Abs(c.Config)
	if err != nil {
		return err
	}
	db := filepath.Join(filepath.Dir(path), "yishi.db")
	if _, err := os.Lstat(db); err == nil {
		return fmt.Errorf("there is a store at %s already, nothing was written: init begins with none", db)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("there is a configuration at %s already, nothing was written: with --keep it stays, and its empty store gets the first places", c.Config)
	}
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, strings.ReplaceAll(firstConfig, "STORE", db))
	return errors.Join(err, f.Close())
}

// found makes the store, if there is none, and what comes first in it.
func (c initCommand) found(s *session, config config.Config) (made ops.StaffCode, err error) {
	_, err = os.Stat(config.StorePath())
	if fresh := errors.Is(err, fs.ErrNotExist); fresh {
		if err = makeStore(config); err != nil {
			return made, err
		}
	} else if !c.Keep {
		return made, fmt.Errorf("there is a store at %s already, nothing was changed: --keep fills it, if it is empty", config.StorePath())
	}
	t, err := ops.Reach(config, app.Kits(config))
	if err != nil {
		return made, err
	}
	defer t.Close()
	query := url.Values{"street": {c.Street}, "community": {c.Community}, "estate": {c.Estate}, "admin": {c.Admin}}
	return made, t.JSON(s.ctx, http.MethodPost, "/init?"+query.Encode(), &made)
}

func makeStore(config config.Config) error {
	if err := os.MkdirAll(filepath.Dir(config.StorePath()), 0o700); err != nil {
		return err
	}
	db, err := store.Open(config.Store, store.Options{Create: true})
	if err != nil {
		return err
	}
	return db.Close()
}

func (c initCommand) show(s *session, config config.Config, made ops.StaffCode) error {
	fmt.Fprintf(s.out, "%s is the configuration, %s the store; %s, %s and %s are in it.\n\n", c.Config, config.StorePath(), c.Street, c.Community, c.Estate)
	if err := printCode(s, config, made); err != nil {
		return err
	}
	_, err := fmt.Fprintf(s.out, `
Next:
  yishi serve -c %[1]s                       start it; the chat page is %[2]s/chat
  yishi import --template street.xlsx        an empty workbook for buildings, homes, people and roles
  yishi import -c %[1]s --dry-run street.xlsx   what is wrong with it, and what it would change
  yishi poster -c %[1]s --codes %[3]s doors.html   a page to print for each building, with the codes people scan
Channels (WeChat, Telegram) are in %[1]s, each with a line on what it needs.
`, c.Config, config.PublicURL, c.Estate)
	return err
}

// welcome says of an empty store what to do first: it can be served, but nothing can
// be done in it.
func welcome(s *session, file string, a *app.App) error {
	var empty bool
	err := a.Store.View(s.ctx, func(tx store.Reader) error { empty = ops.Empty(tx); return nil })
	if err == nil && empty {
		_, err = fmt.Fprintf(s.err, `The store is empty: residents can write, but there is no place to belong to yet.
  yishi init -c %[1]s --keep --street NAME --community NAME --estate NAME --admin NAME
makes the first places, while this runs, and a one-time code for the first administrator.
The chat page is %[2]s/chat
`, file, a.Config.PublicURL)
	}
	return err
}
