package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"yishi/app"
	"yishi/app/config"
	"yishi/app/ops"
	"yishi/bot/house"
	"yishi/flows/tally/sheet"
	"yishi/store"
)

// bring gives files to the capability that imports them, and shows what came of them.
func (c importCommand) bring(s *session, config config.Config, what string, ask url.Values, files ...string) error {
	t, err := ops.Reach(config, app.Kits(config))
	if err != nil {
		return err
	}
	defer t.Close()
	ask.Set("dry", strconv.FormatBool(c.DryRun))
	body, form := io.Pipe()
	parts := multipart.NewWriter(form)
	go func() { form.CloseWithError(sendFiles(parts, files)) }()
	resp, err := t.SendForm(s.ctx, http.MethodPost, "/import/"+what+"?"+ask.Encode(), parts.FormDataContentType(), body)
	if err != nil {
		return err
	}
	defer resp.Close()
	var got ops.Imported
	for in := json.NewDecoder(resp); !got.End; {
		got = ops.Imported{}
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
	return c.show(s, got)
}

func sendFiles(parts *multipart.Writer, files []string) error {
	for _, name := range files {
		file, err := sheet.File(name)
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

func (c importCommand) show(s *session, got ops.Imported) error {
	if got.Error != "" {
		return errors.New(got.Error)
	}
	end := got.Kept
	switch {
	case got.Stops > 0:
		end = "没有导入，什么也没有写。"
	case c.DryRun:
		end = "这是试读，什么也没有写。没有问题就去掉 --dry-run 再来一次。"
	}
	if _, err := fmt.Fprintln(s.out, strings.Join(append(got.Lines, end), "\n")); err != nil {
		return err
	}
	if got.Stops > 0 {
		return fmt.Errorf("%d things have to be mended first, see above", got.Stops)
	}
	return nil
}

// writeBlank writes an empty file of what a capability imports, to fill in.
func writeBlank(s *session, what, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("there is a file at %s, no template was written", path)
	}
	intake, there := house.Imports(app.Kits(config.Config{}))[what]
	if !there || intake.Blank == nil {
		return fmt.Errorf("nothing here imports %q", what)
	}
	book, err := intake.Blank()
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
