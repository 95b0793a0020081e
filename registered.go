package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/flows/owners"
	"yishi/store"
)

// maxRegister is the most bytes that a register of owners may have.
const maxRegister = 32 << 20

// planned is what came of reading a register of owners.
type planned struct {
	Lines []string `json:"lines"`
	Stops int      `json:"stops"`
}

// importOwners reads a register and, unless asked only to say what would happen,
// makes it that of the estate, in the same transaction.
func (o operator) importOwners(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	file, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRegister))
	if err != nil {
		answer(w, nil, bot.Refuse("the register has more than %d MB", maxRegister>>20))
		return
	}
	var plan owners.Plan
	work := func(tx store.Tx) error {
		at, err := namedPlace(tx, query.Get("estate"))
		if err != nil {
			return err
		}
		if plan, err = owners.Read(tx, at.ID, query.Get("name"), file, query.Get("parking") == "true"); err != nil {
			return bot.Refusal(err.Error()) // of the file: it names lines, not people
		}
		if query.Get("dry") == "true" || plan.Stops() > 0 {
			return nil
		}
		_, err = owners.Import(tx, "command line", plan)
		return err
	}
	if query.Get("dry") == "true" {
		err = o.store.View(r.Context(), work)
	} else {
		err = o.store.Update(r.Context(), work)
	}
	answer(w, planned{plan.Lines(), plan.Stops()}, err)
}

// register sends a register of owners and shows what came of it.
func (c importCommand) register(s *session, config Config) error {
	file, err := os.ReadFile(c.Register)
	if err != nil {
		return err
	}
	t, err := reach(config)
	if err != nil {
		return err
	}
	defer t.close()
	query := url.Values{
		"estate": {c.Estate}, "name": {filepath.Base(c.Register)},
		"dry": {strconv.FormatBool(c.DryRun)}, "parking": {strconv.FormatBool(c.Parking)},
	}
	body, err := t.send(s.ctx, http.MethodPost, "/owners?"+query.Encode(), bytes.NewReader(file))
	if err != nil {
		return err
	}
	defer body.Close()
	var p planned
	if err := json.NewDecoder(body).Decode(&p); err != nil {
		return err
	}
	return c.show(s, p)
}

func (c importCommand) show(s *session, p planned) error {
	end := "已导入，原来的名册换成了这一份。"
	switch {
	case p.Stops > 0:
		end = "没有导入，什么也没有写。"
	case c.DryRun:
		end = "这是试读，什么也没有写。没有问题就去掉 --dry-run 再来一次。"
	}
	if _, err := fmt.Fprintln(s.out, strings.Join(append(p.Lines, "", end), "\n")); err != nil {
		return err
	}
	if p.Stops > 0 {
		return fmt.Errorf("%s: %d things have to be mended first, see above", c.Register, p.Stops)
	}
	return nil
}
