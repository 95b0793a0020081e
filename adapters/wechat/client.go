package wechat

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"time"

	"yishi/bot"
)

// How long a call may take, answer included.
const (
	callTime  = 10 * time.Second
	mediaTime = 60 * time.Second
	maxAnswer = 1 << 20
)

// call is one call of the platform's interface.
type call struct {
	path  string // or an address outside the interface, which no token goes to
	query string // beside the token
	kind  string // of the body
	body  []byte // nil asks for something
	auth  string // for who is not the platform
	media bool   // a file comes or goes, which takes its time
}

// client reaches one platform. It is the adapter's own: nothing of it is shared.
type client struct {
	base string
	http *http.Client
}

func newClient(base string) client {
	wire := http.DefaultTransport.(*http.Transport).Clone()
	wire.MaxIdleConnsPerHost = 64
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return client{base, &http.Client{Transport: wire, CheckRedirect: stay}}
}

// answer is what came back. The platform says by errcode, with HTTP 200, what it
// did not do.
type answer struct {
	code  int64
	coded bool // it has an errcode
	body  []byte
	file  *http.Response // to be closed
}

// do makes one call.
func (w client) do(ctx context.Context, c call, token string) (*answer, error) {
	resp, err := w.open(ctx, c, token)
	if err != nil {
		return nil, err
	}
	if c.fetches() && isFile(resp) {
		return &answer{file: resp}, nil
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	_ = resp.Body.Close()
	var said *struct {
		Code *int64 `json:"errcode"`
	}
	sense := json.Unmarshal(body, &said)
	switch {
	case err == nil && sense == nil && said != nil && said.Code != nil && *said.Code != 0:
		return &answer{code: *said.Code}, nil
	case resp.StatusCode == http.StatusServiceUnavailable, resp.StatusCode == http.StatusTooManyRequests:
		return nil, &bot.SendError{Verdict: bot.Slow, After: time.Minute, Why: "微信服务器繁忙"}
	case err != nil:
		return nil, err
	case resp.StatusCode != http.StatusOK || c.fetches():
		return nil, fmt.Errorf("no answer but HTTP %d, %s", resp.StatusCode, resp.Header.Get("Content-Type"))
	case sense != nil || said == nil:
		return nil, errors.New("an answer that makes no sense")
	}
	return &answer{coded: said.Code != nil, body: body}, nil
}

// open sends the request. A body that is closed ends its time limit.
func (w client) open(ctx context.Context, c call, token string) (*http.Response, error) {
	reached := false // there was a connection: the platform may have acted
	ctx, cancel := context.WithTimeout(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { reached = true },
	}), c.limit())
	req, err := http.NewRequestWithContext(ctx, c.method(), w.address(c, token), bytes.NewReader(c.body))
	if err != nil {
		cancel()
		return nil, errors.New("an address that is none")
	}
	if c.kind != "" {
		req.Header.Set("Content-Type", c.kind)
	}
	if c.auth != "" {
		req.Header.Set("Authorization", c.auth)
	}
	resp, err := w.http.Do(req)
	if err == nil {
		resp.Body = &closing{resp.Body, cancel}
		return resp, nil
	}
	cancel()
	if !reached {
		return nil, &bot.SendError{Verdict: bot.Retry, Why: "连不上微信服务器"}
	}
	return nil, err
}

// fetches reports whether a file is asked for: it comes, or words about why not.
func (c call) fetches() bool { return c.media && c.body == nil }

func (c call) limit() time.Duration {
	if c.media {
		return mediaTime
	}
	return callTime
}

func (c call) method() string {
	if c.body == nil {
		return http.MethodGet
	}
	return http.MethodPost
}

func (w client) address(c call, token string) string {
	if strings.Contains(c.path, "://") {
		return c.path
	}
	query := c.query
	if token != "" {
		query = strings.TrimPrefix(query+"&access_token="+url.QueryEscape(token), "&")
	}
	return w.base + c.path + "?" + query
}

// isFile reports whether an answer is a file, and not words about why there is none.
func isFile(resp *http.Response) bool {
	kind := resp.Header.Get("Content-Type")
	return resp.StatusCode == http.StatusOK && !strings.Contains(kind, "json") && !strings.HasPrefix(kind, "text/")
}

// closing ends the context of an answer when its reader is done with it.
type closing struct {
	io.ReadCloser
	cancel context.CancelFunc
}

func (c *closing) Close() error {
	defer c.cancel()
	return c.ReadCloser.Close()
}

// hide makes an error that tells no secret and wraps nothing that could: without
// the address, which holds the token, and without the token wherever else the
// platform may have repeated it. A *bot.SendError has words of ours only.
func hide(err error, token string) error {
	if _, certain := bot.AsSendError(err); err == nil || certain {
		return err
	}
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	text := err.Error()
	for _, secret := range []string{token, url.QueryEscape(token)} {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "…")
		}
	}
	return errors.New("wechat: " + text)
}
