package ops

import (
	"bytes"
	"net/http"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/store"
)

// export writes what can be had of a capability, perhaps of a place.
func (o Operator) export(w http.ResponseWriter, r *http.Request) {
	e, there := o.exports[r.PathValue("name")]
	if !there {
		answer(w, nil, bot.Refuse("nothing here exports %q", r.PathValue("name")))
		return
	}
	ask, err := o.asked(r)
	if err == nil && e.Before != nil {
		err = o.store.Update(r.Context(), func(tx store.Tx) error { return e.Before(tx, audit.Operators, ask) })
	}
	var data bytes.Buffer
	if err == nil {
		err = o.store.View(r.Context(), func(tx store.Reader) error { return e.Write(&data, tx, ask) })
	}
	if err != nil {
		answer(w, nil, err)
		return
	}
	_, _ = w.Write(data.Bytes())
}
