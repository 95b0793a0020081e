// Package owners keeps the register of owners of an estate (业主名册): its exclusive
// parts (专有部分) with their areas, who owns each, and who is one person in a vote.
//
//	file ──Read──▶ plan ──Import──▶ the live register ──Freeze──▶ a frozen one, with its hash
//	       (all that is wrong, by row)    └──NameVoter──┘            (never changes)
//
// A live register is replaced as a whole by an import. A frozen one is a copy made
// when a vote is announced; the live one may change afterwards. Whatever asks who
// may vote asks it of the register of that vote.
//
// Persons are counted by the Supreme Court's interpretation of 2020, articles 8
// and 9: one part is one person; all parts of one buyer are one person; so are all
// that the developer has not sold. The same co-owners are one buyer, who name one
// voter among them.
//
// Names and phone numbers in here are personal data: they never reach a log, and
// a hash is all that is published of them.
//
// Votes are left to others, counting to tally, reading files to
// tally/sheet, and whose papers were seen to the directory.
package owners

import (
	"cmp"
	"slices"
	"time"

	"yishi/flows/tally/estate"
	"yishi/store"
)

// Kind is what an exclusive part is.
type Kind string

// Kinds of parts. Of the developer is what was never sold or not handed over.
// Others are shops and whatever else votes as homes do.
const (
	Home      Kind = "home"
	Parking   Kind = "parking"
	Developer Kind = "developer"
	Other     Kind = "other"
)

// Register is the owners of an estate, or a frozen copy of that.
type Register struct {
	ID      string        `json:"id"` // of a live one the estate
	Estate  string        `json:"estate"`
	Rows    string        `json:"rows,omitempty"`    // what its parts are kept under, if not the id
	Named   int           `json:"named,omitempty"`   // how often a voter was named
	Place   string        `json:"place,omitempty"`   // of a frozen one: whose owners vote
	Parking bool          `json:"parking,omitempty"` // the owners' own rules count parking
	At      time.Time     `json:"at"`                // imported or frozen
	Parts   int           `json:"parts"`
	All     estate.Weight `json:"all"`            // the persons and the area that count
	Hash    string        `json:"hash,omitempty"` // of a frozen one
}

// Scope is the place whose owners stand in a register.
func (r Register) Scope() string { return cmp.Or(r.Place, r.Estate) }

// rows is what the parts of a register are kept under.
func (r Register) rows() string { return cmp.Or(r.Rows, r.ID) }

// Frozen reports whether this is a copy that never changes.
func (r Register) Frozen() bool { return r.Hash != "" }

// Part is an exclusive part in a register.
type Part struct {
	Register string  `json:"register"`           // Register.Rows, or its id
	Unit     string  `json:"unit"`               // "3栋1单元301": what nothing else in the register is called
	Building string  `json:"building,omitempty"` // the place; "" outside of buildings
	Home     string  `json:"home,omitempty"`     // the place, if it is a home of the directory
	Area     int64   `json:"area"`               // in 0.001 m²
	Kind     Kind    `json:"kind"`
	Owners   []Owner `json:"owners,omitempty"` // in an order of their own, not the file's
	Holder   string  `json:"holder"`           // whose parts are one person: the first unit of them, or ofDeveloper
	No       int     `json:"no,omitempty"`     // in a frozen register, counted from 1 in the order of PartsOf
	Voter    int     `json:"voter,omitempty"`  // which of several owners votes, counted from 1; 0: none is named
}

// Owner is somebody who owns a part.
type Owner struct {
	Name  string `json:"name"`
	Phone string `json:"phone,omitempty"`
}

// ofDeveloper is the holder of all that is the developer's. No unit is called so.
const ofDeveloper = "developer"

var registers = store.NewTable("owners", func(r *Register) string { return store.Key(r.ID) })

var parts = store.NewTable("ownerspart", func(p *Part) string { return store.Key(p.Register, p.Unit) },
	store.Index[Part]{Name: "home", Keys: func(p *Part) []string {
		if p.Home == "" {
			return nil
		}
		return []string{store.Key(p.Register, p.Home)}
	}},
	store.Index[Part]{Name: "holder", Keys: func(p *Part) []string { return []string{store.Key(p.Register, p.Holder)} }},
)

// Get returns a register by its id: an estate's for the live one.
func Get(tx store.Reader, id string) (Register, bool) { return registers.Get(tx, store.Key(id)) }

// PartsOf is the parts of a register, in the order of their numbers.
func PartsOf(tx store.Reader, r Register) []Part {
	from, to := store.Under(store.Key(r.rows()))
	return slices.Collect(parts.Range(tx, from, to))
}

// held is all that one holder has, in the register that is kept under a name.
func held(tx store.Reader, rows, holder string) []Part {
	return slices.Collect(parts.By(tx, "holder", store.Key(rows, holder)))
}

// inRegister reports whether the register has somebody for a home.
func inRegister(tx store.Reader, home, name, phone string) bool {
	list, _ := OfHome(tx, home)
	return slices.ContainsFunc(list, func(o Owner) bool { return o.Is(name, phone) })
}
