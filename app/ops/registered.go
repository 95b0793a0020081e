package ops

import (
	"io"
	"net/http"

	"yishi/bot"
	"yishi/flows/owners"
	"yishi/store"
)

// maxRegister is the most bytes that a register of owners may have.
const maxRegister = 32 << 20

// Planned is what came of reading a register of owners.
type Planned struct {
	Lines []string `json:"lines"`
	Stops int      `json:"stops"`
}

// importOwners reads a register and, unless asked only to say what would happen,
// makes it that of the estate, in the same transaction.
func (o Operator) importOwners(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	file, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRegister))
	if err != nil {
		answer(w, nil, bot.Refuse("the register has more than %d MB", maxRegister>>20))
		return
	}
	var plan owners.Plan
	work := func(tx store.Tx) error {
		at, err := namedPlace(tx, query.Get("estate"))
		if err != nil {
			return err
		}
		if plan, err = owners.Read(tx, at.ID, query.Get("name"), file, query.Get("parking") == "true"); err != nil {
			return bot.Refusal(err.Error()) // of the file: it names lines, not people
		}
		if query.Get("dry") == "true" || plan.Stops() > 0 {
			return nil
		}
		_, err = owners.Import(tx, "command line", plan)
		return err
	}
	if query.Get("dry") == "true" {
		err = o.store.View(r.Context(), work)
	} else {
		err = o.store.Update(r.Context(), work)
	}
	answer(w, Planned{plan.Lines(), plan.Stops()}, err)
}
