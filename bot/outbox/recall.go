package outbox

import "yishi/store"

// Recall takes back the messages of a matter that have not gone out: what they
// ask has been answered meanwhile.
func Recall(tx store.Tx, of, why string) {
	for _, s := range []State{Queued, Waiting} {
		var ids []string
		for id := range messages.Keys(tx, "of", store.Key(of, string(s))) {
			ids = append(ids, id)
		}
		for _, id := range ids {
			m, _ := messages.Get(tx, id)
			m.State = Failed
			m.note(tx, "recalled", why)
			messages.Put(tx, m)
		}
	}
}
