package notice

import (
	"slices"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/outbox"
	"yishi/store"
)

// retelling is a stretch of those whom a notice reached and who have still to hear that
// it is not as they read it. Of thousands that is too much for one transaction, in which
// nobody else is answered: they are written down at once, and told a stretch at a time.
type retelling struct {
	Notice  string         `json:"notice"`
	No      int            `json:"no"`
	Reached []string       `json:"reached"` // messages of the outbox
	Stands  bot.Out        `json:"stands"`  // in their place, where the channel can
	More    outbox.Message `json:"more"`    // what follows them, where it has words
}

var retellings = store.NewTable("noticeretell", func(r *retelling) string { return store.Key(r.Notice, r.No) })

const stretch = 200

// retell begins to tell everybody whom a notice reached, or may have, and says how many
// they are. Whoever was still to hear of an earlier change hears of this one alone.
func retell(tx store.Tx, n Notice, stands bot.Out, more outbox.Message) (told int) {
	for _, r := range untold(tx, n.ID()) {
		retellings.Delete(tx, store.Key(r.Notice, r.No))
	}
	var ids []string
	for m := range outbox.Reached(tx, n.of()) {
		ids = append(ids, m.ID)
	}
	no := 0
	for part := range slices.Chunk(ids, stretch) {
		r := retelling{n.ID(), no, part, stands, more}
		if no++; no == 1 {
			r.tell(tx)
			continue
		}
		retellings.Put(tx, r)
	}
	if no > 1 {
		agenda.Set(tx, tx.Now(), dueRetell, n.ID())
	}
	return len(ids)
}

func untold(tx store.Tx, notice string) []retelling {
	from, to := store.Under(store.Key(notice))
	return slices.Collect(retellings.Range(tx, from, to))
}

func (r retelling) tell(tx store.Tx) {
	for _, id := range r.Reached {
		outbox.Replace(tx, id, r.Stands, outbox.Broadcast)
		if r.More.Out.Text != "" {
			outbox.Follow(tx, id, r.More)
		}
	}
}

// retellDue tells the next stretch.
func retellDue(tx store.Tx, e agenda.Entry) error {
	n, _ := Get(tx, e.Ref)
	left := untold(tx, e.Ref)
	if len(left) == 0 {
		return nil
	}
	if !n.Urgent {
		left[0].More.Next = kindly(tx, n)
	}
	left[0].tell(tx)
	retellings.Delete(tx, store.Key(e.Ref, left[0].No))
	if len(left) > 1 {
		agenda.Set(tx, tx.Now(), dueRetell, e.Ref)
	}
	return nil
}
