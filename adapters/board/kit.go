package board

import (
	"io"
	"net/http"
	"net/url"

	"yishi/bot"
	"yishi/bot/house"
	"yishi/store"
)

// Kit is the notice board as it comes into a house: its pages, and what a command can
// have of a poll (no) in some form (as), perhaps of a place.
func Kit(key string) house.Kit {
	return house.Kit{
		Name: "board", Needs: []string{"poll"},
		Pages: house.Pages{
			Prefixes: []string{"/result/", "/print/"},
			Handler: func(s store.Store, _ []bot.Adapter) http.Handler {
				return New(Config{Store: s, Key: key})
			},
		},
		Exports: []house.Extract{{Name: "result", Write: func(w io.Writer, tx store.Reader, ask url.Values) error {
			data, err := New(Config{Key: key}).Export(tx, ask.Get("no"), ask.Get("as"), ask.Get("place"))
			if err == nil {
				_, err = w.Write(data)
			}
			return err
		}}},
	}
}
