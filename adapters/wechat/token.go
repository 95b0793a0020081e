package wechat

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/silenceper/wechat/v2/credential"

	"yishi/bot"
)

// tokens keeps the account's access token, the stable one, which other programs
// of the account do not take from us
// (https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/getStableAccessToken.html).
type tokens struct {
	client        *client
	appID, secret string
	service, auth string // the owner's token service, if there is one
	now           func() time.Time

	mu     sync.Mutex // held while fetching: one fetch for all who wait
	value  string
	until  time.Time
	forced time.Time
}

// serviceLife is how long a token is kept of which the owner's service does not say
// how long it lives.
const serviceLife = time.Minute

// forceGap is the least time between forced refreshes; 20 a day are allowed.
const forceGap = 30 * time.Second

// get returns a token other than the one refused.
func (t *tokens) get(ctx context.Context, refused string) (string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.value != "" && t.value != refused && t.now().Before(t.until) {
		return t.value, nil
	}
	err := t.fetch(ctx, false)
	if err == nil && t.value == refused {
		if t.service != "" || t.now().Sub(t.forced) < forceGap {
			return "", &bot.SendError{Verdict: bot.Retry, Why: "微信不认刚发的访问凭证"}
		}
		t.forced = t.now()
		err = t.fetch(ctx, true)
	}
	return t.value, err
}

func (t *tokens) fetch(ctx context.Context, force bool) error {
	got, err := t.client.do(ctx, t.ask(force), "")
	var answer credential.ResAccessToken
	switch {
	case err == nil && got.code != 0:
		failed := refused(got.code)
		if failed.Verdict == bot.Bad { // the account's trouble, not this message's
			failed.Verdict = bot.Retry
		}
		return failed
	case err != nil || json.Unmarshal(got.body, &answer) != nil || answer.AccessToken == "" || answer.ExpiresIn <= 0 && t.service == "":
		return &bot.SendError{Verdict: bot.Retry, Why: "拿不到微信的访问凭证"}
	}
	t.value = answer.AccessToken
	life := time.Duration(answer.ExpiresIn) * time.Second
	if life <= 0 {
		t.until = t.now().Add(serviceLife)
		return nil
	}
	// A new token is to be had 5 minutes before the old one ends; half of the
	// time at most is cut off one that lives shorter.
	t.until = t.now().Add(max(life-5*time.Minute, life/2))
	return nil
}

// ask is the call that brings a token: the platform's, or the owner's service,
// which answers as the platform does.
func (t *tokens) ask(force bool) call {
	if t.service != "" {
		return call{path: t.service, auth: t.auth}
	}
	return asJSON("/cgi-bin/stable_token", struct {
		Grant  string `json:"grant_type"`
		AppID  string `json:"appid"`
		Secret string `json:"secret"`
		Force  bool   `json:"force_refresh"`
	}{"client_credential", t.appID, t.secret, force})
}

// staleToken: 40001 invalid, 42001 expired, 40014 no token at all.
func staleToken(code int64) bool { return code == 40001 || code == 42001 || code == 40014 }
