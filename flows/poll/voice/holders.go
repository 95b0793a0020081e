package voice

import (
	"slices"

	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/store"
)

// Holders are all who could open the poll.
func Holders(tx store.Reader, p poll.Poll) []directory.Person {
	var all []directory.Person
	for _, role := range []string{directory.Staff, directory.StreetStaff, directory.Committee} {
		for _, s := range directory.StaffAt(tx, role, p.For.Place) {
			known := slices.ContainsFunc(all, func(o directory.Person) bool { return o.ID == s.ID })
			if !known && directory.May(s, directory.OpenPoll, p.For.Place) {
				all = append(all, s)
			}
		}
	}
	return all
}
