package command

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"time"

	"yishi/adapters/openai"
	"yishi/app"
	"yishi/app/config"
	"yishi/app/ops"
	"yishi/bot/house"
	"yishi/store"
	"yishi/store/bolt"
)

// checkCommand shows the configuration and checks the store; asked to, it tries the model.
type checkCommand struct {
	configured
	Ask bool `help:"Try the model of llm, too, with a sentence that was made up: say what it can, or why not."`
}

func (c checkCommand) Run(s *session) error {
	config, ignored, err := config.Load(c.Config, s.env)
	if err != nil {
		return wrongUse(err)
	}
	shown, err := config.Print()
	if err != nil {
		return err
	}
	fmt.Fprint(s.out, shown)
	for _, name := range ignored {
		fmt.Fprintf(s.out, "# %s is set but names no key\n", name)
	}
	if err := checkStore(s, config); err != nil || !c.Ask {
		return err
	}
	return askModel(s, config)
}

// askModel says what the model can that is configured, and how long it takes.
func askModel(s *session, c config.Config) error {
	if c.LLM == nil {
		fmt.Fprintln(s.out, "# no model is configured: all is understood by rules, and voices are not listened to")
		return nil
	}
	all, err := openai.Try(s.ctx, *c.LLM, house.Rules(app.Kits(c)))
	if err != nil {
		return wrongUse(err)
	}
	failed := 0
	for _, t := range all {
		verdict := "works"
		if !t.Fine {
			verdict = "DOES NOT WORK"
			failed++
		}
		fmt.Fprintf(s.out, "# %s %s: %s\n", t.Kind, verdict, t.Words)
	}
	if failed > 0 {
		return errors.New("the model does not do all that it is configured for: until then the rules answer, and people are asked to type")
	}
	return nil
}

func checkStore(s *session, c config.Config) error {
	path := c.StorePath()
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintf(s.out, "# there is no store at %s yet: serve makes it, import --sample fills it\n", path)
		return nil
	}
	t, err := ops.Reach(c, app.Kits(c))
	if err != nil {
		return err
	}
	defer t.Close()
	var found ops.StoreState
	if err := t.Get(s.ctx, "/state", &found); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "# the store is whole; messages that failed for good and wait for somebody to look: %d\n", found.Parked)
	for _, wrong := range found.Clocks {
		fmt.Fprintln(s.out, "#", wrong)
	}
	return nil
}

// backupCommand copies the store.
type backupCommand struct {
	configured
	File    string `arg:"" help:"Where the copy goes."`
	Replace bool   `help:"Put it in the place of a backup that has this name."`
}

func (c backupCommand) Run(s *session) error {
	config, err := c.load(s)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(c.File); err == nil && !c.Replace {
		return fmt.Errorf("there is a file at %s, no backup was made: give it another name, or say --replace", c.File)
	}
	t, err := ops.Reach(config, app.Kits(config))
	if err != nil {
		return err
	}
	defer t.Close()
	err = store.PlaceFile(c.File, func(f *os.File) error {
		body, err := t.Ask(s.ctx, "GET", "/backup")
		if err != nil {
			return err
		}
		defer body.Close()
		if _, err := io.Copy(f, body); err != nil {
			return fmt.Errorf("the copy broke off: %w", err)
		}
		return bolt.CheckFile(s.ctx, f.Name())
	})
	if err != nil {
		return fmt.Errorf("no backup was made: %w", err)
	}
	fmt.Fprintf(s.out, "%s is a whole copy of the store. Photos and voices are files in %s: copy that folder, too, and the configuration.\n", c.File, config.Beside(".media"))
	return nil
}

// restoreCommand puts a backup in the place of the store.
type restoreCommand struct {
	configured
	File string `arg:"" type:"existingfile" help:"The backup."`
}

func (c restoreCommand) Run(s *session) error {
	config, err := c.load(s)
	if err != nil {
		return err
	}
	if err := bolt.CheckFile(s.ctx, c.File); err != nil {
		return fmt.Errorf("%s cannot be used, nothing was changed: %w", c.File, err)
	}
	path := config.StorePath()
	if err := unused(s, config); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	kept, err := setAside(path)
	if err != nil {
		return err
	}
	if err := store.PlaceFile(path, func(f *os.File) error { return copyInto(f, c.File) }); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s is the store now.%s\n", c.File, kept)
	return nil
}

// unused makes sure that no program works on the store. One that is damaged, or
// something else, may be replaced: that is what restoring is for.
func unused(s *session, c config.Config) error {
	if conn, err := net.Dial("unix", c.Beside(".sock")); err == nil {
		_ = conn.Close()
		return fmt.Errorf("the bot is running on %s: stop it first", c.StorePath())
	}
	if err := bolt.CheckFile(s.ctx, c.StorePath()); errors.Is(err, bolt.ErrInUse) {
		return err
	}
	return nil
}

// setAside keeps the store there is under another name, and says so.
func setAside(path string) (said string, err error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	aside := path + "." + time.Now().Format("20060102-150405.000")
	if err := os.Rename(path, aside); err != nil {
		return "", err
	}
	return " What was there is kept as " + aside + ".", nil
}

func copyInto(f *os.File, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	_, err = io.Copy(f, in)
	return err
}
