package openaitest

import (
	"encoding/base64"
	"encoding/json"
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

// inChat takes a voice as part of a chat.
func (f *Fake) inChat(w http.ResponseWriter, r *http.Request, body []byte) {
	var req struct {
		Messages []struct {
			Content json.RawMessage `json:"content"`
		} `json:"messages"`
	}
	var parts []struct {
		Audio struct {
			Data   string `json:"data"`
			Format string `json:"format"`
		} `json:"input_audio"`
	}
	mode := f.note(Request{Path: r.URL.Path, Key: key(r), Body: string(body)})
	if f.misbehaves(w, r, mode) {
		return
	}
	if json.Unmarshal(body, &req) != nil || len(req.Messages) == 0 ||
		json.Unmarshal(req.Messages[len(req.Messages)-1].Content, &parts) != nil || len(parts) != 1 || f.Ears == AsFile {
		fail(w, http.StatusBadRequest, "there is no audio that is taken")
		return
	}
	audio := parts[0].Audio
	address := strings.HasPrefix(audio.Data, "data:audio/"+audio.Format+";base64,")
	_, err := base64.StdEncoding.DecodeString(audio.Data[strings.IndexByte(audio.Data, ',')+1:])
	switch {
	case err != nil || address != (f.Ears == InChatByAddress):
		fail(w, http.StatusBadRequest, "the audio is not given as it should be")
	case f.Refuses == "."+audio.Format:
		fail(w, http.StatusBadRequest, "Unrecognized file format")
	default:
		answer(w, map[string]any{"role": "assistant", "content": f.Said}, "stop")
	}
}
