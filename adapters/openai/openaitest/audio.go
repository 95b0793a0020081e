package openaitest

import (
	"fmt"
	"io"
	"net/http"
	"strings"
)

func (f *Fake) audio(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseMultipartForm(16 << 20); err != nil {
		fail(w, http.StatusBadRequest, "the body is not a form")
		return
	}
	note := Request{Path: r.URL.Path, Key: key(r), Body: fmt.Sprint(r.MultipartForm.Value)}
	file, header, err := r.FormFile("file")
	size := int64(0)
	if err == nil {
		defer file.Close()
		note.File = header.Filename
		size, _ = io.Copy(io.Discard, file)
	}
	mode := f.note(note)
	if f.misbehaves(w, r, mode) {
		return
	}
	switch {
	case size == 0 || r.FormValue("model") == "":
		fail(w, http.StatusBadRequest, "file and model are required")
	case f.Refuses != "" && strings.HasSuffix(note.File, f.Refuses):
		fail(w, http.StatusBadRequest, "Unrecognized file format")
	case mode == Spaces || mode == Empty:
		reply(w, map[string]string{"text": "   "})
	case mode == HalfJSON:
		_, _ = io.WriteString(w, `{"text":"楼下`)
	case mode == Invented:
		reply(w, map[string]string{"text": "请不吝点赞 订阅 转发 打赏"})
	default:
		reply(w, map[string]string{"text": f.Said})
	}
}
