package issue

import (
	"slices"

	"yishi/bot/directory"
	"yishi/flows/issue/duty"
	"yishi/store"
)

// against is the category of complaints about the property company: those go to
// the community, not to whom they are about.
const against = "property"

// ladder are the roles that an issue climbs when nobody answers: the property company, the
// branch of the estate, the community, the street.
func ladder() []string {
	return []string{directory.Property, directory.Party, directory.Staff, directory.StreetStaff}
}

// above is the next role on the ladder that somebody holds for the place; "" if none.
func above(tx store.Reader, i Issue) string {
	steps := ladder()
	from := slices.Index(steps, i.Role) + 1
	if from == 0 { // beside the ladder: grid officers, departments, whoever is on duty
		from = slices.Index(steps, directory.Staff)
	}
	for _, role := range steps[from:] {
		if len(serving(tx, role, i.Spot.Place)) > 0 {
			return role
		}
	}
	return ""
}

// firstRole is whose turn a new issue is: the property company first, then the community,
// then the street.
func firstRole(tx store.Reader, i Issue) string {
	for _, role := range []string{directory.Property, directory.Staff, directory.StreetStaff} {
		if role == directory.Property && i.Category == against {
			continue
		}
		if len(serving(tx, role, i.Spot.Place)) > 0 {
			return role
		}
	}
	return directory.Staff
}

// serving are the people of a role for a place. Nobody is nearest to what may be
// anywhere: that is for everybody of the community or the street.
func serving(tx store.Reader, role, place string) []directory.Person {
	switch {
	case place != "":
		return directory.StaffAt(tx, role, place)
	case role == directory.Staff || role == directory.StreetStaff:
		return slices.Collect(directory.Audience{Roles: []string{role}}.People(tx))
	}
	return nil
}

// inCharge are those to be told of an issue: its handler, or who could become it.
func inCharge(tx store.Reader, i Issue) []directory.Person {
	if p, ok := HandlerOf(tx, i); ok {
		return []directory.Person{p}
	}
	return serving(tx, i.Role, i.Spot.Place)
}

// newsFor are those told at once of a new issue: whose turn it is; when it cannot wait
// also the community, the leader of the building and whoever is on duty. All others, and
// the street, read of it in the morning.
func newsFor(tx store.Reader, i Issue) []directory.Person {
	if !i.Urgent {
		return atOnce(tx, i.Role, i.Spot.Place)
	}
	all := append(serving(tx, i.Role, i.Spot.Place), duty.Now(tx, i.Spot.Place)...)
	if i.Role == directory.Property {
		all = append(all, serving(tx, directory.Staff, i.Spot.Place)...)
	}
	if i.Spot.Place != "" {
		all = append(all, directory.StaffAt(tx, directory.Duty, i.Spot.Place)...)
		all = append(all, directory.StaffAt(tx, directory.BuildingLeader, i.Spot.Place)...)
	}
	return distinct(all)
}

// atOnce are those of a role who are told of an issue when it comes to them: the street
// reads of it in the morning.
func atOnce(tx store.Reader, role, place string) []directory.Person {
	if role == directory.StreetStaff {
		return nil
	}
	return serving(tx, role, place)
}

func distinct(people []directory.Person) []directory.Person {
	var once []directory.Person
	for _, p := range people {
		if !slices.ContainsFunc(once, func(o directory.Person) bool { return o.ID == p.ID }) {
			once = append(once, p)
		}
	}
	return once
}

// HandlerOf is who has taken the issue, if they may still handle it.
func HandlerOf(tx store.Reader, i Issue) (directory.Person, bool) {
	if i.Handler == "" {
		return directory.Person{}, false
	}
	p, ok := directory.GetPerson(tx, i.Handler)
	return p, ok && May(p, directory.HandleIssue, i)
}

// May reports whether somebody may do something about an issue: at its place, not as the
// property company about a complaint against it, and not as an outside department or a
// partner unit about what was not handed to them.
func May(p directory.Person, a directory.Action, i Issue) bool {
	p.Roles = slices.DeleteFunc(slices.Clone(p.Roles), func(r directory.Role) bool {
		return r.Role != i.Role && (r.Role == directory.Property && i.Category == against || r.Role == directory.Department || r.Role == directory.Partner)
	})
	if i.Spot.Place == "" {
		return slices.ContainsFunc(p.Roles, func(r directory.Role) bool {
			return r.Role == directory.Staff || r.Role == directory.StreetStaff
		})
	}
	return directory.May(p, a, i.Spot.Place)
}

// roleFor is the role in which somebody acts on an issue: the nearest that allows it.
func roleFor(p directory.Person, i Issue) string {
	for _, r := range append(beside(), directory.Staff, directory.StreetStaff) {
		only := p
		only.Roles = slices.DeleteFunc(slices.Clone(p.Roles), func(has directory.Role) bool { return has.Role != r })
		if May(only, directory.HandleIssue, i) {
			return r
		}
	}
	return directory.Staff
}

// beside are the roles that can have an issue beside the community and the street.
func beside() []string {
	return []string{directory.Property, directory.GridOfficer, directory.Duty, directory.SocialWorker, directory.Party, directory.Department, directory.Partner}
}

// need is the refusal for who may not.
func need(p directory.Person, a directory.Action, i Issue) error {
	if !May(p, a, i) {
		return directory.ErrNotYours
	}
	return nil
}
