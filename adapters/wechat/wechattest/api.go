package wechattest

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"time"
)

// code is the platform's errcode
// (https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html).
type code int

// kinds of account that may make a call
// (https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Explanation_of_interface_privileges.html).
var (
	verified = []string{"service", "subscription"}
	service  = []string{"service"}
)

type endpoint func(w http.ResponseWriter, r *http.Request) (any, code)

func (f *Fake) mux() *http.ServeMux {
	mux := http.NewServeMux()
	open := func(path string, do endpoint) { mux.HandleFunc(path, f.serve(do)) }
	open("GET /cgi-bin/token", f.plainToken)
	open("POST /cgi-bin/stable_token", f.stableToken)
	closed := func(path string, kinds []string, do endpoint) { open(path, f.permitted(kinds, do)) }
	closed("POST /cgi-bin/message/custom/send", verified, f.custom)
	closed("POST /cgi-bin/message/template/send", service, f.template)
	closed("POST /cgi-bin/menu/create", verified, f.createMenu)
	closed("POST /cgi-bin/qrcode/create", service, f.createCode)
	closed("POST /cgi-bin/media/upload", verified, f.upload)
	closed("GET /cgi-bin/media/get", verified, f.download)
	mux.HandleFunc("GET /cgi-bin/showqrcode", f.showCode)
	mux.HandleFunc("GET /mmbiz_pic/{id}/0", f.openPicture)
	return mux
}

// serve makes a handler of an endpoint: counted, failing on demand, answering
// errors as the platform does, with HTTP 200.
func (f *Fake) serve(do endpoint) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		f.mu.Lock()
		f.calls[r.URL.Path]++
		f.mu.Unlock()
		if f.spoil(w, f.fault("")) {
			return
		}
		answer, c := do(w, r)
		switch {
		case c != 0:
			answer = map[string]any{"errcode": c, "errmsg": "fake error rid: 0000"}
		case answer == nil:
			answer = map[string]any{"errcode": 0, "errmsg": "ok"}
		case answer == done:
			return
		}
		w.Header().Set("Content-Type", "application/json; encoding=utf-8")
		_ = json.NewEncoder(w).Encode(answer)
	}
}

// done is an answer that has been written.
var done any = new(int)

func (f *Fake) permitted(kinds []string, do endpoint) endpoint {
	return func(w http.ResponseWriter, r *http.Request) (any, code) {
		if c := f.check(r.URL.Query().Get("access_token")); c != 0 {
			return nil, c
		}
		if !slices.Contains(kinds, f.opts.Account) {
			return nil, 48001
		}
		return do(w, r)
	}
}

// spoil does what a fault before the act does. It reports whether that was all.
func (f *Fake) spoil(w http.ResponseWriter, fault Fault) bool {
	codes := map[Fault]code{Busy: -1, TooFast: 45011, Spent: 45009}
	switch c, is := codes[fault]; {
	case is:
		_ = json.NewEncoder(w).Encode(map[string]any{"errcode": c, "errmsg": "on demand"})
	case fault == Down:
		http.Error(w, "on demand", http.StatusServiceUnavailable)
	case fault == Crash:
		http.Error(w, "on demand", http.StatusInternalServerError)
	default:
		return false
	}
	return true
}

// after does what a fault after the act does.
func (f *Fake) after(w http.ResponseWriter, fault Fault) (any, code) {
	switch fault {
	case Cut:
		panic(http.ErrAbortHandler)
	case Slow:
		time.Sleep(f.opts.Lag)
	case Garbage:
		_, _ = io.WriteString(w, "<html>502 Bad Gateway</html>")
		return done, 0
	}
	return nil, 0
}

func read(r *http.Request, v any) bool {
	return json.NewDecoder(io.LimitReader(r.Body, 1<<20)).Decode(v) == nil
}

// createMenu takes a menu within its limits
// (https://developers.weixin.qq.com/doc/offiaccount/Custom_Menus/Creating_Custom-Defined_Menu.html).
func (f *Fake) createMenu(_ http.ResponseWriter, r *http.Request) (any, code) {
	var menu struct {
		Button []Entry `json:"button"`
	}
	if !read(r, &menu) {
		return nil, 47001
	}
	if n := len(menu.Button); n < 1 || n > 3 {
		return nil, 40016
	}
	for _, e := range menu.Button {
		if c := e.valid(16, 40018, 40019); c != 0 {
			return nil, c
		}
		if len(e.Sub) > 5 {
			return nil, 40023
		}
		for _, sub := range e.Sub {
			if c := sub.valid(40, 40025, 40026); c != 0 || len(sub.Sub) > 0 {
				return nil, max(c, 40022)
			}
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.menu = menu.Button
	return nil, 0
}

func (e Entry) valid(name int, badName, badKey code) code {
	switch {
	case e.Name == "" || len(e.Name) > name:
		return badName
	case len(e.Key) > 128, len(e.Sub) == 0 && e.Key == "" && e.URL == "":
		return badKey
	}
	return 0
}

// createCode makes a QR code with a scene
// (https://developers.weixin.qq.com/doc/offiaccount/Account_Management/Generating_a_Parametric_QR_Code.html).
func (f *Fake) createCode(_ http.ResponseWriter, r *http.Request) (any, code) {
	var ask struct {
		Seconds int64  `json:"expire_seconds"`
		Action  string `json:"action_name"`
		Info    struct {
			Scene struct {
				Str string `json:"scene_str"`
				ID  int64  `json:"scene_id"`
			} `json:"scene"`
		} `json:"action_info"`
	}
	if !read(r, &ask) {
		return nil, 47001
	}
	scene := ask.Info.Scene.Str
	if scene == "" || len(scene) > 64 || ask.Action != "QR_LIMIT_STR_SCENE" && ask.Action != "QR_STR_SCENE" {
		return nil, 40053
	}
	ticket := openID("ticket", scene)
	url := "http://weixin.qq.com/q/" + ticket
	f.mu.Lock()
	defer f.mu.Unlock()
	f.scenes[url] = scene
	return map[string]any{"ticket": ticket, "url": url}, 0
}

func (f *Fake) showCode(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "image/jpg")
	_, _ = io.WriteString(w, "QR code of "+r.URL.Query().Get("ticket"))
}
