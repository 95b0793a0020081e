package telegramtest

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"
)

// params are a call's parameters, however they were sent
// (https://core.telegram.org/bots/api#making-requests).
type params struct {
	values map[string]string
	upload map[string][]byte
}

const maxUpload = 10 << 20 // https://core.telegram.org/bots/api#sending-files, for photos

func readParams(w http.ResponseWriter, r *http.Request) (params, error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload+1<<20)
	p := params{values: map[string]string{}, upload: map[string][]byte{}}
	for k, v := range r.URL.Query() {
		p.values[k] = v[0]
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	switch kind {
	case "application/json":
		err = p.fromJSON(r.Body)
	case "multipart/form-data":
		err = p.fromForm(r)
	case "application/x-www-form-urlencoded":
		err = r.ParseForm()
		for k, v := range r.PostForm {
			p.values[k] = v[0]
		}
	}
	for _, v := range p.values {
		if !utf8.ValidString(v) {
			err = errors.New("strings must be encoded in UTF-8")
		}
	}
	return p, err
}

func (p params) fromJSON(body io.Reader) error {
	var fields map[string]json.RawMessage
	if err := json.NewDecoder(body).Decode(&fields); err != nil {
		return errors.New("can't parse JSON object")
	}
	for k, raw := range fields {
		var s string
		if json.Unmarshal(raw, &s) != nil {
			s = string(raw)
		}
		p.values[k] = s
	}
	return nil
}

func (p params) fromForm(r *http.Request) error {
	if err := r.ParseMultipartForm(maxUpload); err != nil {
		return errors.New("can't parse multipart form")
	}
	for k, v := range r.MultipartForm.Value {
		p.values[k] = v[0]
	}
	for k, headers := range r.MultipartForm.File {
		f, err := headers[0].Open()
		if err != nil {
			return err
		}
		data, err := io.ReadAll(f)
		f.Close()
		if err != nil {
			return err
		}
		p.upload[k] = data
	}
	return nil
}

func (p params) str(key string) string { return strings.TrimSpace(p.values[key]) }

func (p params) num(key string) int64 {
	n, _ := strconv.ParseInt(p.str(key), 10, 64)
	return n
}

func (p params) list(key string) []string {
	var out []string
	_ = json.Unmarshal([]byte(p.values[key]), &out)
	return out
}
