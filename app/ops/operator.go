// Package ops is what commands ask of a store: of the program that runs on it,
// through a socket beside the store that only its owner can open, or of the store
// itself when nothing runs. Both ways give the same answers.
package ops

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"

	"yishi/app/config"
	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/house"
	"yishi/bot/inbox"
	"yishi/store"
)

// Operator does what commands ask of a store: in the running program, where it
// is reached through a socket, or in the command itself when nothing runs.
type Operator struct {
	store   store.Store
	config  config.Config
	exports map[string]house.Extract
	imports map[string]house.Intake
	kits    []house.Kit
	ear     func() *house.Ear
}

func New(s store.Store, c config.Config, kits []house.Kit) Operator {
	return Operator{s, c, house.Exports(kits), house.Imports(kits), kits, sync.OnceValue(func() *house.Ear { return house.NewEar(kits) })}
}

// Routes is where it is asked.
func (o Operator) Routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /backup", o.backup)
	mux.HandleFunc("POST /init", o.found)
	mux.HandleFunc("POST /staff", o.addStaff)
	mux.HandleFunc("GET /staff", o.listStaff)
	mux.HandleFunc("DELETE /staff", o.removeStaff)
	mux.HandleFunc("GET /export/{name}", o.export)
	mux.HandleFunc("POST /audit", o.audit)
	mux.HandleFunc("POST /hear", o.hear)
	mux.HandleFunc("GET /unclear", o.unclear)
	mux.HandleFunc("POST /import/{name}", o.importFiles)
	mux.HandleFunc("GET /state", func(w http.ResponseWriter, r *http.Request) {
		state, err := o.check(r.Context())
		answer(w, state, err)
	})
	return mux
}

// backup streams a copy, with the secret by which people are known in the web chat.
// One that breaks off is seen by the reader as such.
func (o Operator) backup(w http.ResponseWriter, r *http.Request) {
	if _, err := o.config.SessionSecret(r.Context(), o.store); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if err := o.store.Backup(r.Context(), w); err != nil {
		panic(http.ErrAbortHandler)
	}
}

// namedPlace is the one place of an id or of a name.
func namedPlace(tx store.Reader, words string) (directory.Place, error) {
	if p, ok := directory.GetPlace(tx, words); ok {
		return p, nil
	}
	found := address.Find(tx, "", words, 6)
	switch len(found) {
	case 0:
		return directory.Place{}, bot.Refuse("there is no place called %q: use its name (桂花社区, 桂花苑3栋) or its id (1/2)", words)
	case 1:
		return found[0], nil
	}
	var choices []string
	for _, p := range found {
		choices = append(choices, p.ID+" "+directory.FullName(tx, p.ID))
	}
	return directory.Place{}, bot.Refuse("%q may be several places, give the id: %s", words, strings.Join(choices, ", "))
}

// answer writes a value as JSON, or the error: 400 for what the asker can mend.
func answer(w http.ResponseWriter, value any, err error) {
	var refusal bot.Refusal
	switch {
	case errors.As(err, &refusal):
		http.Error(w, err.Error(), http.StatusBadRequest)
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
	default:
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(value)
	}
}

// StoreState is what a check of the store finds.
type StoreState struct {
	Parked int      `json:"parked"`
	Clocks []string `json:"clocks,omitempty"` // of channels, that disagree with ours
}

func (o Operator) check(ctx context.Context) (state StoreState, err error) {
	if err := o.store.Check(ctx); err != nil {
		return state, err
	}
	err = o.store.View(ctx, func(tx store.Reader) error {
		state.Parked, state.Clocks = len(inbox.ParkedIn(tx)), inbox.Clocks(tx)
		return house.Check(o.kits, tx, audit.Verify(tx))
	})
	return state, err
}
