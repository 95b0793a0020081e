// Package frame is what all pages of the house are in: one style, rules for browsers that
// let nothing else in, a cover before what may be opened once, and a sentence where there
// is nothing to see.
package frame

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"errors"
	"html/template"
	"io/fs"
	"log/slog"
	"maps"
	"net/http"

	"yishi/adapters/errorpage"
	"yishi/bot"
)

//go:embed style.css
var css string

//go:embed cover.html
var coverPage string

// Pages reads the pages of a folder. They have our style as {{css}}, and what functions
// are given.
func Pages(files fs.FS, functions template.FuncMap) *template.Template {
	all := template.FuncMap{"css": func() template.CSS { return template.CSS(css) }, "day": bot.Moment}
	maps.Copy(all, functions)
	return template.Must(template.New("").Funcs(all).ParseFS(files, "pages/*.html"))
}

const policyHead = "default-src 'none'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; style-src "

// Paper is the policy of pages to print, which come with styles of their own; there is
// nothing in them that could be run.
const Paper = policyHead + "'unsafe-inline'"

// Policy lets nothing in but our one style.
var Policy = policyHead + "'sha256-" + HashOf(css) + "'"

// Running is Policy, and lets in one script, which may fetch from here.
func Running(script string) string {
	return Policy + "; connect-src 'self'; script-src 'sha256-" + HashOf(script) + "'"
}

// HashOf is a text's hash as policies have it.
func HashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// Around answers with pages under a policy, which nobody keeps, finds or frames. Where
// there is none it says so.
func Around(pages *http.ServeMux, policy string) http.Handler {
	all := errorpage.Mux(pages)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Robots-Tag", "noindex, nofollow, noarchive")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		all.ServeHTTP(w, r)
	})
}

// Kind is what a page is to a browser.
const Kind = "text/html; charset=utf-8"

var cover = template.Must(template.New("").Funcs(template.FuncMap{"css": func() template.CSS { return template.CSS(css) }}).Parse(coverPage))

// Cover stands before something that is opened with a press: programs that look at every
// link they see, as platforms have them, find nothing behind it and do not use it up.
func Cover(title, words string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", Kind)
		_ = cover.Execute(w, struct{ Path, Title, Words string }{r.URL.Path, title, words})
	}
}

// Sorry is said where something went wrong that is ours.
const Sorry = "出了点问题，请过一会儿再看。"

// Fail says why there is nothing to see: a refusal in its words, with its status.
func Fail(w http.ResponseWriter, r *http.Request, err error, status int) {
	if refusal, ok := errors.AsType[bot.Refusal](err); ok {
		errorpage.Say(w, r, status, string(refusal))
		return
	}
	slog.Error("a page failed", "err", err)
	errorpage.Say(w, r, http.StatusInternalServerError, Sorry)
}
