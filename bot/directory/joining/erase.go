package joining

import (
	"slices"

	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/store"
)

// Erase forgets who a person is: name, phone, ties, roles, accounts and all
// else but the id, so that what was counted stays counted.
func Erase(tx store.Tx, id string) {
	directory.DropAccounts(tx, id)
	if p, ok := directory.GetPerson(tx, id); ok {
		unregister(tx, p, "")
	}
	for _, c := range ClaimsOf(tx, id) {
		DropClaim(tx, c)
	}
	for _, c := range slices.Collect(claims.By(tx, "whose", store.Key(id))) {
		c.Whose, c.Listed = "", ""
		PutClaim(tx, c)
	}
	DropProof(tx, id)
	dropLinkCodes(tx, id)
	directory.DropCares(tx, id)
	for _, one := range directory.IDsOf(tx, id) {
		erase(tx, one)
	}
	audit.Log(tx, id, "erase", "", id)
}

func erase(tx store.Tx, id string) {
	if p, ok := directory.GetPerson(tx, id); ok {
		directory.PutPerson(tx, directory.Person{ID: id, Since: p.Since})
	}
}
