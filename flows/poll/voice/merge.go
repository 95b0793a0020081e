package voice

import (
	"slices"

	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/store"
)

// Merge has the register and the mandates of a poll name who somebody turned out to be.
// Whoever stands on the register twice stays so: it was made, and is counted as it is.
func Merge(tx store.Tx, p poll.Poll, from, into string) {
	for _, m := range mandatesOf(tx, p, from) {
		m.Proxy = into
		Mandates.Put(tx, m)
	}
	who, _ := directory.GetPerson(tx, into)
	for _, t := range who.Ties {
		if e, ok := Electors.Get(tx, store.Key(p.ID, t.Home)); ok && slices.Contains(e.Persons, from) && !slices.Contains(e.Persons, into) {
			e.Persons = append(e.Persons, into)
			Electors.Put(tx, e)
		}
	}
	was, on := Electors.Get(tx, store.Key(p.ID, from))
	if _, twice := Electors.Get(tx, store.Key(p.ID, into)); on && !twice {
		Electors.Delete(tx, store.Key(p.ID, from))
		was.Voice = into
		Electors.Put(tx, was)
	}
}
