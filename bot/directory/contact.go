package directory

import (
	"slices"

	"yishi/bot"
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

// PutContact keeps a number; without one there is none any more.
func PutContact(tx store.Tx, by Person, c Contact) error {
	switch _, known := GetPlace(tx, c.Place); {
	case !known:
		return bot.Refuse("没有找到这个地方。")
	case !slices.Contains(OfficesOf(by, c.Place), c.Role):
		return ErrNotYours
	}
	SetContact(tx, c)
	Log(tx, by.ID, "keep contact", c.Place, c.Role)
	return nil
}

// SetContact is PutContact for lists that staff import.
func SetContact(tx store.Tx, c Contact) {
	if c.Phone == "" {
		contacts.Delete(tx, store.Key(c.Place+"/", c.Role))
		return
	}
	contacts.Put(tx, c)
}

// OfficesOf are the roles whose numbers at a place somebody keeps: a property company
// its own, the community and the street all.
func OfficesOf(by Person, place string) []string {
	switch {
	case !May(by, KeepContact, place):
		return nil
	case May(by, AddStaff, place):
		return []string{Property, Staff, Committee}
	}
	return []string{Property}
}

// ContactOf is the number to call of an office that serves a place, the closest one.
func ContactOf(tx store.Reader, place, role string) (Contact, bool) {
	for at := place; at != ""; at = Parent(at) {
		if c, ok := contacts.Get(tx, store.Key(at+"/", role)); ok {
			return c, true
		}
	}
	return Contact{}, false
}

// Contacts are all numbers at or below a place.
func Contacts(tx store.Reader, place string) []Contact {
	from, to := branch(place)
	return slices.Collect(contacts.Range(tx, from, to))
}

// Dial is the number to call of an office that serves a place, as it stands in a
// sentence behind its name: 物业（8888 6666）. Nothing where there is none.
func Dial(tx store.Reader, place, role string) string {
	c, ok := ContactOf(tx, place, role)
	switch {
	case !ok:
		return ""
	case c.Hours == "":
		return "（" + c.Phone + "）"
	}
	return "（" + c.Phone + "，" + c.Hours + "）"
}

// HomeOf is where a person lives first of all; "" if we do not know.
func HomeOf(p Person) string {
	if len(p.Ties) == 0 {
		return ""
	}
	return p.Ties[0].Home
}

// How far who does something at a place has agreed to be shown to those who live there.
const (
	NotShown  = 0 // that there is somebody
	NameShown = 1
	AllShown  = 2 // with the number
)
