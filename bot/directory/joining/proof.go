package joining

import (
	"time"

	"yishi/bot"
	"yishi/store"
)

// How a code reaches whom it is for.
const (
	BySMS     = "sms"     // to the number
	ByAccount = "account" // to the account that has the number
	ByHand    = "hand"    // somebody gave it to them, face to face
	ByContact = "contact" // there is none: the platform of their account vouches for the number
)

// What a code is worth.
const (
	ProofLife  = 5 * time.Minute
	ProofTries = 5

	proofsOfOne   = 5 // codes in a day: for one person, to one number
	proofsOfPhone = 5
	proofsOfAll   = 2000
	oneDay        = 24 * time.Hour
)

// Proof is a code of six digits on its way to somebody. Of each person there is one at
// a time; the code itself is not kept.
type Proof struct {
	Person  string    `json:"person"` // who is to say it
	Phone   string    `json:"phone,omitempty"`
	Home    string    `json:"home,omitempty"` // of the claim it is for
	Way     string    `json:"way"`
	By      string    `json:"by,omitempty"` // who gave it by hand
	Salt    string    `json:"salt"`
	Hash    string    `json:"hash"`
	Expires time.Time `json:"expires"`
	Tries   int       `json:"tries,omitempty"`
}

var proofs = store.NewTable("proof", func(p *Proof) string { return store.Key(p.Person) })

// OpenProof is the code that a person can still say.
func OpenProof(tx store.Reader, person string) (Proof, bool) {
	p, ok := proofs.Get(tx, store.Key(person))
	return p, ok && tx.Now().Before(p.Expires) && p.Tries < ProofTries
}

// PutProof notes a code for a person. Its refusal says that there were too many; what
// a leader gives face to face is counted too.
func PutProof(tx store.Tx, p Proof, code string) error {
	marks := map[string]int{"*codes": proofsOfAll, "codes " + p.Person: proofsOfOne}
	if p.Phone != "" {
		marks["codes "+hashCode(p.Phone)] = proofsOfPhone
	}
	for mark, most := range marks {
		if countedIn(tx, mark, oneDay).N >= most {
			return bot.Refuse("今天发的核实码太多了。请明天再试，或者请楼栋长、社区当面认一认您。")
		}
	}
	for mark := range marks {
		count(tx, mark, oneDay)
	}
	p.Salt = store.Short(tx.Seq())
	p.Hash, p.Expires = hashCode(p.Salt+code), tx.Now().Add(ProofLife)
	proofs.Put(tx, p)
	return nil
}

// DropProof ends a code that is of no use any more.
func DropProof(tx store.Tx, person string) { proofs.Delete(tx, store.Key(person)) }

// UseProof takes the code that a person says. A wrong one counts: commit the
// transaction although there is a refusal.
func UseProof(tx store.Tx, person, code string) (Proof, error) {
	p, ok := OpenProof(tx, person)
	switch {
	case !ok:
		DropProof(tx, person)
		return p, bot.Refuse("核实码过期了，或者试的次数太多了。")
	case hashCode(p.Salt+code) != p.Hash:
		p.Tries++
		proofs.Put(tx, p)
		if p.Tries >= ProofTries {
			return p, bot.Refuse("错了%d次，这个核实码作废了。", ProofTries)
		}
		return p, bot.Refuse("核实码不对，还可以试%d次。", ProofTries-p.Tries)
	}
	DropProof(tx, person)
	return p, nil
}
