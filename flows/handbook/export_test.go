package handbook

import "yishi/store"

// Waiting are the questions nobody has answered.
func Waiting(tx store.Reader) (all []Question) {
	for id := range questions.Between(tx, "waits", "", "") {
		q, _ := questions.Get(tx, id)
		all = append(all, q)
	}
	return all
}
