package joining

import (
	"strconv"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/plain"
	"yishi/store"
)

// What staff can put right of a person.
const (
	TheName  = "name"
	ThePhone = "phone"
	TheBirth = "born"
)

// Correct puts right what is kept of a person, as staff say who may give all that the
// person has. What rests on it stays true: a claim says the same, the register leads from
// the new number to the same homes, and a number that was proved is not the new one.
func Correct(tx store.Tx, by, p directory.Person, what, value string) (directory.Person, error) {
	if !MayStandFor(by, p) || len(directory.PlacesOf(by, directory.KeepRegister)) == 0 {
		return p, directory.ErrNotYours
	}
	was := p
	switch what {
	case TheName:
		p.Name = value
	case ThePhone:
		p.Phone, p.Proved = plain.Phone(value), false
		DropProof(tx, p.ID)
	case TheBirth:
		year, err := strconv.Atoi(value)
		if err != nil {
			return p, bot.Refuse("请写出生的年份，比如 1954。")
		}
		p.Born = year
	}
	directory.PutPerson(tx, p)
	if what != TheBirth {
		relist(tx, was, p)
	}
	place := ""
	if len(p.Ties) > 0 {
		place = p.Ties[0].Home
	}
	audit.Log(tx, by.ID, "correct "+what, place, p.ID)
	return p, nil
}

// relist writes the lines of the register and the claims of a person under their new
// name and number.
func relist(tx store.Tx, was, now directory.Person) {
	for _, r := range LookUp(tx, was.Phone, was.Name) {
		register.Delete(tx, store.Key(plain.Phone(r.Phone), r.Home, plain.Name(r.Name)))
		if r.Name, r.Phone = now.Name, now.Phone; r.Phone != "" {
			PutRegistered(tx, r)
		}
	}
	for _, c := range ClaimsOf(tx, now.ID) {
		c.Name, c.Phone, c.Listed, c.Whose = now.Name, now.Phone, "", ""
		if c.Phone != "" {
			c = c.compared(tx)
		}
		PutClaim(tx, c)
	}
}
