package board

import (
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"yishi/adapters/errorpage"
	"yishi/adapters/internal/frame"
	"yishi/adapters/poster"
	"yishi/bot/outbox"
	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/store"
)

//go:embed pages/*.html
var files embed.FS

//go:embed pages/check.js
var script string

var pages = frame.Pages(files, template.FuncMap{
	"js":   func() template.JS { return template.JS(script) },
	"span": poster.Span, "until": poster.Until, "asked": poster.Asked, "lacks": poster.Lacks, "decides": decides,
	"tone": func(o poster.Outcome) string { return [...]string{"", "passed", "failed"}[o] },
})

// decides reports whether a row decides an item. The others are told further down.
func decides(r poster.Row) bool {
	return r.First || slices.ContainsFunc(r.Figures, func(f poster.Figure) bool { return f.Need != nil })
}

// sheet is what the page of a result shows.
type sheet struct {
	Code  string
	Large bool // for who reads large type
	Told  poster.Result
	Root  string // "" where there is no list
	How   []string
	Asked string // a receipt
	Found *found
	Lost  string
}

// found is the ballot of a receipt.
type found struct {
	Receipt, Said string
	Line, Of      int
	Proof         string
}

// page shows a result, and the ballot of a receipt if one is given.
func (b *Board) page(w http.ResponseWriter, r *http.Request) {
	p, why := b.published(r)
	switch {
	case why != "" && b.open(w, r):
		return
	case why != "":
		errorpage.Say(w, r, http.StatusNotFound, why)
		return
	case r.URL.Query().Get("receipt") != "":
		b.checked(w, r, p)
		return
	}
	name := "page"
	if r.URL.Query().Has(outbox.LargePage) {
		name = "large page"
	}
	data, err := b.shelf.file(p.ID, name, func(*book) ([]byte, error) { return b.render(r, p, sheet{}) })
	if err != nil {
		frame.Fail(w, r, err, http.StatusNotFound)
		return
	}
	w.Header().Set("Cache-Control", "private, max-age=60")
	send(w, r, frame.Kind, data)
}

// published finds the poll of a page. Until a result is told there is none.
func (b *Board) published(r *http.Request) (p poll.Poll, why string) {
	why = noPage
	err := b.view(r.Context(), func(tx store.Reader) error {
		found, ok := poll.ByPage(tx, r.PathValue("code"))
		if ok && found.Result != nil && found.State != poll.Closed {
			p, why = found, ""
		}
		return nil
	})
	if err != nil {
		return p, frame.Sorry
	}
	return p, why
}

func (b *Board) render(r *http.Request, p poll.Poll, s sheet) ([]byte, error) {
	s.Code, s.Root, s.How = p.Page, p.Root, p.Result.How
	s.Large = r.URL.Query().Has(outbox.LargePage)
	err := b.view(r.Context(), func(tx store.Reader) error {
		s.Told = resultOf(tx, p, nil, b.public)
		return nil
	})
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	err = pages.ExecuteTemplate(&page, "result.html", s)
	return page.Bytes(), err
}

// longest is how long a receipt may be that somebody typed, with what people add.
const longest = 40

// checked shows the ballot of a receipt. The answer is for who asked alone.
func (b *Board) checked(w http.ResponseWriter, r *http.Request, p poll.Poll) {
	asked := r.URL.Query().Get("receipt")
	if len(asked) > longest {
		asked = ""
	}
	l, err := b.list(r, p)
	if err != nil {
		frame.Fail(w, r, err, http.StatusNotFound)
		return
	}
	s := sheet{Asked: asked, Lost: "名单里没有这个回执码。请再看看有没有写错：一共8个字母和数字，是这一次投票的。都对还是没有，请马上告诉社区。"}
	if f, ok := findIn(l, asked); ok {
		s.Found, s.Lost = &f, ""
	}
	data, err := b.render(r, p, s)
	if err != nil {
		frame.Fail(w, r, err, http.StatusNotFound)
		return
	}
	send(w, r, frame.Kind, data)
}

func findIn(l *proof.List, asked string) (found, bool) {
	i, err := l.Prove(poll.PlainReceipt(asked))
	if err != nil {
		return found{}, false
	}
	text, _ := json.MarshalIndent(i, "", " ") // of strings and numbers
	return found{
		Receipt: poll.Receipt(i.Ballot.Receipt), Said: l.Header.Says(i.Ballot), Line: i.At + 1, Of: i.Of, Proof: string(text),
	}, true
}

// send answers with something whole.
func send(w http.ResponseWriter, r *http.Request, kind string, data []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("ETag", `"`+strings.TrimRight(frame.HashOf(string(data)), "=")+`"`)
	http.ServeContent(w, r, "", noTime, bytes.NewReader(data))
}
