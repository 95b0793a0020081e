package outbox

import (
	"slices"

	"yishi/store"
)

// Recall takes back what belongs to a matter and has not gone out: it never will,
// and why is kept. What is under way to a platform at this moment goes on.
func Recall(tx store.Tx, of, why string) (recalled int) {
	for _, c := range slices.Collect(castings.By(tx, "of", store.Key(of))) {
		c.Done = true
		castings.Put(tx, c)
	}
	for _, s := range []State{Queued, Waiting} {
		for _, m := range slices.Collect(messages.By(tx, "of", store.Key(of, string(s)))) {
			m.State = Failed
			m.note(tx, "recalled", why)
			write(tx, m)
			recalled++
		}
	}
	return recalled
}
