package voice

import "yishi/store"

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
