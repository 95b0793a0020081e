package board

import (
	"bytes"
	"net/http"

	"yishi/adapters/internal/frame"
	"yishi/bot"
	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/flows/poll/tell"
	"yishi/store"
)

// running is what the page of a poll shows while ballots are taken: how many there are,
// and what can be noted of them to hold the list against later.
type running struct {
	No, Question, Until, Turnout string
	Head                         *tell.Told // nil in the first hour
	At                           string
	Signed                       string // "": lists are not signed
}

// open shows a poll that takes ballots; it reports whether there is one under the code.
func (b *Board) open(w http.ResponseWriter, r *http.Request) bool {
	var page *running
	err := b.view(r.Context(), func(tx store.Reader) (err error) {
		page = nil
		p, ok := poll.ByPage(tx, r.PathValue("code"))
		if !ok || p.State != poll.Opened {
			return nil
		}
		page = &running{No: p.Name(), Question: p.Question, Until: tell.Stage(p), Turnout: tell.Taken(tx, p)}
		if h, ok := tell.HeadOf(tx, p.ID); ok {
			page.Head, page.At = &h, bot.Moment(h.At)
			page.Signed, err = proof.Sign(h.Text, b.key)
		}
		return err
	})
	if err != nil {
		frame.Fail(w, r, err, http.StatusNotFound)
		return true
	}
	if page == nil {
		return false
	}
	var out bytes.Buffer
	if err := pages.ExecuteTemplate(&out, "open.html", page); err != nil {
		frame.Fail(w, r, err, http.StatusNotFound)
		return true
	}
	send(w, r, "text/html; charset=utf-8", out.Bytes())
	return true
}
