package telegram

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	tg "github.com/go-telegram/bot"

	"yishi/bot"
)

// watch sees how far one call got.
type watch struct {
	wrote  atomic.Bool  // the request may have left
	status atomic.Int32 // of the answer, 0 without one
}

type watchKey struct{}

func watching(ctx context.Context) (context.Context, *watch) {
	w := &watch{}
	ctx = context.WithValue(ctx, watchKey{}, w)
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { w.wrote.Store(true) }}), w
}

// watched notes the status of answers, which the library does not tell.
type watched struct{ http.RoundTripper }

func (t watched) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := t.RoundTripper.RoundTrip(r)
	if w, ok := r.Context().Value(watchKey{}).(*watch); ok && resp != nil {
		w.status.Store(int32(resp.StatusCode))
	}
	return resp, err
}

// refusal is a SendError that remembers Telegram's own words for us.
type refusal struct {
	*bot.SendError
	own string
}

func (r *refusal) Unwrap() error { return r.SendError }

func refuse(v bot.Verdict, why, said string) error {
	return &refusal{&bot.SendError{Verdict: v, Why: why}, said}
}

// Telegram's words for edits that need no second try, and for a picture it has
// forgotten.
var (
	notModified = []string{"message is not modified"}
	notEditable = []string{"message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID",
		"there is no caption in the message to edit"}
	wrongFile = []string{"wrong file identifier", "wrong remote file"}
	noPhoto   = []string{"PHOTO_INVALID_DIMENSIONS"}
)

func refusedWith(err error, words []string) bool {
	r, ok := errors.AsType[*refusal](err)
	return ok && contains(r.own, words)
}

func contains(said string, words []string) bool {
	for _, w := range words {
		if strings.Contains(said, w) {
			return true
		}
	}
	return false
}

// verdict turns the library's error into what the outbox must know
// (https://core.telegram.org/bots/api#making-requests). Errors of the library
// are found with errors.As: they do not wrap each other.
func (a *Adapter) verdict(err error, w *watch) error {
	if slow, ok := errors.AsType[*tg.TooManyRequestsError](err); ok {
		after := max(time.Second, time.Duration(slow.RetryAfter)*time.Second)
		return &bot.SendError{Verdict: bot.Slow, After: after, Why: "发送太快，平台要求等待"}
	}
	if moved, ok := errors.AsType[*tg.MigrateError](err); ok {
		return &bot.SendError{Verdict: bot.NewChat, Chat: chatID(int64(moved.MigrateToChatID)), Why: "群已升级，编号变了"}
	}
	said := a.hide(err.Error())
	a.log.Debug("telegram refused a call", "said", said)
	switch {
	case errors.Is(err, tg.ErrorForbidden):
		return refuse(bot.Gone, "对方停用了机器人，或机器人不在群里", said)
	case errors.Is(err, tg.ErrorBadRequest) && contains(said, []string{"chat not found", "user not found", "PEER_ID_INVALID"}):
		return refuse(bot.Gone, "找不到这个聊天", said)
	case errors.Is(err, tg.ErrorBadRequest):
		return refuse(bot.Bad, "平台不接受这条消息", said)
	case errors.Is(err, tg.ErrorUnauthorized), errors.Is(err, tg.ErrorNotFound):
		return refuse(bot.Retry, "平台不认机器人的令牌，请检查配置里的 token 和 api_base", said)
	}
	return a.unanswered(err, w)
}

// unanswered is for calls without a proper answer. What never left, and what
// a failing server turned away, can be sent again; of the rest nobody knows.
func (a *Adapter) unanswered(err error, w *watch) error {
	switch status := w.status.Load(); {
	case status == http.StatusTooManyRequests: // from a gateway before the platform
		return &bot.SendError{Verdict: bot.Slow, After: time.Minute, Why: "发送太快，平台要求等待"}
	case status == http.StatusGatewayTimeout:
	case status >= 500:
		return &bot.SendError{Verdict: bot.Retry, Why: "平台暂时出错"}
	case status == 0 && !w.wrote.Load():
		return &bot.SendError{Verdict: bot.Retry, Why: "连不上平台"}
	}
	return errors.New("telegram: nobody knows whether the message went out: " + a.scrub(err).Error())
}

// scrub takes our secrets, and addresses that hold them, out of an error.
func (a *Adapter) scrub(err error) error {
	if err == nil {
		return nil
	}
	if web, ok := errors.AsType[*url.Error](err); ok {
		err = web.Err
	}
	if clean := a.hide(err.Error()); clean != err.Error() {
		return errors.New(clean)
	}
	return err
}

func (a *Adapter) hide(text string) string {
	text = strings.ReplaceAll(text, a.cfg.Token, "***")
	if a.cfg.Secret != "" {
		text = strings.ReplaceAll(text, a.cfg.Secret, "***")
	}
	return text
}
