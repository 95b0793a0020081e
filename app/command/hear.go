package command

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"encoding/json"

	"yishi/app"
	"yishi/app/config"
	"yishi/app/ops"
	"yishi/bot/house"
	"yishi/store"
)

// hearCommand says what would be made of sentences: for those who tune the words.
type hearCommand struct {
	configured
	Sample  bool   `help:"Hear as on the sample street, of its own and gone afterwards."`
	As      string `placeholder:"NAME" help:"Who says it: a person's name."`
	Options string `placeholder:"A,B,C" help:"What they are offered to choose from."`
	JSON    bool   `name:"json" help:"One JSON object a line, as always where no terminal reads it."`
}

func (c hearCommand) Run(s *session) error {
	config, done, err := c.street(s)
	if err != nil {
		return err
	}
	defer done()
	t, err := ops.Reach(config, app.Kits(config))
	if err != nil {
		return err
	}
	defer t.Close()
	query := "/hear?" + url.Values{"as": {c.As}, "options": {c.Options}}.Encode()
	aloud := isTerminal(s.out) && !c.JSON
	if !isTerminal(s.in) && !aloud { // all at once
		body, err := t.Send(s.ctx, http.MethodPost, query, s.in)
		if err != nil {
			return err
		}
		defer body.Close()
		_, err = io.Copy(s.out, body)
		return err
	}
	in := bufio.NewScanner(s.in)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		if err := hearLine(s, t, query, in.Text(), aloud); err != nil {
			return err
		}
	}
	return in.Err()
}

// street is where to hear: the store of the configuration, or a sample street.
func (c hearCommand) street(s *session) (config.Config, func(), error) {
	if !c.Sample {
		config, err := c.load(s)
		return config, func() {}, err
	}
	dir, err := os.MkdirTemp("", "yishi-hear")
	if err != nil {
		return config.Config{}, nil, err
	}
	config := config.Config{Store: "bolt:" + filepath.Join(dir, "yishi.db")}.WithDefaults()
	db, err := store.Open(config.Store, store.Options{Create: true})
	if err == nil {
		err = db.Update(context.Background(), func(tx store.Tx) error {
			_, err := app.FillSample(tx)
			return err
		})
		err = errors.Join(err, db.Close())
	}
	return config, func() { os.RemoveAll(dir) }, err
}

// hearLine hears one sentence and prints what was made of it.
func hearLine(s *session, t *ops.Tool, query, line string, aloud bool) error {
	body, err := t.Send(s.ctx, http.MethodPost, query, strings.NewReader(line+"\n"))
	if err != nil {
		return err
	}
	defer body.Close()
	if !aloud {
		_, err = io.Copy(s.out, body)
		return err
	}
	var m house.Made
	if err := json.NewDecoder(body).Decode(&m); err != nil {
		return err
	}
	return printMade(s.out, m)
}

// printMade prints what was made of a sentence for people.
func printMade(out io.Writer, m house.Made) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%s\t%s\t(%.0f %%)\n", m.Intent, m.Flow, 100*m.Sure)
	for _, field := range []struct{ name, value string }{
		{"category", m.Category}, {"place", strings.TrimSpace(m.Place.ID + " " + m.Place.Words)}, {"alarm", m.Alarm}, {"moment", m.Moment},
	} {
		if field.value != "" {
			fmt.Fprintf(w, "  %s\t%s\n", field.name, field.value)
		}
	}
	if len(m.Choices) > 0 {
		fmt.Fprintf(w, "  choices\t%v\n", m.Choices)
	}
	return w.Flush()
}
