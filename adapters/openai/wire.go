package openai

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
)

// maxAnswer is the most that is read of an answer, which holds one sentence.
const maxAnswer = 256 << 10

// wire is the transport below the library, which reads without a limit and
// follows redirects with the key in hand.
type wire struct {
	next      http.RoundTripper
	unthought atomic.Bool
}

func newWire() *wire {
	return &wire{next: http.DefaultTransport.(*http.Transport).Clone()}
}

// stopThinking makes all further requests say enable_thinking: false, which
// DashScope demands for some models when not streaming and the library cannot
// say (https://help.aliyun.com/zh/model-studio/deep-thinking). It reports
// whether that is new.
func (w *wire) stopThinking() bool { return w.unthought.CompareAndSwap(false, true) }

// RoundTrip sends one request.
func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	if w.unthought.Load() && strings.HasPrefix(req.Header.Get("Content-Type"), "application/json") {
		var err error
		if req, err = withoutThinking(req); err != nil {
			return nil, err
		}
	}
	res, err := w.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	if res.StatusCode >= 300 && res.StatusCode < 400 {
		res.Body.Close()
		return nil, errRedirect
	}
	res.Body = &capped{res.Body, maxAnswer}
	return res, nil
}

func withoutThinking(req *http.Request) (*http.Request, error) {
	var body map[string]json.RawMessage
	if err := json.NewDecoder(req.Body).Decode(&body); err != nil {
		return nil, err
	}
	body["enable_thinking"] = json.RawMessage("false")
	data, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	req.Body.Close()
	changed := req.Clone(req.Context())
	changed.Body, changed.ContentLength = io.NopCloser(bytes.NewReader(data)), int64(len(data))
	changed.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	return changed, nil
}

// capped fails when there is more to read than left.
type capped struct {
	io.ReadCloser
	left int
}

func (c *capped) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	if c.left -= n; c.left < 0 {
		return 0, errTooBig
	}
	return n, err
}
