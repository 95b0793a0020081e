package ops

import (
	"io"
	"net/http"

	"yishi/bot"
	"yishi/flows/owners"
	"yishi/flows/tally/sheet"
	"yishi/store"
)

// Planned is what came of reading a register of owners.
type Planned struct {
	Lines []string `json:"lines"`
	Stops int      `json:"stops"`
}

// importOwners reads a register and, unless asked only to say what would happen,
// makes it that of the estate. It is read beside those who write to us, and kept a
// few rows at a time between them.
func (o Operator) importOwners(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	file, err := io.ReadAll(http.MaxBytesReader(w, r.Body, sheet.MostBytes))
	if err != nil {
		answer(w, nil, bot.Refuse("文件太大：最多%d兆字节，请分成几份", sheet.MostBytes>>20))
		return
	}
	deeds, err := sheet.Deeds(query.Get("name"), file)
	if err != nil {
		answer(w, nil, bot.Refusal(err.Error())) // of the file: it names lines, not people
		return
	}
	file = nil
	var plan owners.Plan
	err = o.store.View(r.Context(), func(tx store.Reader) error {
		at, err := namedPlace(tx, query.Get("estate"))
		if err != nil {
			return err
		}
		plan, err = owners.PlanOf(tx, at.ID, deeds, query.Get("parking") == "true")
		return err
	})
	deeds = nil
	if err == nil && query.Get("dry") != "true" && plan.Stops() == 0 {
		_, err = owners.ImportTo(r.Context(), o.store, "command line", plan)
	}
	answer(w, Planned{plan.Lines(), plan.Stops()}, err)
}
