package joining

import (
	"slices"

	"yishi/bot/directory"
	"yishi/bot/directory/plain"
	"yishi/store"
)

// Registered is one line of the estate's own register: somebody with a phone
// number belongs to a home.
type Registered struct {
	Phone string `json:"phone"`
	Name  string `json:"name"`
	Home  string `json:"home"`
	As    string `json:"as"`
}

var register = store.NewTable("register", func(r *Registered) string {
	return store.Key(plain.Phone(r.Phone), r.Home, plain.Name(r.Name))
})

// PutRegistered writes a line of the register.
func PutRegistered(tx store.Tx, r Registered) { register.Put(tx, r) }

// LookUp returns the lines that have both the phone number and the name.
func LookUp(tx store.Reader, phone, name string) []Registered {
	return slices.DeleteFunc(linesOf(tx, phone), func(r Registered) bool { return plain.Name(r.Name) != plain.Name(name) })
}

func linesOf(tx store.Reader, phone string) []Registered {
	if phone = plain.Phone(phone); phone == "" {
		return nil
	}
	from, to := store.Under(store.Key(phone))
	return slices.Collect(register.Range(tx, from, to))
}

// unregister takes out the lines of somebody's number, of one home or ("") of all: who
// has moved out, or is forgotten, is not let in again by what the register had of them.
func unregister(tx store.Tx, p directory.Person, home string) {
	for _, r := range linesOf(tx, p.Phone) {
		if home == "" || r.Home == home {
			register.Delete(tx, store.Key(plain.Phone(r.Phone), r.Home, plain.Name(r.Name)))
		}
	}
}
