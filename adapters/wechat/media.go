package wechat

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/silenceper/wechat/v2/officialaccount/material"

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
func (a *Adapter) open(ctx context.Context, file string) (*http.Response, error) {
	if !strings.Contains(file, "://") {
		got, err := a.api.call(ctx, call{path: "/cgi-bin/media/get", query: "media_id=" + url.QueryEscape(file), media: true}, nil)
		if err != nil {
			return nil, err
		}
		return got.file, nil
	}
	if !a.pictureHost(file) {
		return nil, errors.New("wechat: not an address of a picture")
	}
	got, err := a.api.client.do(ctx, call{path: file, media: true}, "")
	switch {
	case err != nil:
		return nil, hide(err, "")
	case got.file == nil:
		return nil, refused(got.code)
	}
	return got.file, nil
}

// pictureHost: pictures lie open on the platform's own hosts. We call no other,
// whatever address a message names.
func (a *Adapter) pictureHost(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (strings.HasSuffix(u.Hostname(), ".qpic.cn") || strings.HasPrefix(address, a.config.APIBase+"/"))
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

// upload is a picture that the platform has from us.
type upload struct {
	id    string
	until time.Time
}

// Temporary media live three days; an image holds at most 10 MB
// (https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/New_temporary_materials.html).
const (
	mediaLife = 3 * 24 * time.Hour
	maxImage  = 10 << 20
)

// upload gives the platform a picture of ours, unless it has it. Its errors are
// certain: no message went out.
func (a *Adapter) upload(ctx context.Context, name string) (string, error) {
	if id := a.uploaded(name); id != "" {
		return id, nil
	}
	id, err := a.give(ctx, name)
	if e, certain := bot.AsSendError(err); certain {
		refused := *e // only the picture: that no more may be given today says nothing of words
		if refused.Photo = true; refused.Verdict == bot.Quota {
			refused.Verdict = bot.Bad
		}
		return "", &refused
	}
	return id, err
}

func (a *Adapter) give(ctx context.Context, name string) (string, error) {
	picture, err := a.picture(name)
	if err != nil {
		return "", err
	}
	var media material.Media
	_, err = a.api.call(ctx, imageForm(name, picture), &media)
	if err == nil && media.MediaID == "" {
		err = errors.New("no media_id")
	}
	if _, certain := bot.AsSendError(err); err != nil && !certain {
		return "", &bot.SendError{Verdict: bot.Retry, Why: "图片没能传给微信"}
	}
	if err != nil {
		return "", err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.media[name] = upload{media.MediaID, a.deps.Now().Add(mediaLife - 6*time.Hour)}
	return media.MediaID, nil
}

// imageForm is the call that hands a picture over.
func imageForm(name string, picture []byte) call {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, _ := form.CreateFormFile("media", name) // nothing fails in memory
	_, _ = part.Write(picture)
	_ = form.Close()
	return call{
		path: "/cgi-bin/media/upload", query: "type=image", media: true,
		kind: form.FormDataContentType(), body: body.Bytes(),
	}
}

func (a *Adapter) picture(name string) ([]byte, error) {
	f, err := a.deps.Files.Open(name)
	if err != nil {
		return nil, &bot.SendError{Verdict: bot.Bad, Why: "图片文件找不到了"}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxImage+1))
	if err != nil {
		return nil, &bot.SendError{Verdict: bot.Retry, Why: "图片文件读不出来"}
	}
	if len(data) > maxImage {
		return nil, &bot.SendError{Verdict: bot.Bad, Why: "图片超过 10 MB"}
	}
	return data, nil
}

// uploaded also drops what has expired.
func (a *Adapter) uploaded(name string) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	for n, u := range a.media {
		if !a.deps.Now().Before(u.until) {
			delete(a.media, n)
		}
	}
	return a.media[name].id
}

func (a *Adapter) forget(name string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.media, name)
}
