package ops

import (
	"net/http"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/flows/placard"
	"yishi/store"
)

// doors are the buildings of a place as they stand on what hangs there.
func (o Operator) doors(w http.ResponseWriter, r *http.Request) {
	var doors []placard.Door
	err := o.store.Update(r.Context(), func(tx store.Tx) error {
		place, err := namedPlace(tx, r.FormValue("place"))
		if err != nil {
			return err
		}
		if len(directory.Buildings(tx, directory.BuildingOf(tx, place.ID))) == 0 {
			return bot.Refuse("there are no buildings in %s yet: yishi import brings them in", directory.FullName(tx, place.ID))
		}
		audit.Log(tx, "command line", placard.Logged, place.ID, "")
		doors, err = placard.Doors(tx, place.ID)
		return err
	})
	answer(w, doors, err)
}
