package desk

import (
	"cmp"
	"slices"
	"time"

	"yishi/bot/directory"
	"yishi/bot/meaning/mask"
	"yishi/bot/meaning/wording"
	"yishi/store"
)

// Unclear is what somebody said out of the blue that had to be asked about, so that words
// can be added for it. It is masked, and does not say whose it was.
type Unclear struct {
	Text  string    `json:"text"`
	Times int       `json:"times"`
	Last  time.Time `json:"last"`
}

var unclears = store.NewTable("unclear", func(u *Unclear) string { return store.Key(u.Text) },
	store.Index[Unclear]{Name: "last", Keys: func(u *Unclear) []string { return []string{store.Key(u.Last)} }})

// So many, and so long, are kept.
const (
	mostUnclear = 300
	keepUnclear = 60 * 24 * time.Hour
	longUnclear = 60 // characters
)

// noteUnclear keeps what was asked back, and lets go of what is old.
func noteUnclear(tx store.Tx, who directory.Person, text string) {
	text = mask.Sentence(wording.Short(text, longUnclear), append(directory.NamesNear(tx, who, text), who.Name)).Text
	u, _ := unclears.Get(tx, store.Key(text))
	u.Text, u.Last = text, tx.Now()
	u.Times++
	unclears.Put(tx, u)
	left := unclears.Size(tx, "last")
	for old := range unclears.Sorted(tx, "last") {
		if left <= mostUnclear && tx.Now().Sub(old.Last) < keepUnclear {
			return
		}
		unclears.Delete(tx, store.Key(old.Text))
		left--
	}
}

// UnclearLately is what was asked back lately, the most frequent first.
func UnclearLately(tx store.Reader) (all []Unclear) {
	for u := range unclears.All(tx) {
		if tx.Now().Sub(u.Last) < keepUnclear {
			all = append(all, u)
		}
	}
	slices.SortStableFunc(all, func(a, b Unclear) int { return cmp.Or(b.Times-a.Times, b.Last.Compare(a.Last)) })
	return all
}
