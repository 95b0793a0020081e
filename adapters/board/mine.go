package board

import (
	"bytes"
	"net/http"

	"yishi/flows/mine"
	"yishi/store"
)

// envelope stands before somebody's own data: programs that look at every link they
// see find nothing behind it, and do not use it up.
func (b *Board) envelope(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = pages.ExecuteTemplate(w, "envelope.html", r.PathValue("code"))
}

// taken shows somebody all that is kept of them, once.
func (b *Board) taken(w http.ResponseWriter, r *http.Request) {
	var all mine.Taken
	err := b.store.Update(r.Context(), func(tx store.Tx) (err error) {
		all, err = mine.Open(tx, b.kits, r.PathValue("code"))
		return err
	})
	var data bytes.Buffer
	if err == nil {
		err = pages.ExecuteTemplate(&data, "mine.html", all)
	}
	if err != nil {
		b.fail(w, r, err, http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(data.Bytes())
}
