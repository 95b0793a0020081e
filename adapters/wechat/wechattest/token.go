package wechattest

import (
	"crypto/rand"
	"net/http"
	"time"
)

// tokens are the access tokens given out
// (https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/getStableAccessToken.html).
type tokens struct {
	ends   map[string]time.Time
	stable string
	forced []time.Time // forced refreshes
}

const (
	tokenLife  = 2 * time.Hour
	tokenEarly = 5 * time.Minute // a new one is to be had so long before the end
	forceGap   = 30 * time.Second
	forceADay  = 20
)

// ExpireTokens ends every token now.
func (f *Fake) ExpireTokens() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for t := range f.tokens.ends {
		f.tokens.ends[t] = f.opts.Now()
	}
}

// Token is a new token, as a service of the account's owner gives it out.
func (f *Fake) Token() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.tokens.make(f.opts.Now())
}

func (t *tokens) make(now time.Time) string {
	if t.ends == nil {
		t.ends = map[string]time.Time{}
	}
	token := "AT_" + rand.Text() + rand.Text()
	t.ends[token] = now.Add(tokenLife)
	return token
}

// check reports whether a token is good.
func (f *Fake) check(token string) code {
	f.mu.Lock()
	defer f.mu.Unlock()
	end, known := f.tokens.ends[token]
	switch {
	case token == "":
		return 41001
	case !known:
		return 40001
	case !f.opts.Now().Before(end):
		return 42001
	}
	return 0
}

func (f *Fake) credentials(appID, secret string) code {
	switch {
	case appID != f.opts.AppID:
		return 40013
	case secret != f.opts.Secret:
		return 40125
	}
	return 0
}

type tokenAnswer struct {
	Token string `json:"access_token"`
	Ends  int64  `json:"expires_in"`
}

// plainToken gives a new token each time.
func (f *Fake) plainToken(_ http.ResponseWriter, r *http.Request) (any, code) {
	if c := f.credentials(r.FormValue("appid"), r.FormValue("secret")); c != 0 {
		return nil, c
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return tokenAnswer{f.tokens.make(f.opts.Now()), int64(tokenLife.Seconds())}, 0
}

// stableToken gives the same token until shortly before its end, or at force.
func (f *Fake) stableToken(_ http.ResponseWriter, r *http.Request) (any, code) {
	var ask struct {
		Grant  string `json:"grant_type"`
		AppID  string `json:"appid"`
		Secret string `json:"secret"`
		Force  bool   `json:"force_refresh"`
	}
	if !read(r, &ask) || ask.Grant != "client_credential" {
		return nil, 40002
	}
	if c := f.credentials(ask.AppID, ask.Secret); c != 0 {
		return nil, c
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	now, t := f.opts.Now(), &f.tokens
	if ask.Force {
		if c := t.force(now); c != 0 {
			return nil, c
		}
		delete(t.ends, t.stable)
	}
	if now.Add(tokenEarly).After(t.ends[t.stable]) {
		t.stable = t.make(now)
	}
	return tokenAnswer{t.stable, int64(t.ends[t.stable].Sub(now).Seconds())}, 0
}

// force counts a forced refresh, if it is allowed.
func (t *tokens) force(now time.Time) code {
	n := len(t.forced)
	if n > 0 && now.Sub(t.forced[n-1]) < forceGap {
		return 45011
	}
	if n >= forceADay && now.Sub(t.forced[n-forceADay]) < 24*time.Hour {
		return 45009
	}
	t.forced = append(t.forced, now)
	return 0
}
