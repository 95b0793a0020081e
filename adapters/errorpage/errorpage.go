// Package errorpage answers where there is no page to show: in a sentence of Chinese,
// with the way back to the chat, on a page that needs nothing else.
package errorpage

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"net/http"
	"strings"
)

const css = `body { font: 20px/1.6 "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #1b1f24; background: #f4efe6; margin: 0 }
main { max-width: 600px; margin: 0 auto; padding: 32px 20px }
h1 { font-size: 28px }
a { display: block; font-weight: bold; text-align: center; color: #fff; background: #1f4e79; border-radius: 12px; padding: 14px; text-decoration: none }`

var page = template.Must(template.New("").Funcs(template.FuncMap{"css": func() template.CSS { return css }}).Parse(`<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>这一页打不开</title>
<style>{{css}}</style>
</head>
<body>
<main>
<h1>这一页打不开</h1>
<p>{{.}}</p>
<a href="/chat">去网页聊天</a>
</main>
</body>
</html>
`))

// policy lets nothing in but our one style.
var policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src 'sha256-" + hash(css) + "'"

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// Sentences for what has none of its own.
const (
	NoPage = "没有找到这一页。请再点一次消息里的链接，或者问一问社区。"
	notSo  = "这个地址不能这样打开。请再点一次消息里的链接。"
	sorry  = "出了点问题，请过一会儿再试。"
)

// Say answers with a sentence: on a page to a browser that wants to show one, as it is
// to whatever else asked.
func Say(w http.ResponseWriter, r *http.Request, status int, text string) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Robots-Tag", "noindex")
	h.Add("Vary", "Accept")
	if !strings.Contains(r.Header.Get("Accept"), "text/html") {
		http.Error(w, text, status)
		return
	}
	h.Set("Content-Security-Policy", policy)
	h.Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_ = page.Execute(w, text)
}

// NotFound says that there is no such page.
func NotFound(w http.ResponseWriter, r *http.Request) { Say(w, r, http.StatusNotFound, NoPage) }

// Mux is a mux that says so, too, where nothing in it fits a request.
func Mux(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, pattern := mux.Handler(r)
		if pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		found := verdict{header: http.Header{}}
		h.ServeHTTP(&found, r)
		for _, name := range []string{"Allow", "Location"} {
			if v := found.header.Get(name); v != "" {
				w.Header().Set(name, v)
			}
		}
		Say(w, r, found.status, sentence(found.status))
	})
}

func sentence(status int) string {
	switch {
	case status == http.StatusNotFound:
		return NoPage
	case status < http.StatusInternalServerError:
		return notSo
	}
	return sorry
}

// verdict is what a mux says of a request it has nothing for, without its words.
type verdict struct {
	header http.Header
	status int
}

func (v *verdict) Header() http.Header         { return v.header }
func (v *verdict) WriteHeader(status int)      { v.status = status }
func (v *verdict) Write(p []byte) (int, error) { return len(p), nil }
