package joining

import (
	"slices"

	"yishi/bot/directory"
	"yishi/bot/directory/plain"
	"yishi/store"
)

// KnownAs finds who a list means: the person of a number and a name, else of a name in
// one of these homes where either of the two has no number. Of several it is whom we
// know longest by their own word, then of whom we are surest.
func KnownAs(tx store.Reader, phone, name string, homes []string) (found directory.Person, ok bool) {
	phone, name = plain.Phone(phone), plain.Name(name)
	best := -1
	take := func(p directory.Person) {
		if p.Merged != "" || plain.Name(p.Name) != name {
			return
		}
		rank := int(p.Trust)
		if len(directory.AccountsOf(tx, p.ID)) > 0 {
			rank += 10
		}
		if rank > best {
			found, ok, best = p, true, rank
		}
	}
	for p := range directory.PeopleByPhone(tx, phone) {
		take(p)
	}
	for i := 0; !ok && i < len(homes); i++ {
		for p := range (directory.Audience{Place: homes[i]}).People(tx) {
			if phone == "" || p.Phone == "" {
				take(p)
			}
		}
	}
	return found, ok
}

// ListedIn is a person with ties that a list has. Being on it proves nothing: a new tie
// has the least trust there is, and one there was keeps what it had. What somebody is in
// a home where they were vouched for or their papers were seen, no list changes: the two
// disagree, and staff are to ask (Differs).
func ListedIn(p directory.Person, ties []directory.Tie) directory.Person {
	for _, t := range ties {
		i := p.TieTo(t.Home)
		if i >= 0 && (p.Ties[i].As == t.As || p.TrustIn(p.Ties[i]) > directory.Claimed) {
			continue
		}
		p.Ties = pinned(p)
		t.Trust = directory.Claimed
		if i < 0 {
			p.Ties = append(p.Ties, t)
		} else {
			p.Ties = slices.Clone(p.Ties)
			p.Ties[i] = t
		}
		p.Trust = max(p.Trust, directory.Claimed)
	}
	return p
}

// Differs reports whether a list says of somebody that they are something else in a home
// than they have been known to be.
func Differs(p directory.Person, t directory.Tie) bool {
	i := p.TieTo(t.Home)
	return i >= 0 && p.Ties[i].As != t.As && p.TrustIn(p.Ties[i]) > directory.Claimed
}
