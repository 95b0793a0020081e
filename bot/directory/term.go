package directory

import (
	"slices"
	"time"

	"yishi/bot"
	"yishi/store"
)

// Roles may have a first and a last day. A person is read as they are on the day of
// the transaction: what does not hold on it is set apart in Off, where no right is
// looked for.

func today(tx store.Reader) string { return tx.Now().In(bot.Zone).Format(time.DateOnly) }

// holds reports whether a role holds on a day.
func (r Role) holds(day string) bool {
	return r.From <= day && (r.Until == "" || day <= r.Until)
}

// same reports whether it is the same role at the same place, whatever the days.
func (r Role) same(o Role) bool { return r.Role == o.Role && r.Place == o.Place }

// Days says when a role holds, in brackets; nothing of one that always does.
func (r Role) Days() string {
	switch {
	case r.From != "" && r.Until != "":
		return "（" + r.From + "至" + r.Until + "）"
	case r.From != "":
		return "（" + r.From + "起）"
	case r.Until != "":
		return "（到" + r.Until + "为止）"
	}
	return ""
}

// AllRoles are the roles of a person, also those that do not hold now.
func (p Person) AllRoles() []Role { return slices.Concat(p.Roles, p.Off) }

// on is the person with the roles of a day.
func (p Person) on(day string) Person {
	if len(p.Off) == 0 && !slices.ContainsFunc(p.Roles, func(r Role) bool { return !r.holds(day) }) {
		return p
	}
	all := p.AllRoles()
	p.Roles, p.Off = nil, nil
	for _, r := range all {
		if r.holds(day) {
			p.Roles = append(p.Roles, r)
		} else {
			p.Off = append(p.Off, r)
		}
	}
	return p
}

// without is the person who does not have a role.
func (p Person) without(r Role) Person {
	p.Roles = slices.DeleteFunc(slices.Clone(p.Roles), r.same)
	p.Off = slices.DeleteFunc(slices.Clone(p.Off), r.same)
	return p
}
