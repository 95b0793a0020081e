package owners

import (
	"yishi/bot/directory"
	"yishi/store"
)

// Find is the part of a register that is called so.
func Find(tx store.Reader, r Register, unit string) (Part, bool) {
	return parts.Get(tx, store.Key(r.rows(), unit))
}

// OfHome are the owners of a home in the live register of its estate, and the homes
// they have, this one among them. The developer is nobody's neighbour.
func OfHome(tx store.Reader, home string) (list []Owner, homes []string) {
	estate, _ := directory.Enclosing(tx, home, directory.Estate)
	live, _ := Get(tx, estate.ID)
	for part := range parts.By(tx, "home", store.Key(live.rows(), home)) {
		if part.Holder == ofDeveloper {
			continue
		}
		list = part.Owners
		for _, other := range held(tx, part.Register, part.Holder) {
			if other.Home != "" {
				homes = append(homes, other.Home)
			}
		}
	}
	return list, homes
}
