// Package minutes is the page on which everybody reads what a meeting talked about and
// decided, and how that stands now; it prints on a sheet. What may stand on it is left to
// flows/meeting.
package minutes

import (
	"bytes"
	"embed"
	"net/http"

	"yishi/adapters/internal/frame"
	"yishi/bot"
	"yishi/bot/house"
	"yishi/flows/meeting"
	"yishi/store"
)

//go:embed pages/*.html
var files embed.FS

var pages = frame.Pages(files, nil)

// Kit is the page as it comes into a house.
func Kit() house.Kit {
	return house.Kit{
		Name: "minutes", Needs: []string{"meeting"},
		Pages: house.Pages{Prefixes: []string{meeting.Path}, Handler: Pages},
	}
}

// shown is a page as somebody sees it.
type shown struct {
	meeting.Page
	Large bool
}

// Pages shows minutes by their code.
func Pages(s store.Store, _ []bot.Adapter) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+meeting.Path+"{code}", func(w http.ResponseWriter, r *http.Request) {
		var page meeting.Page
		err := s.View(r.Context(), func(tx store.Reader) (err error) {
			page, err = meeting.Read(tx, r.PathValue("code"))
			return err
		})
		var data bytes.Buffer
		if err == nil {
			err = pages.ExecuteTemplate(&data, "minutes.html", shown{page, r.URL.Query().Has("large")})
		}
		if err != nil {
			frame.Fail(w, r, err, http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", frame.Kind)
		_, _ = w.Write(data.Bytes())
	})
	return frame.Around(mux, frame.Policy)
}
