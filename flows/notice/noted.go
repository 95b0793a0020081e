package notice

import (
	"slices"
	"time"

	"yishi/bot/directory"
	"yishi/store"
)

// Noted is that somebody said they had read a notice: 收到, 谢谢, 👍. Nobody else is taken to
// have read anything.
type Noted struct {
	Notice uint64    `json:"notice"`
	Person string    `json:"person"`
	At     time.Time `json:"at"`
}

// Noteds are all of them.
var Noteds = store.NewTable("noted", func(n *Noted) string { return store.Key(n.Notice, n.Person) },
	store.Index[Noted]{Name: "person", Keys: func(n *Noted) []string { return []string{store.Key(n.Person)} }})

// NotedPrefix marks what such a word presses.
const NotedPrefix = "noted"

// NotedToken is what whoever answers a notice so has pressed.
func NotedToken(n Notice) string { return NotedPrefix + ":" + n.ID() }

// Note keeps that somebody has read a notice, once.
func Note(tx store.Tx, n Notice, person string) {
	if _, said := Noteds.Get(tx, store.Key(n.No, person)); !said {
		Noteds.Put(tx, Noted{Notice: n.No, Person: person, At: tx.Now()})
	}
}

// CountNoted is how many have said so.
func CountNoted(tx store.Reader, n Notice) (count int) {
	from, to := store.Under(store.Key(n.No))
	for range Noteds.Range(tx, from, to) {
		count++
	}
	return count
}

// NotedBy are those that somebody has answered so, under all their ids.
func NotedBy(tx store.Reader, person string) (all []Noted) {
	for _, id := range directory.IDsOf(tx, person) {
		all = slices.AppendSeq(all, Noteds.By(tx, "person", store.Key(id)))
	}
	return all
}
