package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"yishi/app"
	"yishi/app/config"
	"yishi/app/ops"
	"yishi/bot"
	"yishi/flows/roster"
	"yishi/store"
)

// writeTemplate writes an empty workbook to fill in.
func writeTemplate(s *session, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("there is a file at %s, no template was written", path)
	}
	book, err := roster.Template()
	if err != nil {
		return err
	}
	err = store.PlaceFile(path, func(f *os.File) error {
		_, err := f.Write(book)
		return err
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "%s has a sheet each for places, people and roles (地点、居民、职务), with an example that is not imported.\n", path)
	return err
}

// street sends lists of a street and shows what came of them.
func (c importCommand) street(s *session, config config.Config) error {
	t, err := ops.Reach(config, app.Kits(config))
	if err != nil {
		return err
	}
	defer t.Close()
	body, form := io.Pipe()
	parts := multipart.NewWriter(form)
	go func() { form.CloseWithError(c.send(parts)) }()
	resp, err := t.SendForm(s.ctx, http.MethodPost, "/street?dry="+strconv.FormatBool(c.DryRun), parts.FormDataContentType(), body)
	if err != nil {
		return err
	}
	defer resp.Close()
	var got ops.Roster
	for in := json.NewDecoder(resp); !got.End; {
		got = ops.Roster{}
		if err := in.Decode(&got); err != nil {
			return fmt.Errorf("the import broke off; begun again it goes on: %w", err)
		}
		if got.All > 0 && isTerminal(s.err) {
			fmt.Fprintf(s.err, "\r%d / %d", got.Done, got.All)
			if got.Done == got.All {
				fmt.Fprintln(s.err)
			}
		}
	}
	return c.showStreet(s, got)
}

func (c importCommand) send(parts *multipart.Writer) error {
	for _, name := range c.Workbooks {
		file, err := readSheet(name)
		if err != nil {
			return err
		}
		part, err := parts.CreateFormFile("list", filepath.Base(name))
		if err != nil {
			return err
		}
		if _, err := part.Write(file); err != nil {
			return err
		}
	}
	return parts.Close()
}

func (c importCommand) showStreet(s *session, got ops.Roster) error {
	lines, end := append(got.Lines, ""), "已导入。"
	switch {
	case got.Stops > 0:
		end = "没有导入，什么也没有写。"
	case c.DryRun:
		end = "这是试读，什么也没有写。没有问题就去掉 --dry-run 再来一次。"
	}
	if len(got.Codes) > 0 {
		lines = append(lines, "工作码，一人一个，只能用一次，请当面交给本人（在对话里发「工作码」，再发这个码）：")
		for _, code := range got.Codes {
			lines = append(lines, fmt.Sprintf("  %s　%s　%s　%s前有效", code.Name, code.Role, code.Code, code.Until.In(bot.Zone).Format("2006-01-02 15:04")))
		}
		lines = append(lines, "")
	}
	if got.Error != "" {
		return errors.New(got.Error)
	}
	if _, err := fmt.Fprintln(s.out, strings.Join(append(lines, end), "\n")); err != nil {
		return err
	}
	if got.Stops > 0 {
		return fmt.Errorf("%d things have to be mended first, see above", got.Stops)
	}
	return nil
}
