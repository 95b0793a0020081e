package wechat

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"time"
)

// api calls the platform for one account. Its errors are a *bot.SendError, or
// nobody knows what happened; none tells a secret.
type api struct {
	client client
	tokens tokens
}

func newAPI(c Config, now func() time.Time) *api {
	a := &api{client: newClient(c.APIBase)}
	a.tokens = tokens{client: &a.client, appID: c.AppID, secret: c.AppSecret, service: c.TokenURL, auth: c.TokenAuth, now: now}
	return a
}

// post calls with v as JSON, and reads the answer into what into points at.
func (a *api) post(ctx context.Context, path string, v, into any) error {
	_, err := a.call(ctx, asJSON(path, v), into)
	return err
}

// say is post for a call that sends: it was sent only if the answer says errcode
// 0. Of an answer that says nothing ({} with HTTP 200) nobody knows what it means.
func (a *api) say(ctx context.Context, path string, v, into any) error {
	got, err := a.call(ctx, asJSON(path, v), into)
	if err == nil && !got.coded {
		return errors.New("wechat: an answer without errcode")
	}
	return err
}

func asJSON(path string, v any) call {
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetEscapeHTML(false) // < is one of 2048 bytes, not six
	_ = e.Encode(v)        // words and numbers: never fails
	return call{path: path, kind: "application/json;charset=utf-8", body: body.Bytes()}
}

// call makes a call with our token, once more if the platform refuses the token.
func (a *api) call(ctx context.Context, c call, into any) (*answer, error) {
	var old string
	for again := false; ; again = true {
		token, err := a.tokens.get(ctx, old)
		if err != nil {
			return nil, err
		}
		got, err := a.client.do(ctx, c, token)
		switch {
		case err != nil:
			return nil, hide(err, token)
		case !again && staleToken(got.code):
			old = token
		case got.code != 0:
			return nil, refused(got.code)
		case into == nil:
			return got, nil
		default:
			return got, hide(json.Unmarshal(got.body, into), token)
		}
	}
}
