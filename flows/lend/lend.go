// Package lend is the shed of a community: neighbours put up what others may have, for
// a while or for good, and see to its coming back.
//
//	offered ── asked for ──▶ asked ── agreed ──▶ promised ── handed over ──▶ out ── came back ──▶ offered
//	   │  ▲                    │                    │               └ given: gone      └──▶ lost
//	   │  └─ not given, no answer in two days ──────┴ it came to nothing
//	   └──▶ withdrawn
//
// Whoever lends decides to whom. Where the two meet they say in a sentence that is
// passed on; a telephone number is told only where its owner said so. Nothing is paid
// here, and nobody is made to give anything back: it is remembered, and both are told.
package lend

import (
	"strconv"
	"time"

	"yishi/bot/agenda"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/store"
)

// State is where a thing is.
type State string

const (
	Offered   State = "offered"
	Asked     State = "asked"    // by Borrower; the owner has not answered
	Promised  State = "promised" // to Borrower
	Out       State = "out"      // with Borrower, until Due
	Gone      State = "gone"     // given away
	Lost      State = "lost"     // lent, and not to be found any more
	Withdrawn State = "withdrawn"
)

func (s State) words() string {
	switch s {
	case Offered:
		return "在清单里"
	case Asked:
		return "有人想要"
	case Promised:
		return "答应了"
	case Out:
		return "借出去了"
	case Gone:
		return "送出去了"
	case Lost:
		return "找不到了"
	}
	return "收回了"
}

// Thing is something that a neighbour puts up.
type Thing struct {
	No    uint64    `json:"no"`
	Owner string    `json:"owner"`
	What  string    `json:"what"` // 轮椅
	Days  int       `json:"days"` // lent for so long at most; 0: given for good
	Phone bool      `json:"phone,omitempty"`
	Place string    `json:"place"` // the community
	Made  time.Time `json:"made"`
	State State     `json:"state"`

	Borrower string    `json:"borrower,omitempty"`
	By       string    `json:"by,omitempty"`   // who asked for it for them
	For      int       `json:"for,omitempty"`  // days they asked for
	Since    time.Time `json:"since,omitzero"` // when it came into its state
	Due      time.Time `json:"due,omitzero"`   // midnight of the day to give it back
}

// ID is the number as text, for buttons and references.
func (t Thing) ID() string { return strconv.FormatUint(t.No, 10) }

var things = store.NewTable("lend", func(t *Thing) string { return store.Key(t.No) },
	store.Index[Thing]{Name: "place", Keys: func(t *Thing) []string { return []string{store.Key(t.Place, t.No)} }},
	store.Index[Thing]{Name: "person", Keys: func(t *Thing) []string {
		keys := []string{store.Key(t.Owner, t.No)}
		if t.Borrower != "" && t.Borrower != t.Owner {
			keys = append(keys, store.Key(t.Borrower, t.No))
		}
		return keys
	}},
)

// Get returns the thing with this id.
func Get(tx store.Reader, id string) (Thing, bool) {
	no, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return Thing{}, false
	}
	return things.Get(tx, store.Key(no))
}

// Kit is what lending brings into the house.
func Kit() house.Kit {
	return house.Kit{
		Name: "lend", Topic: "邻里借还",
		Flows: []*talk.Flow{
			{Name: "borrow", ForOther: true, Title: "借东西", Run: borrow},
			{Name: "offer", Title: "出借", Run: offer},
			{Name: "agree", Title: "答应借", Run: agree},
			{Name: "things", Title: "我的东西", Run: mine},
		},
		Commands: []talk.Command{
			{Words: []string{"借东西", "共享", "共享清单", "工具屋", "百宝箱"}, Slash: "/borrow", Help: "邻居出借、送人的东西", Flow: "borrow"},
			{Words: []string{"出借", "我要出借", "送东西", "我要送东西"}, Slash: "/lend", Help: "有东西借给邻居，或者送人", Flow: "offer"},
			{Words: []string{"我的东西", "还东西", "我借的", "我借的东西"}, Slash: "/things", Help: "借出的、借来的，都在这里", Flow: "things"},
		},
		Presses: []talk.Press{{Prefix: prefix, Do: press}},
		Intents: intents(),
		Due:     map[string]agenda.Handler{dueWait: waited, dueBack: dueDay},
		Keeps:   keeps,
		Sample:  Fill,
	}
}
