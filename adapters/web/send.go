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
	"yishi/store"
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
	at := a.cfg.Address(r)
	if !a.crowd.allow(sid, at) {
		return busy(http.StatusTooManyRequests, "发得太快了，请等几秒再发。")
	}
	handle, leave := a.gate.Enter()
	if handle == nil {
		return busy(http.StatusServiceUnavailable, "正在重新启动，请稍等一下再发。")
	}
	defer leave()
	if known, err := a.knows(ctx, sid); err != nil {
		return failed(err)
	} else if !known && !a.crowd.newcomer(at) {
		return busy(http.StatusServiceUnavailable, "现在人有点多，请过一会儿再来。")
	}
	f, err := a.read(w, r, at)
	if err == nil && (f.kind == "photo" || f.kind == "voice") && !a.crowd.photo(sid, at) {
		err = enough
	}
	if err == nil {
		err = a.save(&f)
	}
	var p posted
	if err == nil {
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

// read reads the form. Something large needs a place while it is on its way.
func (a *Adapter) read(w http.ResponseWriter, r *http.Request, at string) (form, error) {
	if large := r.ContentLength < 0 || r.ContentLength > maxFields; large {
		leave := a.crowd.upload(at)
		if leave == nil {
			return form{}, crowded
		}
		defer leave()
	}
	return readForm(w, r)
}

// knows reports whether a session has begun, by whatever it sent.
func (a *Adapter) knows(ctx context.Context, sid string) (known bool, err error) {
	err = a.cfg.Store.View(ctx, func(tx store.Reader) error { _, known = sessions.Get(tx, sid); return nil })
	return known, err
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

// declined is an error with the whole verdict.
type declined struct{ verdict }

func (d declined) Error() string { return d.verdict.Error }

var (
	crowded = declined{busy(http.StatusServiceUnavailable, "现在发照片的人多，请等一会儿再发。")}
	enough  = declined{refused(http.StatusTooManyRequests, "今天的照片和语音太多了，这个没有收下。请明天再发；要紧的事，打字告诉我。")}
	tooMuch = declined{refused(http.StatusRequestEntityTooLarge, "太大了，请发 10 MB 以内的照片或语音。")}
)

// failed tells a person why their message was not taken.
func failed(err error) verdict {
	if d, ok := errors.AsType[declined](err); ok {
		return d.verdict
	}
	if refusal, ok := errors.AsType[bot.Refusal](err); ok {
		return refused(http.StatusUnprocessableEntity, string(refusal))
	}
	if errors.Is(err, bot.ErrFull) {
		return refused(http.StatusInsufficientStorage, "现在照片和语音放不下了，要等几天。请先打字，把事情说清楚。")
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
