package ops

import (
	"bytes"
	"net/http"

	"yishi/bot"
	"yishi/store"
)

// export writes what can be had of a capability, perhaps of a place.
func (o Operator) export(w http.ResponseWriter, r *http.Request) {
	var data bytes.Buffer
	err := o.store.View(r.Context(), func(tx store.Reader) error {
		e, there := o.exports[r.PathValue("name")]
		if !there {
			return bot.Refuse("nothing here exports %q", r.PathValue("name"))
		}
		ask := r.URL.Query()
		if words := ask.Get("place"); words != "" {
			place, err := namedPlace(tx, words)
			if err != nil {
				return err
			}
			ask.Set("place", place.ID)
		}
		return e.Write(&data, tx, ask)
	})
	if err != nil {
		answer(w, nil, err)
		return
	}
	_, _ = w.Write(data.Bytes())
}
