package wechat

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	wxcontext "github.com/silenceper/wechat/v2/officialaccount/context"
	"github.com/silenceper/wechat/v2/officialaccount/material"
	"github.com/silenceper/wechat/v2/util"

	"yishi/bot"
)

// maxFile is more than any photo or voice the platform keeps for us.
const maxFile = 20 << 20

// Fetch downloads a photo or voice. The platform keeps it for three days
// (https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Get_temporary_materials.html).
func (a *Adapter) Fetch(ctx context.Context, file string) (io.ReadCloser, string, error) {
	resp, err := a.open(ctx, file)
	if errors.Is(err, errMediaGone) {
		return nil, "", bot.NotThere
	}
	if err != nil {
		return nil, "", err
	}
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(resp.Body, maxFile), resp.Body}, ext(resp), nil
}

// open asks for a file by its media id, or by its address if it lies open.
func (a *Adapter) open(ctx context.Context, file string) (resp *http.Response, err error) {
	if strings.Contains(file, "://") {
		if !a.pictureHost(file) {
			return nil, errors.New("wechat: not an address of a picture")
		}
		if resp, err = get(ctx, file); err != nil {
			return nil, a.api.redact(err)
		}
		return resp, nil
	}
	err = a.api.do(ctx, func(c *wxcontext.Context) error {
		address, err := material.NewMaterial(c).GetMediaURL(url.QueryEscape(file))
		if err == nil {
			resp, err = get(ctx, address)
		}
		return err
	})
	return resp, err
}

func get(ctx context.Context, address string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	resp, err := util.DefaultHTTPClient.Do(req)
	if err != nil {
		return nil, err
	}
	if !isFile(resp) {
		_ = resp.Body.Close()
		return nil, fmt.Errorf("no file but HTTP %d, %s", resp.StatusCode, resp.Header.Get("Content-Type"))
	}
	return resp, nil
}

// pictureHost: pictures lie open on the platform's own hosts. We call no other,
// whatever address a message names.
func (a *Adapter) pictureHost(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (strings.HasSuffix(u.Hostname(), ".qpic.cn") || u.Host == a.api.base.Host)
}

var exts = map[string]string{
	"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp",
	"audio/amr": "amr", "audio/mpeg": "mp3", "audio/mp3": "mp3", "audio/speex": "speex", "voice/speex": "speex",
}

// ext is the ending of a file: what its type says, else what its name says.
func ext(resp *http.Response) string {
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if e, ok := exts[kind]; ok {
		return e
	}
	_, params, _ := mime.ParseMediaType(resp.Header.Get("Content-Disposition"))
	name := params["filename"]
	if e := name[strings.LastIndexByte(name, '.')+1:]; e != "" && len(e) <= 5 && !strings.ContainsAny(e, `/\`) {
		return strings.ToLower(e)
	}
	return "bin"
}
