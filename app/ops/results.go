package ops

import (
	"net/http"

	"yishi/store"
)

// result writes what can be had of a poll (no) in some form (as), perhaps of a place.
func (o Operator) result(w http.ResponseWriter, r *http.Request) {
	var data []byte
	err := o.store.View(r.Context(), func(tx store.Reader) error {
		at := ""
		if words := r.FormValue("place"); words != "" {
			place, err := namedPlace(tx, words)
			if err != nil {
				return err
			}
			at = place.ID
		}
		var err error
		data, err = o.board.Export(tx, r.FormValue("no"), r.FormValue("as"), at)
		return err
	})
	if err != nil {
		answer(w, nil, err)
		return
	}
	_, _ = w.Write(data)
}
