package ops

import (
	"net/http"
	"strings"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/store"
)

// found makes the first three places of an empty store, and a one-time code for who
// is to look after them.
func (o Operator) found(w http.ResponseWriter, r *http.Request) {
	var made StaffCode
	err := o.store.Update(r.Context(), func(tx store.Tx) (err error) {
		made, err = foundStreet(tx, r.FormValue("street"), r.FormValue("community"), r.FormValue("estate"), r.FormValue("admin"))
		return err
	})
	answer(w, made, err)
}

func foundStreet(tx store.Tx, street, community, estate, admin string) (StaffCode, error) {
	if !Empty(tx) {
		return StaffCode{}, bot.Refuse("the store has places in it already: yishi import adds to them, yishi staff add makes a code for another administrator")
	}
	id := ""
	for _, p := range []directory.Place{
		{ID: "1", Kind: directory.Street, Name: street}, {ID: "1/1", Kind: directory.Community, Name: community}, {ID: "1/1/1", Kind: directory.Estate, Name: estate},
	} {
		if p.Name = strings.TrimSpace(p.Name); p.Name == "" {
			return StaffCode{}, bot.Refuse("the %s has no name", p.Kind)
		}
		directory.PutPlace(tx, p)
		if id == "" {
			id = p.ID
		}
		audit.Log(tx, audit.Operators, "add place", p.ID, p.Kind)
	}
	return newStaffCode(tx, directory.Role{Role: directory.StreetStaff, Place: id}, admin), nil
}

// Empty reports whether a store has no places yet: nothing can be done in it.
func Empty(tx store.Reader) bool { return len(directory.Children(tx, "")) == 0 }
