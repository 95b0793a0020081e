package command

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"yishi/app"
	"yishi/app/config"
	"yishi/app/ops"
)

// register sends a register of owners and shows what came of it.
func (c importCommand) register(s *session, config config.Config) error {
	file, err := readSheet(c.Register)
	if err != nil {
		return err
	}
	t, err := ops.Reach(config, app.Kits(config))
	if err != nil {
		return err
	}
	defer t.Close()
	query := url.Values{
		"estate": {c.Estate}, "name": {filepath.Base(c.Register)},
		"dry": {strconv.FormatBool(c.DryRun)}, "parking": {strconv.FormatBool(c.Parking)},
	}
	body, err := t.Send(s.ctx, http.MethodPost, "/owners?"+query.Encode(), bytes.NewReader(file))
	if err != nil {
		return err
	}
	defer body.Close()
	var p ops.Planned
	if err := json.NewDecoder(body).Decode(&p); err != nil {
		return err
	}
	return c.show(s, p)
}

func (c importCommand) show(s *session, p ops.Planned) error {
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
