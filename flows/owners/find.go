package owners

import "yishi/store"

// Find is the part of a register that is called so.
func Find(tx store.Tx, r Register, unit string) (Part, bool) {
	return parts.Get(tx, store.Key(r.ID, unit))
}
