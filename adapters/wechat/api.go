package wechat

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"yishi/bot"
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

// refusal is what a code of the platform means for a message of ours.
type refusal struct {
	verdict bot.Verdict
	why     string
}

// refusals is from the table of codes
// (https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html)
// and the pages of the calls.
var refusals = map[int64]refusal{
	-1:    {bot.Retry, "微信系统繁忙"},
	40001: {bot.Retry, "访问凭证失效"},
	40003: {bot.Gone, "对方的账号不存在或不属于本公众号"},
	40013: {bot.Retry, "app_id 不对，请检查配置"},
	40014: {bot.Retry, "访问凭证失效"},
	40037: {bot.Bad, "模板编号不对，请检查配置"},
	40125: {bot.Retry, "app_secret 不对，请检查配置"},
	40164: {bot.Retry, "本机地址不在公众号的 IP 白名单里"},
	40200: {bot.Bad, "这类公众号不能发菜单消息"},
	42001: {bot.Retry, "访问凭证过期"},
	43004: {bot.Gone, "对方没有关注"},
	43019: {bot.Gone, "对方在黑名单里"},
	43101: {bot.Closed, "对方没有订阅这个通知"},
	40005: {bot.Bad, "微信不收这种图片"},
	40009: {bot.Bad, "图片太大"},
	45002: {bot.Bad, "消息太长"},
	45009: {bot.Quota, "今天的接口次数用完了"},
	45011: {bot.Slow, "发得太快"},
	45015: {bot.Closed, "对方太久没有说话，或已取消关注"},
	45047: {bot.Closed, "对方说话之后能发的条数用完了"},
	47003: {bot.Bad, "模板内容不合要求"},
	48002: {bot.Gone, "对方拒收"},
	48004: {bot.Bad, "公众号的这个接口被封禁"},
}

// errMediaGone says that the platform has forgotten a picture of ours.
var errMediaGone = &bot.SendError{Verdict: bot.Retry, Why: "图片在微信那边过期了（40007）"}

// errDenied says that this account may not make the call at all.
var errDenied = &bot.SendError{Verdict: bot.Bad, Why: "公众号没有这个接口的权限（48001）"}

// refused is the error for a code: the platform did not take the message.
func refused(code int64) *bot.SendError {
	switch code {
	case 40007:
		return errMediaGone
	case 48001:
		return errDenied
	}
	r, ok := refusals[code]
	if !ok {
		r = refusal{bot.Bad, "微信拒绝了"}
	}
	e := &bot.SendError{Verdict: r.verdict, Why: fmt.Sprintf("%s（%d）", r.why, code)}
	if r.verdict == bot.Slow {
		e.After = time.Minute
	}
	return e
}
