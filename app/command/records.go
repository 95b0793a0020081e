package command

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strconv"

	"yishi/app"
	"yishi/app/config"
	"yishi/app/ops"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/store"
)

// importCommand brings records in: the sample street, or an estate's register of
// owners.
type importCommand struct {
	configured
	Sample   bool   `help:"Fill an empty store with the sample street: invented people, polls, issues, an activity."`
	Register string `type:"existingfile" placeholder:"FILE" help:"A register of owners, CSV or Excel: building,unit,owner,phone,area,kind (楼栋,房号,业主,手机号,面积,类型). It replaces the one of the estate."`
	Estate   string `placeholder:"PLACE" help:"With --register: the estate, by name or id."`
	Answers  string `type:"existingfile" placeholder:"FILE" help:"Short answers to what residents often ask, CSV or Excel: 问,答,地方,到 (question, answer, place, until). An answer to the same question takes the old one's place."`
	DryRun   bool   `help:"Only say what is wrong with the files, by sheet, row and column, and what would change."`
	Parking  bool   `help:"With --register: the owners' own rules count parking spaces."`
	Template string `placeholder:"FILE" help:"Only write an empty workbook for places, people and roles, with an example."`

	Workbooks []string `arg:"" optional:"" type:"existingfile" help:"Lists of places, people and roles (地点、居民、职务): Excel workbooks or CSV."`
}

// check says what in the command does not fit together.
func (c importCommand) check() error {
	kinds := 0
	for _, is := range []bool{c.Sample, c.Register != "", c.Answers != "", c.Template != "", len(c.Workbooks) > 0} {
		if is {
			kinds++
		}
	}
	switch {
	case kinds != 1, c.Sample && c.DryRun, c.Register == "" && (c.Estate != "" || c.Parking):
		return errors.New("say what to import: --sample, or --register FILE --estate PLACE, or --answers FILE, or WORKBOOK…; --template FILE writes an empty one")
	case c.Register != "" && c.Estate == "":
		return errors.New("say whose register it is: --estate PLACE")
	}
	return nil
}

func (c importCommand) Run(s *session) error {
	if c.Template != "" && c.check() == nil { // needs nothing else
		return writeBlank(s, "street", c.Template)
	}
	config, err := c.load(s)
	if err != nil {
		return err
	}
	if err := c.check(); err != nil {
		return wrongUse(err)
	}
	switch {
	case c.Sample:
		return importSample(s, config)
	case c.Register != "":
		ask := url.Values{"place": {c.Estate}, "parking": {strconv.FormatBool(c.Parking)}}
		return c.bring(s, config, "register", ask, c.Register)
	case c.Answers != "":
		return c.bring(s, config, "answers", url.Values{}, c.Answers)
	}
	return c.bring(s, config, "street", url.Values{}, c.Workbooks...)
}

func importSample(s *session, config config.Config) error {
	if err := os.MkdirAll(filepath.Dir(config.StorePath()), 0o700); err != nil {
		return err
	}
	db, err := store.Open(config.Store, store.Options{Create: true})
	if err != nil {
		return err
	}
	defer db.Close()
	var sum sample.Summary
	err = db.Update(s.ctx, func(tx store.Tx) (err error) {
		if len(directory.Children(tx, "")) > 0 {
			return fmt.Errorf("%s has places in it already: the sample goes only into an empty store", config.StorePath())
		}
		sum, err = app.FillSample(tx)
		return err
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "The sample street is in %s: %d communities, %d estates, %d buildings, %d homes, %d people, %d of them staff.\n",
		config.StorePath(), sum.Communities, sum.Estates, sum.Buildings, sum.Homes, sum.People, sum.Staff)
	return err
}

// exportCommand writes records for other programs, and results for everybody.
type exportCommand struct {
	configured
	Issues  bool   `help:"The issues; with --json."`
	Answers bool   `help:"The answers to what residents often ask, as CSV that import reads; --place narrows it."`
	Street  bool   `help:"Places, people and roles as a workbook that import reads; with -o FILE, --place narrows it."`
	JSON    bool   `name:"json" help:"As a JSON array."`
	Poll    int    `placeholder:"NO" help:"Something of a poll, by its number; with --as."`
	As      string `enum:"list,picture,workbook,notice,form,paper,notvoted,notreached," default:"" help:"Of a closed poll: list (of ballots, for yishi verify), picture (PNG), workbook (Excel), notice (to print), form (of an owners' vote, Excel, with names). Of an open one, to print: paper (ballots), notvoted and notreached (doors, with names)."`
	Place   string `placeholder:"PLACE" help:"With paper, notvoted, notreached: only of a place, by name or id."`
	Out     string `short:"o" placeholder:"FILE" help:"Where to; the terminal if not given."`
}

func (c exportCommand) Run(s *session) error {
	config, err := c.load(s)
	if err != nil {
		return err
	}
	query := ""
	switch {
	case c.Street && c.Out != "" && !c.Issues && c.Poll == 0:
		query = "/export/street?place=" + url.QueryEscape(c.Place)
	case c.Answers && !c.Street && !c.Issues && c.Poll == 0:
		query = "/export/answers?place=" + url.QueryEscape(c.Place)
	case c.Issues && c.JSON && c.Poll == 0 && !c.Street:
		query = "/export/issues"
	case c.Poll > 0 && c.As != "" && !c.Issues:
		query = fmt.Sprintf("/export/result?no=%d&as=%s&place=%s", c.Poll, c.As, url.QueryEscape(c.Place))
	default:
		return wrongUse(errors.New("say what to export and how: --issues --json, or --street -o FILE.xlsx, or --answers, or --poll NO --as list|picture|workbook|notice|form|paper|notvoted|notreached [--place PLACE]"))
	}
	t, err := ops.Reach(config, app.Kits(config))
	if err != nil {
		return err
	}
	defer t.Close()
	body, err := t.Ask(s.ctx, "GET", query)
	if err != nil {
		return err
	}
	defer body.Close()
	if c.Out == "" {
		_, err = io.Copy(s.out, body)
		return err
	}
	return store.PlaceFile(c.Out, func(f *os.File) error {
		_, err := io.Copy(f, body)
		return err
	})
}
