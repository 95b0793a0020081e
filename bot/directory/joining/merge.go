package joining

import (
	"slices"

	"yishi/bot/directory"
	"yishi/store"
)

// Merge makes one of two records of the same person: the accounts and homes of from
// are into's, who keeps all they have. What from did stays under the old id, which
// Resolve leads to into.
func Merge(tx store.Tx, from, into directory.Person) directory.Person {
	for _, a := range directory.AccountsOf(tx, from.ID) {
		a.Person = into.ID
		directory.PutAccount(tx, a)
	}
	for _, c := range ClaimsOf(tx, from.ID) {
		DropClaim(tx, c)
	}
	DropProof(tx, from.ID)
	into.Ties = pinned(into)
	for _, t := range pinned(from) {
		switch i := into.TieTo(t.Home); {
		case i < 0:
			into.Ties = append(into.Ties, t)
		case t.Trust > into.Ties[i].Trust:
			into.Ties[i] = t // of one home what we are surer of
		}
	}
	for _, r := range from.AllRoles() {
		if !slices.Contains(into.AllRoles(), r) {
			into.Roles = append(slices.Clone(into.Roles), r)
		}
	}
	if from.Consent > into.Consent {
		into.Consent, into.Agreed = from.Consent, from.Agreed
	}
	into.Large, into.Trust = into.Large || from.Large, max(into.Trust, from.Trust)
	directory.PutPerson(tx, into)
	directory.LeadTo(tx, from, into.ID)
	return into
}

// MayStandFor reports whether somebody may say that another is a person we know, with
// all that person has: a role is given only by who may give it, papers count only where
// who looks at papers says so.
func MayStandFor(by, whose directory.Person) bool {
	if by.ID == whose.ID {
		return false
	}
	for _, r := range whose.AllRoles() {
		if !directory.MayGive(by, r) {
			return false
		}
	}
	for _, t := range whose.Ties {
		need := directory.VouchResident
		if whose.TrustIn(t) >= directory.Verified {
			need = directory.SeePapers
		}
		if !directory.May(by, need, t.Home) {
			return false
		}
	}
	return true
}
