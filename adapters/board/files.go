package board

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"yishi/adapters/errorpage"
	"yishi/adapters/internal/frame"
	"yishi/adapters/poster"
	"yishi/bot"
	"yishi/flows/poll"
	"yishi/flows/poll/count"
	"yishi/flows/poll/proof"
	"yishi/store"
)

var noTime time.Time // of the making of a page: nobody asks

// form is a form in which a result is taken along.
type form struct {
	name string // of the file, %d is the number of the poll; "": it is shown
	kind string
	full bool // it has all ballots
	make func(w io.Writer, l *proof.List, told poster.Result, key string) error
}

// forms are the files of a result, by the last part of their address.
var forms = map[string]form{
	"picture.png":   {"", "image/png", false, picture},
	"notice":        {"", "text/html; charset=utf-8", false, notice},
	"result.xlsx":   {"第%d号投票结果.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", true, workbook},
	"homes.txt":     {"", "text/plain; charset=utf-8", false, homes},
	"ballots.jsonl": {"ballots-%d.jsonl", "application/jsonl", true, ballots},
}

func picture(w io.Writer, _ *proof.List, told poster.Result, _ string) error {
	_, err := poster.Picture(w, told)
	return err
}

func notice(w io.Writer, _ *proof.List, told poster.Result, _ string) error {
	return poster.Notice(w, told)
}

// homes is the roll of the homes that voted.
func homes(w io.Writer, _ *proof.List, told poster.Result, _ string) error {
	if told.Homes == "" {
		return bot.Refuse("这次投票不公布哪些户投了。")
	}
	_, err := io.WriteString(w, told.Homes)
	return err
}

func workbook(w io.Writer, _ *proof.List, told poster.Result, _ string) error {
	return poster.Workbook(w, told)
}

func ballots(w io.Writer, l *proof.List, _ poster.Result, key string) error { return l.Write(w, key) }

// file answers with a file of a result.
func (b *Board) file(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	f, known := forms[name]
	p, why := b.published(r)
	if why == "" && !known {
		why = noPage
	}
	if why != "" {
		errorpage.Say(w, r, http.StatusNotFound, why)
		return
	}
	data, err := b.shelf.file(p.ID, name, func(k *book) ([]byte, error) { return b.fill(r, k, p, f) })
	if err != nil {
		frame.Fail(w, r, err, http.StatusNotFound)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "private, max-age=60")
	if name == "notice" {
		h.Set("Content-Security-Policy", frame.Paper)
	}
	if f.name != "" {
		h.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(fmt.Sprintf(f.name, p.No)))
	}
	send(w, r, f.kind, data)
}

// fill makes a file of a poll whose book is held.
func (b *Board) fill(r *http.Request, k *book, p poll.Poll, f form) ([]byte, error) {
	var data bytes.Buffer
	err := b.view(r.Context(), func(tx store.Reader) (err error) {
		var l *proof.List
		if f.full {
			if l, err = k.ballots(func() (*proof.List, error) { return count.List(tx, p.ID) }); err != nil {
				return err
			}
		}
		return f.make(&data, l, resultOf(tx, p, l, b.public), b.key)
	})
	return data.Bytes(), err
}

// list is the list of ballots of a poll.
func (b *Board) list(r *http.Request, p poll.Poll) (l *proof.List, err error) {
	k := b.shelf.of(p.ID)
	defer b.shelf.tidy()
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.ballots(func() (l *proof.List, err error) {
		err = b.view(r.Context(), func(tx store.Reader) error {
			l, err = count.List(tx, p.ID)
			return err
		})
		return l, err
	})
}
