package directory

import (
	"yishi/bot"
	"yishi/store"
)

// Registered is one line of the estate's own register: somebody with a phone
// number belongs to a home.
type Registered struct {
	Phone string `json:"phone"`
	Name  string `json:"name"`
	Home  string `json:"home"`
	As    string `json:"as"`
}

var register = store.NewTable("register", func(r *Registered) string {
	return store.Key(plainPhone(r.Phone), r.Home, plainName(r.Name))
})

// PutRegistered writes a line of the register.
func PutRegistered(tx store.Tx, r Registered) { register.Put(tx, r) }

// LookUp returns the lines that have both the phone number and the name.
func LookUp(tx store.Tx, phone, name string) []Registered {
	var lines []Registered
	phone, name = plainPhone(phone), plainName(name)
	if phone == "" || name == "" {
		return nil
	}
	from, to := store.Under(store.Key(phone))
	for r := range register.Range(tx, from, to) {
		if plainName(r.Name) == name {
			lines = append(lines, r)
		}
	}
	return lines
}

// JoinByRegister ties a person to the homes the register has for their phone
// and name. The person returned is another one if the register's person was
// known already, but had never written to us. A refusal counts: commit the
// transaction all the same.
func JoinByRegister(tx store.Tx, p Person, phone, name string) (Person, error) {
	if NeedsConsent(p) {
		return p, bot.Refuse("登记住处以前，请先看一看我们怎样保管您的信息，同意后再登记。")
	}
	if err := mayTry(tx, p.ID, allRegister); err != nil {
		return p, err
	}
	lines := LookUp(tx, phone, name)
	if len(lines) == 0 {
		wrong(tx, p.ID, allRegister)
		return p, bot.Refuse("登记册里没有对上这个姓名和手机号。您可以扫楼栋的二维码，或者请楼栋长帮忙。")
	}
	p, err := become(tx, p, phone)
	if err != nil {
		return p, err
	}
	p.Name, p.Phone = lines[0].Name, plainPhone(phone)
	for _, line := range lines {
		if p, err = Join(tx, p, line.Home, line.As, Vouched); err != nil {
			return p, err
		}
	}
	return p, nil
}

// become makes a guest the person who has this number already, if that person
// has no account another could be using.
func become(tx store.Tx, guest Person, phone string) (Person, error) {
	p, known := PersonByPhone(tx, phone)
	if !known || p.ID == guest.ID {
		return guest, nil
	}
	if len(AccountsOf(tx, p.ID)) > 0 || len(guest.Ties)+len(guest.AllRoles()) > 0 {
		return guest, bot.Refuse("这个手机号已经有人登记过了。如果不是您本人登记的，请联系社区工作人员。")
	}
	for _, a := range AccountsOf(tx, guest.ID) {
		if err := LinkAccount(tx, a, p.ID); err != nil {
			return guest, err
		}
	}
	p.Consent, p.Agreed = guest.Consent, guest.Agreed
	return p, nil
}
