package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"path"
	"strings"

	"yishi/bot"
)

// kept is an upload in our files.
type kept struct {
	name string
	kind bot.Kind
}

// Fetch opens what somebody uploaded: it is in our files already.
func (a *Adapter) Fetch(_ context.Context, file string) (body io.ReadCloser, ext string, err error) {
	if a.cfg.Files == nil {
		return nil, "", errors.New("web: there are no files")
	}
	body, err = a.cfg.Files.Open(file)
	return body, strings.TrimPrefix(path.Ext(file), "."), err
}

// save keeps the upload of a form, if what it holds is what it should be.
func (a *Adapter) save(f *form) error {
	if f.kind != "photo" && f.kind != "voice" {
		return nil
	}
	if f.upload == nil {
		return bot.Refusal("没有收到文件，请再选一次。")
	}
	defer f.upload.Close()
	data, err := io.ReadAll(io.LimitReader(f.upload, maxUpload+1))
	if err != nil {
		return err
	}
	if len(data) > maxUpload {
		return tooMuch
	}
	ext, kind := sniff(data)
	switch {
	case kind == bot.Other:
		f.kept = kept{kind: bot.Other}
		return nil
	case f.kind == "photo" && kind != bot.Photo:
		return bot.Refusal("这张图片打不开，请发 JPG、PNG 或 WebP 照片。")
	case f.kind == "voice" && kind != bot.Voice:
		return bot.Refusal("这段语音打不开，请再录一次，或者打字。")
	case a.cfg.Files == nil:
		return bot.Refusal("这里还不能收照片和语音，请打字。")
	}
	name, err := a.cfg.Files.Save(bytes.NewReader(data), ext)
	f.kept = kept{name: name, kind: kind}
	return err
}

// sniff tells by its content what a file is. A GIF is what people send as a
// sticker.
func sniff(data []byte) (ext string, kind bot.Kind) {
	if len(data) >= 12 && string(data[4:8]) == "ftyp" { // https://mimesniff.spec.whatwg.org/#signature-for-mp4, any brand
		if brand := string(data[8:12]); brand == "heic" || brand == "heix" || brand == "mif1" || brand == "avif" {
			return "", ""
		}
		return "m4a", bot.Voice
	}
	if bytes.HasPrefix(data, []byte("#!AMR")) {
		return "amr", bot.Voice
	}
	switch http.DetectContentType(data) {
	case "image/jpeg":
		return "jpg", bot.Photo
	case "image/png":
		return "png", bot.Photo
	case "image/webp":
		return "webp", bot.Photo
	case "image/gif":
		return "gif", bot.Other
	case "application/ogg":
		return "ogg", bot.Voice
	case "video/webm":
		return "webm", bot.Voice
	case "audio/mpeg":
		return "mp3", bot.Voice
	case "audio/wave":
		return "wav", bot.Voice
	}
	return "", ""
}

// types are the files that are shown, by their ending.
var types = map[string]string{
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp",
	".ogg": "audio/ogg", ".webm": "audio/webm", ".m4a": "audio/mp4", ".mp3": "audio/mpeg", ".wav": "audio/wav", ".amr": "audio/amr",
}

func isPhoto(file string) bool { return strings.HasPrefix(types[path.Ext(file)], "image/") }

// read is the message an upload makes.
func (k kept) read(caption string) (in bot.In, b *bubble, err error) {
	switch k.kind {
	case bot.Other:
		return bot.In{Kind: bot.Other}, &bubble{Text: "[动图]"}, nil
	case bot.Photo:
		return bot.In{Kind: bot.Photo, File: k.name, Text: caption}, &bubble{File: k.name, Text: caption}, nil
	case bot.Voice:
		return bot.In{Kind: bot.Voice, File: k.name}, &bubble{File: k.name}, nil
	}
	return in, nil, garbled
}
