package directory

import (
	"slices"

	"yishi/store"
)

// KnownAs finds who a list means: the person of a number and a name, else of a name in
// one of these homes where either of the two has no number. Of several it is whom we
// know longest by their own word, then of whom we are surest.
func KnownAs(tx store.Reader, phone, name string, homes []string) (found Person, ok bool) {
	phone, name = plainPhone(phone), plainName(name)
	best := -1
	take := func(p Person) {
		if p.Merged != "" || plainName(p.Name) != name {
			return
		}
		rank := int(p.Trust)
		if len(AccountsOf(tx, p.ID)) > 0 {
			rank += 10
		}
		if rank > best {
			found, ok, best = p, true, rank
		}
	}
	if phone != "" {
		for p := range people.By(tx, "phone", store.Key(phone)) {
			take(p)
		}
	}
	for i := 0; !ok && i < len(homes); i++ {
		for p := range (Audience{Place: homes[i]}).People(tx) {
			if phone == "" || p.Phone == "" {
				take(p)
			}
		}
	}
	return found.on(today(tx)), ok
}

// ListedIn is a person with ties that a list has. Being on it proves nothing: a new tie
// has the least trust there is, and one there was keeps what it had. What somebody is in
// a home where they were vouched for or their papers were seen, no list changes: the two
// disagree, and staff are to ask (Differs).
func ListedIn(p Person, ties []Tie) Person {
	for _, t := range ties {
		i := p.tieTo(t.Home)
		if i >= 0 && (p.Ties[i].As == t.As || p.trustIn(p.Ties[i]) > Claimed) {
			continue
		}
		p.Ties = pinned(p)
		t.Trust = Claimed
		if i < 0 {
			p.Ties = append(p.Ties, t)
		} else {
			p.Ties = slices.Clone(p.Ties)
			p.Ties[i] = t
		}
		p.Trust = max(p.Trust, Claimed)
	}
	return p
}

// Differs reports whether a list says of somebody that they are something else in a home
// than they have been known to be.
func Differs(p Person, t Tie) bool {
	i := p.tieTo(t.Home)
	return i >= 0 && p.Ties[i].As != t.As && p.trustIn(p.Ties[i]) > Claimed
}

// AddressOf is what the numbers of an address say: its building, unit and home, each
// as far as it is said.
func AddressOf(text string) (building, unit, home string) {
	a := parseAddress(digits(fold(text)))
	return a.building, a.unit, a.home
}
