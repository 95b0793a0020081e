// Package contact keeps the numbers of the offices that serve a place, and when somebody
// answers there.
package contact

import (
	"slices"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/store"
)

// Contact is the number of an office that serves a place, as its staff keep it for
// everybody to read: the property company's, the community's.
type Contact struct {
	Place string `json:"place"`
	Role  string `json:"role"` // whose number it is
	Phone string `json:"phone"`
	Hours string `json:"hours,omitempty"` // when somebody answers; "" all day
}

var contacts = store.NewTable("contact", func(c *Contact) string { return store.Key(c.Place+"/", c.Role) })

// Put keeps a number; without one there is none any more.
func Put(tx store.Tx, by directory.Person, c Contact) error {
	switch _, known := directory.GetPlace(tx, c.Place); {
	case !known:
		return bot.Refuse("没有找到这个地方。")
	case !slices.Contains(Offices(by, c.Place), c.Role):
		return directory.ErrNotYours
	}
	Set(tx, c)
	audit.Log(tx, by.ID, "keep contact", c.Place, c.Role)
	return nil
}

// Set is Put for lists that staff import.
func Set(tx store.Tx, c Contact) {
	if c.Phone == "" {
		contacts.Delete(tx, store.Key(c.Place+"/", c.Role))
		return
	}
	contacts.Put(tx, c)
}

// Offices are the roles whose numbers at a place somebody keeps: a property company
// its own, the community and the street all.
func Offices(by directory.Person, place string) []string {
	switch {
	case !directory.May(by, directory.KeepContact, place):
		return nil
	case directory.May(by, directory.AddStaff, place):
		return []string{directory.Property, directory.Staff, directory.Committee}
	}
	return []string{directory.Property}
}

// Of is the number to call of an office that serves a place, the closest one.
func Of(tx store.Reader, place, role string) (Contact, bool) {
	for at := place; at != ""; at = directory.Parent(at) {
		if c, ok := contacts.Get(tx, store.Key(at+"/", role)); ok {
			return c, true
		}
	}
	return Contact{}, false
}

// At are all numbers at or below a place.
func At(tx store.Reader, place string) []Contact {
	from, to := directory.Branch(place)
	return slices.Collect(contacts.Range(tx, from, to))
}

// Dial is the number to call of an office that serves a place, as it stands in a
// sentence behind its name: 物业（8888 6666）. Nothing where there is none.
func Dial(tx store.Reader, place, role string) string {
	c, ok := Of(tx, place, role)
	switch {
	case !ok:
		return ""
	case c.Hours == "":
		return "（" + c.Phone + "）"
	}
	return "（" + c.Phone + "，" + c.Hours + "）"
}
