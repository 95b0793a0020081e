package send

import (
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/notice"
	"yishi/flows/notice/activity"
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
func retell(tx store.Tx, n notice.Notice, stands bot.Out, more outbox.Message) (told int) {
	for _, r := range untold(tx, n.ID()) {
		retellings.Delete(tx, store.Key(r.Notice, r.No))
	}
	var ids []string
	for m := range outbox.Reached(tx, n.Of()) {
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

func untold(tx store.Reader, notice string) []retelling {
	from, to := store.Under(store.Key(notice))
	return slices.Collect(retellings.Range(tx, from, to))
}

func (r retelling) tell(tx store.Tx) {
	for _, id := range r.Reached {
		outbox.Replace(tx, id, r.Stands, outbox.Bulk)
		if r.More.Out.Text != "" {
			outbox.Follow(tx, id, r.More)
		}
	}
}

// retellDue tells the next stretch.
func retellDue(tx store.Tx, e agenda.Entry) error {
	n, _ := notice.Get(tx, e.Ref)
	left := untold(tx, e.Ref)
	if len(left) == 0 {
		return nil
	}
	if !n.Urgent {
		left[0].More.Next = notice.Kindly(tx, n)
	}
	left[0].tell(tx)
	retellings.Delete(tx, store.Key(e.Ref, left[0].No))
	if len(left) > 1 {
		agenda.Set(tx, tx.Now(), dueRetell, e.Ref)
	}
	return nil
}

// tellReached tells everybody whom a notice reached, or may have, and who has
// signed up: one message each, behind what stands in the place of the notice.
func tellReached(tx store.Tx, n notice.Notice, stands, out bot.Out) (told int) {
	out.Thanks = notice.NotedToken(n)
	more := outbox.Message{Out: out, Priority: outbox.Bulk, Of: n.OfFix(), Expires: n.Until(), Next: notice.Kindly(tx, n)}
	if n.Urgent {
		more.Priority, more.Next = outbox.Urgent, tx.Now()
	}
	if n.State == notice.Cancelled {
		more.Expires = time.Time{}
	}
	for _, id := range n.Posts {
		if m, ok := outbox.Get(tx, id); ok && m.Ref != "" {
			post := more
			post.To = m.To
			outbox.Add(tx, post)
		}
	}
	knows := map[string]bool{}
	for m := range outbox.Reached(tx, n.Of()) {
		knows[directory.Resolve(tx, m.Person)] = true
	}
	told = retell(tx, n, stands, more)
	for _, in := range []activity.Standing{activity.Coming, activity.Waiting} {
		for _, s := range activity.Line(tx, n, in) {
			if person := directory.Resolve(tx, s.Person); !knows[person] {
				one := more
				one.Person = person
				outbox.Add(tx, one)
				told++
			}
		}
	}
	return told
}
