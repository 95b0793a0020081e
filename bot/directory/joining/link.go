package joining

import (
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/store"
)

// LinkCode is how long a code is that joins a person's accounts, LinkLife how long it
// can be said.
const (
	LinkCode = 8
	LinkLife = 5 * time.Minute

	allLinks = "*link"
)

// linkCode makes the account of whoever says it a person's.
type linkCode struct {
	Hash    string    `json:"hash"`
	Person  string    `json:"person"`
	Expires time.Time `json:"expires"`
}

var linkCodes = store.NewTable("linkcode", func(c *linkCode) string { return store.Key(c.Hash) },
	store.Index[linkCode]{Name: "person", Keys: func(c *linkCode) []string { return []string{store.Key(c.Person)} }})

// PutLinkCode makes a code (see NewCode) by which a person comes in on another channel,
// once. An earlier one holds no longer.
func PutLinkCode(tx store.Tx, person, code string) {
	dropLinkCodes(tx, person)
	linkCodes.Put(tx, linkCode{Hash: hashCode(code), Person: person, Expires: tx.Now().Add(LinkLife)})
}

func dropLinkCodes(tx store.Tx, person string) {
	for key := range linkCodes.Keys(tx, "person", store.Key(person)) {
		linkCodes.Delete(tx, key)
		return
	}
}

// UseLinkCode makes who says a code the person who asked for it. A wrong code counts:
// commit the transaction although there is a refusal.
func UseLinkCode(tx store.Tx, p directory.Person, code string) (directory.Person, error) {
	if err := mayTry(tx, p.ID, allLinks); err != nil {
		return p, err
	}
	c, ok := linkCodes.Get(tx, store.Key(hashCode(code)))
	if !ok {
		wrong(tx, p.ID, allLinks)
		return p, bot.Refuse("这个码不对，或者已经用过了。请再核对一下。")
	}
	linkCodes.Delete(tx, store.Key(c.Hash))
	into, known := directory.GetPerson(tx, directory.Resolve(tx, c.Person))
	switch {
	case tx.Now().After(c.Expires) || !known:
		return p, bot.Refuse("这个码过期了。请到那边再要一个。")
	case into.ID == p.ID:
		return p, bot.Refuse("这里已经是您自己了，不用再连。")
	}
	audit.Log(tx, into.ID, "join accounts", "", p.ID)
	return Merge(tx, p, into), nil
}
