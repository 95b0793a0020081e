package wechattest

import (
	"bytes"
	"crypto/rand"
	"io"
	"net/http"
	"time"
)

// medium is a temporary file
// (https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/New_temporary_materials.html).
type medium struct {
	kind string // "image/jpeg", "audio/amr"
	data []byte
	ends time.Time
}

const (
	mediaLife = 3 * 24 * time.Hour
	maxImage  = 10 << 20
)

// keep stores a file and gives its media id.
func (f *Fake) keep(kind string, data []byte) string {
	id := rand.Text() + rand.Text()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.media[id] = medium{kind, data, f.opts.Now().Add(mediaLife)}
	return id
}

func (f *Fake) medium(id string) (medium, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	m, ok := f.media[id]
	return m, ok && f.opts.Now().Before(m.ends)
}

func (f *Fake) upload(_ http.ResponseWriter, r *http.Request) (any, code) {
	if r.FormValue("type") != "image" {
		return nil, 40004
	}
	file, head, err := r.FormFile("media")
	if err != nil {
		return nil, 41005
	}
	defer file.Close()
	if head.Size > maxImage {
		return nil, 40009
	}
	data, err := io.ReadAll(file)
	if err != nil || len(data) == 0 {
		return nil, 44001
	}
	if bytes.HasPrefix(data[min(4, len(data)):], []byte("ftyp")) { // HEIC and the like
		return nil, 40005
	}
	id := f.keep("image/jpeg", data)
	return map[string]any{"type": "image", "media_id": id, "created_at": f.opts.Now().Unix()}, 0
}

func (f *Fake) download(w http.ResponseWriter, r *http.Request) (any, code) {
	m, ok := f.medium(r.URL.Query().Get("media_id"))
	if !ok {
		return nil, 40007
	}
	w.Header().Set("Content-Disposition", `attachment; filename="media"`)
	m.write(w, r)
	return done, 0
}

// openPicture serves what PicUrl names, to everybody.
func (f *Fake) openPicture(w http.ResponseWriter, r *http.Request) {
	m, ok := f.medium(r.PathValue("id"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	m.write(w, r)
}

func (m medium) write(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", m.kind)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(m.data))
}
