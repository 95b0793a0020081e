package voice

import (
	"encoding/json"

	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/tally"
	"yishi/store"
)

// Delivery is a part whose owner was proved to have got the ballot: silence of
// others is not that of somebody who was asked.
type Delivery struct {
	Poll  string `json:"poll"`
	No    int    `json:"no"` // of the part
	Unit  string `json:"unit"`
	By    string `json:"by"`
	Photo string `json:"photo"` // of the signature, or of the paper at the door
}

const deliveryTable = "delivery"

// Deliveries are the parts to which ballots were carried.
var Deliveries = store.NewTable(deliveryTable, func(d *Delivery) string { return store.Key(d.Poll, d.No) })

// Silence is what kind of silence that of a part is, as far as it is proved.
func Silence(tx store.Reader, p poll.Poll, part owners.Part) tally.Choice {
	if _, ok := Deliveries.Get(tx, store.Key(p.ID, part.No)); ok {
		return tally.Silent
	}
	return tally.NotDelivered
}

// Delivered are the numbers of the parts whose ballots were delivered, some of them
// twice: with a proof, or by a message that arrived. Where silence is counted a
// message is no proof.
func Delivered(tx store.Reader, p poll.Poll) (parts []int) {
	from, to := store.Under(store.Key(p.ID))
	for key := range tx.Scan(deliveryTable, from, to) {
		if no, ok := store.Number(key); ok {
			parts = append(parts, int(no))
		}
	}
	if p.Silence {
		return parts
	}
	return append(parts, Reached(tx, p)...)
}

// reachedTable keeps which parts' owners messages had reached when a vote was
// counted: what came of messages is forgotten one day, the count is not.
var reachedTable = store.Claim("reached", "whom ballots have reached")

// Reached are the parts whose owners the invitation has reached.
func Reached(tx store.Reader, p poll.Poll) (parts []int) {
	if kept := tx.Get(reachedTable, store.Key(p.ID)); kept != nil {
		if err := json.Unmarshal(kept, &parts); err != nil {
			panic(store.Damaged(reachedTable, p.ID, err))
		}
		return parts
	}
	r := Register(tx, p)
	for m := range outbox.Arrived(tx, p.Of("open")) {
		who, ok := directory.GetPerson(tx, directory.Resolve(tx, m.Person))
		if !ok {
			continue
		}
		for _, part := range owners.Voter(tx, r, who) {
			parts = append(parts, part.No)
		}
	}
	return parts
}

// KeepReached keeps whom messages had reached when a vote was counted.
func KeepReached(tx store.Tx, p poll.Poll, parts []int) {
	doc, _ := json.Marshal(append([]int{}, parts...)) // numbers always can be
	tx.Put(reachedTable, store.Key(p.ID), doc)
}

// Box is how many papers of a secret poll went out, and how many came back.
type Box struct {
	Poll    string `json:"poll"`
	Handed  int    `json:"handed"`
	Since   int    `json:"since"` // handed out since a paper was entered
	Entered int    `json:"entered"`
	Last    bool   `json:"last,omitempty"`   // opened for few: no more papers go out
	Mended  int    `json:"mended,omitempty"` // of those entered were put right or taken out
	Back    int    `json:"back,omitempty"`   // were noted for somebody who had taken none
}

// Boxes are the ballot boxes of secret polls.
var Boxes = store.NewTable("paperbox", func(b *Box) string { return store.Key(b.Poll) })

// BoxOf is the ballot box of a poll.
func BoxOf(tx store.Reader, id string) Box {
	b, _ := Boxes.Get(tx, store.Key(id))
	b.Poll = id
	return b
}

// Out is how many papers were taken and have not been entered.
func (b Box) Out() int { return b.Handed - b.Entered }
