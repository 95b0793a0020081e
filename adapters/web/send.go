package web

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"yishi/bot"
)

// verdict is what a page hears of its post.
type verdict struct {
	Taken bool   `json:"taken"`
	Toast string `json:"toast,omitempty"`
	Error string `json:"error,omitempty"` // a sentence for the person
	Again bool   `json:"again,omitempty"` // worth trying again by itself

	code int
	left bool
}

func refused(code int, sentence string) verdict { return verdict{Error: sentence, code: code} }

func busy(code int, sentence string) verdict {
	return verdict{Error: sentence, Again: true, code: code}
}

// patience bounds one message, whether or not its sender is still waiting.
const patience = 30 * time.Second

// send takes one message and answers only after it is durable.
func (a *Adapter) send(w http.ResponseWriter, r *http.Request) {
	sid, _ := a.session(r)
	if sid == "" {
		a.answer(w, r, refused(http.StatusForbidden, "对话已经结束，请重新打开页面。浏览器要允许保存 Cookie。"))
		return
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(r.Context()), patience)
	defer stop()
	v := a.receive(ctx, w, r, sid)
	if r.MultipartForm != nil {
		_ = r.MultipartForm.RemoveAll()
	}
	if v.left {
		a.dismiss(w)
	}
	a.answer(w, r, v)
}

func (a *Adapter) receive(ctx context.Context, w http.ResponseWriter, r *http.Request, sid string) verdict {
	if !a.crowd.allow(sid) {
		return busy(http.StatusTooManyRequests, "发得太快了，请等几秒再发。")
	}
	handle, leave := a.gate.Enter()
	if handle == nil {
		return busy(http.StatusServiceUnavailable, "正在重新启动，请稍等一下再发。")
	}
	defer leave()
	f, err := readForm(w, r)
	if err == nil {
		err = a.save(&f)
	}
	var p posted
	if err == nil {
		if f.kind == "open" && !a.crowd.newcomers.Allow() {
			return busy(http.StatusServiceUnavailable, "现在人有点多，请过一会儿再来。")
		}
		p, err = a.take(ctx, sid, f)
	}
	if err != nil {
		return failed(err)
	}
	if p.ID == "" || p.Blank { // it means nothing any more
		return verdict{Taken: true, code: http.StatusOK, left: f.kind == "leave"}
	}
	return a.handle(ctx, handle, p)
}

// handle gives a message to the handler and shows that it was taken.
func (a *Adapter) handle(ctx context.Context, handle bot.Handler, p posted) verdict {
	a.crowd.wake(p.Session)
	answer, err := handle(ctx, p.In)
	if err == nil && !p.Taken {
		err = a.taken(ctx, p)
	}
	if err != nil {
		return failed(err)
	}
	a.crowd.wake(p.Session)
	return verdict{Taken: true, Toast: answer.Toast, code: http.StatusOK, left: p.In.Kind == bot.Leave}
}

// failed tells a person why their message was not taken.
func failed(err error) verdict {
	if refusal, ok := errors.AsType[bot.Refusal](err); ok {
		code := http.StatusUnprocessableEntity
		if refusal == tooMuch {
			code = http.StatusRequestEntityTooLarge
		}
		return refused(code, string(refusal))
	}
	slog.Error("web: a message was not taken", "err", err)
	return busy(http.StatusServiceUnavailable, "没有发出去，请稍后再试。")
}

// answer gives a verdict to the page's script, or shows the page again.
func (a *Adapter) answer(w http.ResponseWriter, r *http.Request, v verdict) {
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(v.code)
		_ = json.NewEncoder(w).Encode(v)
		return
	}
	if v.Taken && v.Toast == "" {
		http.Redirect(w, r, "/chat#end", http.StatusSeeOther)
		return
	}
	note := v.Error
	if v.Taken {
		note, v.code = v.Toast, http.StatusOK
	}
	a.show(w, r, v.code, note)
}
