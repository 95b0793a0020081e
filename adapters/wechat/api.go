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
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	wxcontext "github.com/silenceper/wechat/v2/officialaccount/context"
	"github.com/silenceper/wechat/v2/util"

	"github.com/silenceper/wechat/v2/officialaccount/config"
	"yishi/bot"
)

// The library calls the platform through one client for the whole process,
// without context, trusts an access token until its own cache forgets it, and
// puts the token into addresses that end up in errors. So each call of it gets
// a ticket in the place of the token. Our transport finds the call by its
// ticket, and there has all that is wanted: the account, the context, the real
// token (fetched anew and tried again if the platform refuses it), the address
// of the platform, and the errcode of the answer as a number. Every call has
// its own managers, so nothing of the library is shared between goroutines.
var (
	calls    sync.Map // ticket → *call
	tickets  atomic.Int64
	takeOver = sync.OnceFunc(func() {
		util.DefaultHTTPClient = &http.Client{
			Transport:     dispatcher{},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	})
	wire = func() *http.Transport {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.MaxIdleConnsPerHost = 64
		return t
	}()
)

// How long a call may take, answer included.
const (
	callTime  = 10 * time.Second
	mediaTime = 60 * time.Second
	maxAnswer = 1 << 20
)

// api calls the platform for one account.
type api struct {
	config *config.Config
	base   *url.URL
	tokens tokens
}

func newAPI(c Config, now func() time.Time) *api {
	takeOver()
	base, _ := url.Parse(c.APIBase) // checked by Config.check
	return &api{
		config: &config.Config{AppID: c.AppID, AppSecret: c.AppSecret},
		base:   base,
		tokens: newTokens(c, now),
	}
}

// call is one call of the library and what became of it.
type call struct {
	api     *api
	ctx     context.Context
	ticket  string
	noToken error // why we have no access token
	reached bool  // there was a connection: the platform may have acted
	status  int
	code    int64 // errcode
	coded   bool  // the answer had one
}

// do makes one call of the library. Its error is a *bot.SendError, or nobody
// knows what happened.
func (a *api) do(ctx context.Context, use func(*wxcontext.Context) error) error {
	return a.make(&call{api: a, ctx: ctx}, use)
}

// say is do for a call that sends: it was sent only if the answer says errcode 0.
// Of an answer that says nothing ({} with HTTP 200) nobody knows what it means.
func (a *api) say(ctx context.Context, use func(*wxcontext.Context) error) error {
	c := &call{api: a, ctx: ctx}
	err := a.make(c, use)
	if err == nil && !c.coded {
		return errors.New("wechat: an answer without errcode")
	}
	return err
}

func (a *api) make(c *call, use func(*wxcontext.Context) error) error {
	c.ticket = fmt.Sprintf("ticket-%d", tickets.Add(1))
	calls.Store(c.ticket, c)
	defer calls.Delete(c.ticket)
	err := use(&wxcontext.Context{Config: a.config, AccessTokenHandle: c})
	switch {
	case c.noToken != nil:
		return c.noToken
	case c.code != 0:
		return refused(c.code)
	case err == nil:
		return nil
	case !c.reached:
		return &bot.SendError{Verdict: bot.Retry, Why: "连不上微信服务器"}
	case c.status == http.StatusServiceUnavailable, c.status == http.StatusTooManyRequests:
		return &bot.SendError{Verdict: bot.Slow, After: time.Minute, Why: "微信服务器繁忙"}
	}
	return a.redact(err)
}

// GetAccessToken is what the library asks for its token.
func (c *call) GetAccessToken() (string, error) { return c.ticket, nil }

var secrets = regexp.MustCompile(`(access_token|secret|ticket)=[^&"\s]+`)

// redact makes an error that tells no secret and wraps nothing that could.
func (a *api) redact(err error) error {
	text := secrets.ReplaceAllString(err.Error(), "$1=…")
	for _, s := range []string{a.config.AppSecret, a.tokens.current()} {
		if s != "" {
			text = strings.ReplaceAll(text, s, "…")
		}
	}
	return errors.New("wechat: " + text)
}

// dispatcher is the library's transport.
type dispatcher struct{}

func (dispatcher) RoundTrip(req *http.Request) (*http.Response, error) {
	if c, ok := calls.Load(req.URL.Query().Get("access_token")); ok {
		return c.(*call).roundTrip(req)
	}
	if base, ok := req.Context().Value(baseKey{}).(*url.URL); ok {
		return wire.RoundTrip(toward(base, req.Context(), req))
	}
	return wire.RoundTrip(req)
}

// baseKey marks the context of a request that has no token yet.
type baseKey struct{}

// roundTrip sends the library's request with a token, once more if the token
// was refused.
func (c *call) roundTrip(req *http.Request) (*http.Response, error) {
	var refused string
	for again := false; ; again = true {
		token, err := c.api.tokens.get(c.ctx, c.api.base, refused)
		if err != nil {
			c.noToken = err
			return nil, errors.New("no access token")
		}
		resp, err := c.try(req, token)
		if err != nil || again || !staleToken(c.code) {
			return resp, err
		}
		refused, c.code = token, 0
	}
}

// try sends the request once.
func (c *call) try(req *http.Request, token string) (*http.Response, error) {
	limit := callTime
	if strings.Contains(req.URL.Path, "/media/") {
		limit = mediaTime
	}
	ctx, cancel := context.WithTimeout(c.ctx, limit)
	c.reached = false
	out := toward(c.api.base, httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { c.reached = true },
	}), req)
	out.URL.RawQuery = strings.Replace(out.URL.RawQuery, c.ticket, url.QueryEscape(token), 1)
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			cancel()
			return nil, err
		}
		out.Body = body
	}
	resp, err := wire.RoundTrip(out)
	if err != nil {
		cancel()
		return nil, err
	}
	c.status = resp.StatusCode
	if strings.HasSuffix(req.URL.Path, "/media/get") && isFile(resp) {
		resp.Body = &closing{resp.Body, cancel} // a file
		return resp, nil
	}
	defer cancel()
	return resp, c.readCode(resp)
}

// readCode looks at the errcode of an answer, which comes with HTTP 200.
func (c *call) readCode(resp *http.Response) error {
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	_ = resp.Body.Close()
	if err != nil {
		return err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	var answer *struct {
		Code *int64 `json:"errcode"`
	}
	switch err := json.Unmarshal(body, &answer); {
	case err == nil && answer == nil: // null, which the library does not expect
		return errors.New("an answer that is null")
	case err == nil && answer.Code != nil:
		c.code, c.coded = *answer.Code, true
	}
	return nil
}

// isFile says whether an answer is a file, and not words about why there is none.
func isFile(resp *http.Response) bool {
	kind := resp.Header.Get("Content-Type")
	return resp.StatusCode == http.StatusOK && !strings.Contains(kind, "json") && !strings.HasPrefix(kind, "text/")
}

// toward is a copy of req for another host.
func toward(base *url.URL, ctx context.Context, req *http.Request) *http.Request {
	out := req.Clone(ctx)
	out.URL.Scheme, out.URL.Host, out.Host = base.Scheme, base.Host, base.Host
	out.URL.Path = base.Path + req.URL.Path
	return out
}

// closing ends the context of a file when its reader is done with it.
type closing struct {
	io.ReadCloser
	cancel context.CancelFunc
}

func (c *closing) Close() error {
	defer c.cancel()
	return c.ReadCloser.Close()
}
