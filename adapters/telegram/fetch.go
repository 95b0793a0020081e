package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"

	"yishi/bot"
)

const (
	maxFile   = 12 << 20 // what is kept; Telegram has up to 20 MB for us (https://core.telegram.org/bots/api#getfile)
	fetchTime = 2 * time.Minute
)

// Fetch asks where a file lies and opens it. Its address holds our token, so
// it is told to nobody.
func (a *Adapter) Fetch(ctx context.Context, file string) (io.ReadCloser, string, error) {
	ctx, stop := context.WithTimeout(ctx, fetchTime)
	body, ext, err := a.fetch(ctx, file)
	if err != nil {
		stop()
		return nil, "", err
	}
	return &download{Reader: io.LimitReader(body, maxFile+1), body: body, stop: stop}, ext, nil
}

func (a *Adapter) fetch(ctx context.Context, file string) (io.ReadCloser, string, error) {
	f, err := a.api.GetFile(ctx, &tg.GetFileParams{FileID: file})
	switch {
	case err != nil && strings.Contains(err.Error(), "file is too big"):
		return nil, "", bot.TooLarge
	case errors.Is(err, tg.ErrorBadRequest):
		return nil, "", bot.NotThere
	case err != nil:
		return nil, "", fmt.Errorf("telegram: a file is not to be had: %w", a.scrub(err))
	case f == nil || f.FilePath == "":
		return nil, "", errors.New("telegram: a file has no path")
	case f.FileSize > maxFile:
		return nil, "", bot.TooLarge
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.api.FileDownloadLink(f), nil)
	if err != nil {
		return nil, "", errors.New("telegram: a file has an address that is none")
	}
	resp, err := a.http.Do(req)
	if err != nil {
		return nil, "", fmt.Errorf("telegram: a file was not fetched: %w", a.scrub(err))
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, "", fmt.Errorf("telegram: a file was not fetched: %s", resp.Status)
	}
	return resp.Body, ending(f.FilePath), nil
}

// ending is the kind of file by its path. Voices are .oga, which is .ogg.
func ending(file string) string {
	switch ext := strings.ToLower(strings.TrimPrefix(path.Ext(file), ".")); ext {
	case "":
		return "bin"
	case "oga":
		return "ogg"
	case "jpeg":
		return "jpg"
	default:
		return ext
	}
}

// download ends its request when it is closed.
type download struct {
	io.Reader
	body io.Closer
	stop context.CancelFunc
}

func (d *download) Close() error {
	defer d.stop()
	return d.body.Close()
}
