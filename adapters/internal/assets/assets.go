// Package assets serves the files that pages bring along and that change with the
// program only: under names that say what is in them, so that a browser asks for each
// of them once and never sees an old one, and compressed, once, at the start. There is
// no list of them to be had.
package assets

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"yishi/adapters/errorpage"
)

// Set are the files of some pages. It is their handler.
type Set struct {
	prefix string
	names  map[string]string // by the names they have in the program
	files  map[string]file   // by the names they are served under
}

type file struct {
	kind, sum    string
	plain, small []byte // small is compressed; nil if that does not make it smaller
}

// New takes files that are part of the program. They are served under the prefix:
// "/chat/assets/".
func New(in fs.FS, prefix string, names ...string) *Set {
	s := &Set{prefix, map[string]string{}, map[string]file{}}
	for _, name := range names {
		data, err := fs.ReadFile(in, name)
		if err != nil {
			panic(err) // it is embedded
		}
		sum := sha256.Sum256(data)
		f := file{kind: mime.TypeByExtension(path.Ext(name)), sum: hex.EncodeToString(sum[:6]), plain: data}
		if small := compressed(data); len(small) < len(data) {
			f.small = small
		}
		ext := path.Ext(name)
		s.names[name] = strings.TrimSuffix(path.Base(name), ext) + "." + f.sum + ext
		s.files[s.names[name]] = f
	}
	return s
}

func compressed(data []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	_, _ = w.Write(data) // into memory
	_ = w.Close()
	return out.Bytes()
}

// URL is where a page finds a file, for its template.
func (s *Set) URL(name string) (string, error) {
	if s.names[name] == "" {
		return "", fmt.Errorf("there is no asset called %s", name)
	}
	return s.prefix + s.names[name], nil
}

func (s *Set) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, ok := s.files[strings.TrimPrefix(r.URL.Path, s.prefix)]
	if !ok {
		errorpage.NotFound(w, r)
		return
	}
	h, body, tag := w.Header(), f.plain, f.sum
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	if f.small != nil && takesGzip(r) {
		body, tag = f.small, f.sum+"-gzip"
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("Etag", strconv.Quote(tag))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// takesGzip reports whether a browser does: "gzip, deflate, br", but not "gzip;q=0".
func takesGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		coding, quality, _ := strings.Cut(strings.ReplaceAll(part, " ", ""), ";q=")
		if q, err := strconv.ParseFloat(quality, 64); coding == "gzip" && (err != nil || q > 0) {
			return true
		}
	}
	return false
}
