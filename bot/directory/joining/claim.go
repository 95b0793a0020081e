package joining

import (
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/plain"
	"yishi/store"
)

// Claim is somebody's own word that they live in a home, until it is proved, vouched
// for or refused. It may be the word of an impostor: nothing that is another's comes
// of it.
type Claim struct {
	Person string    `json:"person"`
	Home   string    `json:"home"`
	As     string    `json:"as"`
	Name   string    `json:"name"`
	Phone  string    `json:"phone,omitempty"`
	At     time.Time `json:"at"`

	// Whose is the person we know who has this name, number and home; "" if none.
	// Denied: they have said that it was not they.
	Whose  string `json:"whose,omitempty"`
	Denied bool   `json:"denied,omitempty"`
	// Listed: the register has this name and number for this home, with As there.
	Listed string `json:"listed,omitempty"`
	// Met: somebody knows who it is, but may not hand over to them what Whose has.
	Met bool `json:"met,omitempty"`
}

var claims = store.NewTable("claim", func(c *Claim) string { return store.Key(c.Home+"/", c.Person) },
	store.Index[Claim]{Name: "person", Keys: func(c *Claim) []string { return []string{store.Key(c.Person)} }},
	store.Index[Claim]{Name: "whose", Keys: whoseKeys},
)

func whoseKeys(c *Claim) []string {
	if c.Whose == "" {
		return nil
	}
	return []string{store.Key(c.Whose)}
}

// GetClaim returns what a person claims of a home.
func GetClaim(tx store.Reader, home, person string) (Claim, bool) {
	return claims.Get(tx, store.Key(home+"/", person))
}

// ClaimsOf are all that a person claims.
func ClaimsOf(tx store.Reader, person string) []Claim {
	return slices.Collect(claims.By(tx, "person", store.Key(person)))
}

// ClaimsAt are the claims at or below a place.
func ClaimsAt(tx store.Reader, place string) []Claim {
	from, to := directory.Branch(place)
	return slices.Collect(claims.Range(tx, from, to))
}

// PutClaim writes a claim.
func PutClaim(tx store.Tx, c Claim) { claims.Put(tx, c) }

// DropClaim ends a claim, whatever came of it.
func DropClaim(tx store.Tx, c Claim) { claims.Delete(tx, store.Key(c.Home+"/", c.Person)) }

// FileClaim ties a person to a home on their own word, and notes what is to be proved.
// Only so many in an hour are compared with what we know, of one person and of all:
// nobody finds out by trying which number belongs to which name.
func FileClaim(tx store.Tx, p directory.Person, home, as, name, phone string) (directory.Person, Claim, error) {
	if p.Name == "" {
		p.Name = name
	}
	if p.Phone == "" {
		p.Phone = plain.Phone(phone)
	}
	known := p.TieTo(home)
	if known >= 0 && p.Ties[known].As == as && p.TrustIn(p.Ties[known]) > directory.Claimed {
		directory.PutPerson(tx, p)
		return p, Claim{}, nil // there is nothing left to prove
	}
	p, err := Join(tx, p, home, as, directory.Claimed)
	if err != nil {
		return p, Claim{}, err
	}
	c := Claim{Person: p.ID, Home: home, As: as, Name: name, Phone: plain.Phone(phone), At: tx.Now()}
	if before, ok := GetClaim(tx, home, p.ID); ok {
		c.Denied = before.Denied
	}
	if phone != "" && mayTry(tx, p.ID, allRegister) == nil {
		c = c.compared(tx)
		if c.Listed == "" && c.Whose == "" {
			wrong(tx, p.ID, allRegister)
		}
	}
	PutClaim(tx, c)
	return p, c, nil
}

// compared is a claim beside what we know.
func (c Claim) compared(tx store.Reader) Claim {
	for _, line := range LookUp(tx, c.Phone, c.Name) {
		if line.Home == c.Home {
			c.Listed = line.As
		}
	}
	for p := range directory.PeopleByPhone(tx, c.Phone) {
		better := c.Whose == "" || len(directory.AccountsOf(tx, p.ID)) > 0
		if p.ID != c.Person && plain.Name(p.Name) == plain.Name(c.Name) && p.TrustAt(c.Home) > directory.Claimed && better {
			c.Whose = p.ID
		}
	}
	return c
}

// Deny notes that the person a claim would make somebody said it was not they.
func Deny(tx store.Tx, holder directory.Person, c Claim) error {
	if c.Whose != holder.ID {
		return bot.Refuse("这件事已经过去了。")
	}
	c.Denied = true
	PutClaim(tx, c)
	DropProof(tx, c.Person)
	audit.Log(tx, holder.ID, "deny claim", c.Home, c.Person)
	return nil
}
