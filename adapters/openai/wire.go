package openai

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
)

// maxAnswer is the most that is read of an answer, which holds one sentence.
const maxAnswer = 256 << 10

// wire is the transport below the library, which reads without a limit and
// follows redirects with the key in hand.
type wire struct {
	next    http.RoundTripper
	manners *manners
}

func newWire(m *manners) *wire {
	return &wire{next: http.DefaultTransport.(*http.Transport).Clone(), manners: m}
}

// RoundTrip sends one request.
func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	if strings.HasPrefix(req.Header.Get("Content-Type"), "application/json") {
		var err error
		if req, err = w.mannerly(req); err != nil {
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

// mannerly is a request as the vendor wants it, which the library cannot say.
func (w *wire) mannerly(req *http.Request) (*http.Request, error) {
	var body map[string]json.RawMessage
	if err := json.NewDecoder(req.Body).Decode(&body); err != nil {
		return nil, err
	}
	w.manners.apply(body)
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
