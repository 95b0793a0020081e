package voice

import (
	"slices"

	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/store"
)

// Mandate lets somebody vote for an owner's parts, by a paper the owner signed.
type Mandate struct {
	Poll    string   `json:"poll"`
	Owner   string   `json:"owner"` // as the register names them
	Units   []string `json:"units"` // all parts of the owner
	Proxy   string   `json:"proxy"` // a person
	Photo   string   `json:"photo"` // of the paper
	By      string   `json:"by"`    // who recorded it
	Revoked bool     `json:"revoked,omitempty"`
}

// Mandates are who votes for whom.
var Mandates = store.NewTable("mandate",
	func(m *Mandate) string { return store.Key(m.Poll, m.Owner) },
	store.Index[Mandate]{Name: "proxy", Keys: func(m *Mandate) []string {
		if m.Revoked {
			return nil
		}
		return []string{store.Key(m.Poll, m.Proxy)}
	}},
)

// MostMandates is how many owners one person may vote for.
const MostMandates = 3

// mandatesOf are the owners that somebody votes for.
func mandatesOf(tx store.Reader, p poll.Poll, proxy string) []Mandate {
	return slices.Collect(Mandates.By(tx, "proxy", store.Key(p.ID, proxy)))
}

// HasMandate reports whether somebody votes for the owner of a part.
func HasMandate(tx store.Reader, p poll.Poll, part owners.Part) bool {
	m, ok := Mandates.Get(tx, store.Key(p.ID, part.Holder))
	return ok && !m.Revoked
}

// StandsInFor is how many owners somebody votes for, or has voted for: a ballot given
// by a mandate that was revoked stands until the owner gives their own.
func StandsInFor(tx store.Reader, p poll.Poll, proxy string) (owners int) {
	from, to := store.Under(store.Key(p.ID))
	for m := range Mandates.Range(tx, from, to) {
		if m.Proxy == proxy && (!m.Revoked || stoodIn(tx, p, m)) {
			owners++
		}
	}
	return owners
}

// stoodIn reports whether a ballot that counts was given by a mandate.
func stoodIn(tx store.Reader, p poll.Poll, m Mandate) bool {
	return slices.ContainsFunc(m.Units, func(unit string) bool {
		line, voted := poll.Roll.Get(tx, store.Key(p.ID, unit))
		return voted && line.Hand.Proxy && line.Hand.Person == m.Proxy
	})
}
