// Package takeout is the page on which somebody sees all that is kept of them, and takes
// it along: once, with a code that they were given in a chat. What is kept is left to
// the kits of the house, who may see it to flows/mine.
package takeout

import (
	"bytes"
	"embed"
	"net/http"

	"yishi/adapters/internal/frame"
	"yishi/bot"
	"yishi/bot/house"
	"yishi/flows/mine"
	"yishi/store"
)

//go:embed pages/*.html
var files embed.FS

var pages = frame.Pages(files, nil)

const envelope = "里面是我们记着您的全部资料，只给您自己看。这个链接只能打开一次，打开以后请存下来，或者打印。"

// Kit is the page as it comes into a house, whose kits say what they keep.
func Kit(kits func() []house.Kit) house.Kit {
	return house.Kit{
		Name: "takeout", Needs: []string{"mine"},
		Pages: house.Pages{Prefixes: []string{"/mine/"}, Handler: func(s store.Store, _ []bot.Adapter) http.Handler {
			mux := http.NewServeMux()
			mux.HandleFunc("GET /mine/{code}", frame.Cover("我的资料", envelope))
			mux.HandleFunc("POST /mine/{code}", func(w http.ResponseWriter, r *http.Request) { taken(w, r, s, kits()) })
			return frame.Around(mux, frame.Policy)
		}},
	}
}

// taken shows somebody all that is kept of them, once.
func taken(w http.ResponseWriter, r *http.Request, s store.Store, kits []house.Kit) {
	var all mine.Taken
	err := s.Update(r.Context(), func(tx store.Tx) (err error) {
		all, err = mine.Open(tx, kits, r.PathValue("code"))
		return err
	})
	var data bytes.Buffer
	if err == nil {
		err = pages.ExecuteTemplate(&data, "mine.html", all)
	}
	if err != nil {
		frame.Fail(w, r, err, http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Type", frame.Kind)
	_, _ = w.Write(data.Bytes())
}
