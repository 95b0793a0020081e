// Package board is the notice board: pages on which the result of a poll can be
// read, checked and taken along by whoever has its code, and pages to print, which
// staff and building leaders open with a ticket they were given in a chat.
//
// What a page says is worked out from the poll; who may see what is left to
// flows/poll, what it looks like on paper and in pictures to adapters/poster. No
// page has anything from elsewhere; the one script there is checks the list of ballots
// in the reader's own browser, as docs/ballots.md says. Names are on none but those that
// a ticket opens.
package board

import (
	"context"
	"net/http"

	"yishi/adapters/errorpage"
	"yishi/adapters/internal/frame"
	"yishi/flows/poll/proof"
	"yishi/store"
)

// Config is what a board is made of.
type Config struct {
	Store store.Store
	Key   string // the secret key that lists are signed with; "": they are not
}

// Board is an http.Handler for /result/, /print/ and /mine/.
type Board struct {
	store  store.Store
	key    string
	public string // the other half of the key
	shelf  shelf
	pages  http.Handler
}

// New makes a board. The key was checked when the configuration was.
func New(c Config) *Board {
	b := &Board{store: c.Store, key: c.Key, public: PublicKey(c.Key)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /result/{code}", b.page)
	mux.HandleFunc("GET /result/{code}/{file}", b.file)
	mux.HandleFunc("GET /print/{ticket}", frame.Cover("打印", printCover))
	mux.HandleFunc("POST /print/{ticket}", b.printed)
	b.pages = frame.Around(mux, frame.Running(script))
	return b
}

// PublicKey is the public half of a secret key; "" without one.
func PublicKey(secret string) string {
	if secret == "" {
		return ""
	}
	public, err := proof.Public(secret)
	if err != nil {
		return ""
	}
	return public
}

// noPage is said of a code that leads nowhere, whether there never was such a page
// or not yet.
const noPage = errorpage.NoPage

// ServeHTTP answers. Pages are for who has their address: no search engine keeps
// them, no other site learns of them.
func (b *Board) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.pages.ServeHTTP(w, r)
}

func (b *Board) view(ctx context.Context, fn func(store.Reader) error) error {
	return b.store.View(context.WithoutCancel(ctx), fn) // others wait for what one has begun
}
