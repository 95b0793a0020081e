package web_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"yishi/adapters/web"
	"yishi/bot"
)

// stranger is a new browser that has opened the page.
func (c *clerk) stranger(t *testing.T) *reader {
	r := newReader(t, c.tw)
	r.get("/chat")
	return r
}

func (r *reader) types(id string) answer {
	return r.post(url.Values{"id": {"message-" + id}, "kind": {"text"}, "text": {"菜单"}}, "Accept", "application/json")
}

// One address comes as somebody new every time, and sends something else than "open"
// first: it is stopped, whoever was there before goes on, and so does another address.
func TestAFloodOfNewCookies(t *testing.T) {
	from := "203.0.113.7"
	c := newClerkWith(t, func(cfg *web.Config) { cfg.Address = func(*http.Request) string { return from } })
	before := c.stranger(t)
	before.types("0")
	jpeg := []byte("\xff\xd8\xff\xe0 a picture")
	codes := map[int]int{}
	for i := range 100 {
		r := c.stranger(t)
		if i%2 == 0 {
			codes[r.types("1").StatusCode]++
		} else {
			codes[r.upload("photo", jpeg).StatusCode]++
		}
	}
	if codes[200] < 50 || codes[200] > 75 || codes[200]+codes[503] != 100 {
		t.Errorf("answered %v", codes)
	}
	if a := before.types("2"); a.StatusCode != 200 {
		t.Errorf("who was there before gets %d %s", a.StatusCode, a.page)
	}
	from = "203.0.113.8"
	if a := c.stranger(t).types("3"); a.StatusCode != 200 {
		t.Errorf("another address gets %d %s", a.StatusCode, a.page)
	}
}

func TestAFloodOfPhotosOfOneVisitor(t *testing.T) {
	c := newClerk(t)
	r := c.stranger(t)
	codes := map[int]int{}
	last := answer{}
	for i := 0; i < 40; {
		last = r.upload("photo", append([]byte("\xff\xd8\xff\xe0"), make([]byte, i)...))
		if strings.Contains(last.page, "发得太快了") {
			continue
		}
		codes[last.StatusCode]++
		i++
	}
	if codes[200] != 30 || !strings.Contains(last.page, "今天的照片和语音太多了") {
		t.Errorf("answered %v, last %s", codes, last.page)
	}
}

// full is a folder with no room.
type full struct{ bot.Files }

func (full) Save(io.Reader, string) (string, error) { return "", bot.ErrFull }

func TestWithNoRoomForPhotosTheChatGoesOn(t *testing.T) {
	c := newClerkWith(t, func(cfg *web.Config) { cfg.Files = full{} })
	r := c.stranger(t)
	a := r.upload("photo", []byte("\xff\xd8\xff\xe0"))
	if a.StatusCode != http.StatusInsufficientStorage || !strings.Contains(a.page, "请先打字") {
		t.Errorf("told %d %s", a.StatusCode, a.page)
	}
	if a := r.types("1"); a.StatusCode != 200 {
		t.Errorf("words get %d %s", a.StatusCode, a.page)
	}
}

// Slow uploads of one address leave room for others'.
func TestSlowUploadsHoldUpNobody(t *testing.T) {
	from := "203.0.113.7"
	c := newClerkWith(t, func(cfg *web.Config) { cfg.Address = func(r *http.Request) string { return r.Header.Get("X-From") } })
	send := func(r *reader, at string, body io.Reader, length int64) (*http.Response, error) {
		req, _ := http.NewRequest(http.MethodPost, r.base+"/chat/send", body)
		req.ContentLength = length
		req.Header.Set("X-From", at)
		req.Header.Set("Accept", "application/json")
		req.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		return r.http.Do(req)
	}
	slow, done := []*io.PipeWriter{}, make(chan bool, 10)
	for range 4 {
		r := c.stranger(t)
		out, in := io.Pipe()
		slow = append(slow, in)
		go func() {
			if resp, err := send(r, from, out, 5<<20); err == nil {
				resp.Body.Close()
			}
			done <- true
		}()
		fmt.Fprint(in, "--x\r\n") // it has been read when this returns
	}
	large := make([]byte, 1<<20)
	wait(t, func() bool {
		resp, err := send(c.stranger(t), from, bytes.NewReader(large), int64(len(large)))
		if err != nil {
			return false
		}
		defer resp.Body.Close()
		return resp.StatusCode == http.StatusServiceUnavailable
	})
	resp, err := send(c.stranger(t), "203.0.113.8", bytes.NewReader(large), int64(len(large)))
	if err != nil || resp.StatusCode != http.StatusUnprocessableEntity { // read, and no form
		t.Errorf("another address: %v, %v", resp, err)
	}
	for _, in := range slow {
		in.CloseWithError(io.ErrUnexpectedEOF)
		<-done
	}
}
