package telegramtest

import (
	"net/http"
	"strings"
)

// file is a photo or voice kept by the platform.
type file struct {
	path string
	data []byte
}

const maxDownload = 20 << 20 // https://core.telegram.org/bots/api#getfile

// keep stores data and gives its file_id.
func (s *Server) keep(kind, ext string, data []byte) string {
	id := s.fileID(kind)
	s.files[id] = file{path: kind + "s/" + id + "." + ext, data: data}
	return id
}

func (s *Server) getFile(p params) result {
	id := p.str("file_id")
	f, found := s.files[strings.TrimSuffix(id, "-small")]
	switch {
	case !found:
		return bad("invalid file_id")
	case len(f.data) > maxDownload:
		return bad("file is too big")
	}
	return ok(m{"file_id": id, "file_unique_id": "u" + id, "file_size": len(f.data), "file_path": f.path})
}

func (s *Server) serveFile(w http.ResponseWriter, path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.files {
		if f.path == path {
			_, _ = w.Write(f.data)
			return
		}
	}
	fail(404, "Not Found").write(w)
}
