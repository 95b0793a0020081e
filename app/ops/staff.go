package ops

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/outbox"
	"yishi/store"
)

// StaffCode is a one-time code that was made.
type StaffCode struct {
	Code    string    `json:"code"`
	Role    string    `json:"role"`
	Name    string    `json:"name,omitempty"` // of whoever it is for, if that was said
	Place   string    `json:"place"`
	Expires time.Time `json:"expires"`
}

func (o Operator) addStaff(w http.ResponseWriter, r *http.Request) {
	var made StaffCode
	role := directory.Role{Role: r.FormValue("role"), From: r.FormValue("from"), Until: r.FormValue("until")}
	places := r.Form["place"]
	err := o.store.Update(r.Context(), func(tx store.Tx) (err error) {
		made, err = makeStaffCode(tx, role, places)
		return err
	})
	answer(w, made, err)
}

const staffCodeLength = 8

func makeStaffCode(tx store.Tx, role directory.Role, places []string) (StaffCode, error) {
	var roles []directory.Role
	var names []string
	for _, place := range places {
		at, err := namedPlace(tx, place)
		if err != nil {
			return StaffCode{}, err
		}
		role.Place = at.ID
		roles, names = append(roles, role), append(names, directory.FullName(tx, at.ID))
	}
	if len(roles) == 0 {
		return StaffCode{}, bot.Refuse("say the place: --place NAME")
	}
	made := newStaffCode(tx, roles[0], "", roles[1:]...)
	made.Place = strings.Join(names, ", ")
	return made, nil
}

// newStaffCode is a code for a role and others with it, for whom the name says if there
// is one. A code is made anew when the transaction is run again, and only the last is kept.
func newStaffCode(tx store.Tx, role directory.Role, name string, also ...directory.Role) StaffCode {
	made := StaffCode{
		Code: directory.NewCode(staffCodeLength), Role: directory.RoleName(role.Role) + role.Days(), Name: name,
		Place: directory.FullName(tx, role.Place), Expires: tx.Now().Add(joining.StaffCodeLife),
	}
	joining.PutStaffCode(tx, made.Code, role, name, made.Expires, also...)
	for _, r := range append([]directory.Role{role}, also...) {
		audit.Log(tx, audit.Operators, "add staff", r.Place, r.Role)
	}
	return made
}

// StaffMember is somebody with a role, as a list of staff shows them.
type StaffMember struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Role     string   `json:"role"`
	Place    string   `json:"place"`
	Channels []string `json:"channels"`
}

func (o Operator) listStaff(w http.ResponseWriter, r *http.Request) {
	staff := []StaffMember{}
	err := o.store.View(r.Context(), func(tx store.Reader) error {
		for p := range (directory.Audience{Roles: directory.RoleKeys()}).Ever().People(tx) {
			staff = append(staff, membersOf(tx, p)...)
		}
		return nil
	})
	answer(w, staff, err)
}

func membersOf(tx store.Reader, p directory.Person) (members []StaffMember) {
	var channels []string
	for _, a := range directory.AccountsOf(tx, p.ID) {
		if !a.Gone {
			channels = append(channels, a.Channel)
		}
	}
	slices.Sort(channels)
	for _, r := range p.AllRoles() {
		members = append(members, StaffMember{p.ID, p.Name, directory.RoleName(r.Role) + r.Days(), directory.FullName(tx, r.Place), channels})
	}
	return members
}

// removeStaff takes a role back and tells whoever had it.
func (o Operator) removeStaff(w http.ResponseWriter, r *http.Request) {
	var gone StaffMember
	err := o.store.Update(r.Context(), func(tx store.Tx) (err error) {
		gone, err = takeRole(tx, r.FormValue("person"), r.FormValue("role"), r.FormValue("place"))
		return err
	})
	answer(w, gone, err)
}

func takeRole(tx store.Tx, who, role, place string) (StaffMember, error) {
	p, err := namedStaff(tx, who)
	if err != nil {
		return StaffMember{}, err
	}
	r, err := roleOf(tx, p, role, place)
	if err != nil {
		return StaffMember{}, err
	}
	p = directory.TakeRole(tx, p, r)
	audit.Log(tx, audit.Operators, "remove staff", r.Place, p.ID+" "+r.Role)
	gone := StaffMember{ID: p.ID, Name: p.Name, Role: directory.RoleName(r.Role), Place: directory.FullName(tx, r.Place)}
	if len(directory.AccountsOf(tx, p.ID)) > 0 {
		outbox.Tell(tx, p.ID, bot.Out{Text: "您在" + gone.Place + "的「" + gone.Role + "」身份已经收回，这份工作的事不再由您办。有疑问请问社区或街道。"})
	}
	return gone, nil
}

// namedStaff is the one person with a role of an id or of a name.
func namedStaff(tx store.Reader, words string) (directory.Person, error) {
	if p, ok := directory.GetPerson(tx, words); ok {
		return p, nil
	}
	var found []directory.Person
	var ids []string
	for p := range (directory.Audience{Roles: directory.RoleKeys()}).Ever().People(tx) {
		if p.Name == words {
			found, ids = append(found, p), append(ids, p.ID)
		}
	}
	switch len(found) {
	case 0:
		return directory.Person{}, bot.Refuse("nobody with a role is called %q: yishi staff list shows who has one", words)
	case 1:
		return found[0], nil
	}
	return directory.Person{}, bot.Refuse("%d people with a role are called %q, give the id: %s", len(found), words, strings.Join(ids, ", "))
}

// roleOf is the one role of a person that is meant; what is not said may be any.
func roleOf(tx store.Reader, p directory.Person, role, place string) (directory.Role, error) {
	all := slices.DeleteFunc(p.AllRoles(), func(r directory.Role) bool { return role != "" && r.Role != role })
	if place != "" {
		at, err := namedPlace(tx, place)
		if err != nil {
			return directory.Role{}, err
		}
		all = slices.DeleteFunc(all, func(r directory.Role) bool { return r.Place != at.ID })
	}
	switch len(all) {
	case 0:
		return directory.Role{}, bot.Refuse("%s has no such role: yishi staff list shows who has which", p.Name)
	case 1:
		return all[0], nil
	}
	var choices []string
	for _, r := range all {
		choices = append(choices, "--role "+r.Role+" --place "+r.Place)
	}
	return directory.Role{}, bot.Refuse("%s has several roles, say which: %s", p.Name, strings.Join(choices, "; "))
}
