package joining

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/plain"
	"yishi/store"
)

// StaffCodeLife is how long a staff code can be used.
const StaffCodeLife = 72 * time.Hour

// staffCode gives roles to the first who says it. The code itself is not kept.
type staffCode struct {
	Hash    string           `json:"hash"`
	Role    directory.Role   `json:"role"`
	Also    []directory.Role `json:"also,omitempty"` // one company looks after many estates
	Name    string           `json:"name,omitempty"` // what whoever uses it is called from then on
	Expires time.Time        `json:"expires"`
}

var staffCodes = store.NewTable("staffcode", func(c *staffCode) string { return store.Key(c.Hash) })

func hashCode(code string) string {
	sum := sha256.Sum256([]byte(plain.Code(code)))
	return hex.EncodeToString(sum[:])
}

// PutStaffCode makes a code (see NewCode) good for a role, and others with it, once.
// Whoever uses it is called name from then on, if it is one.
func PutStaffCode(tx store.Tx, code string, role directory.Role, name string, expires time.Time, also ...directory.Role) {
	staffCodes.Put(tx, staffCode{Hash: hashCode(code), Role: role, Also: also, Name: strings.TrimSpace(name), Expires: expires})
}

// staffCodeForm is a staff code as it is printed: capital letters, and figures.
var staffCodeForm = regexp.MustCompile(`^(?:[0-9A-Z]{8}|[0-9A-Z]{12})$`)

// IsStaffCode reports whether words have the form of a staff code and no other sense.
func IsStaffCode(words string) bool {
	words = strings.TrimSpace(words)
	return staffCodeForm.MatchString(words) && strings.ContainsAny(words, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

// UseStaffCode gives the code's roles to a person. A wrong code counts: commit
// the transaction although there is a refusal.
func UseStaffCode(tx store.Tx, code string, p directory.Person) (directory.Person, []directory.Role, error) {
	if err := mayTry(tx, p.ID, allStaff); err != nil {
		return p, nil, err
	}
	c, ok := staffCodes.Get(tx, store.Key(hashCode(code)))
	if !ok {
		wrong(tx, p.ID, allStaff)
		return p, nil, bot.Refuse("这个口令不对，或者已经用过了。请再核对一下。")
	}
	staffCodes.Delete(tx, store.Key(c.Hash))
	if tx.Now().After(c.Expires) {
		return p, nil, bot.Refuse("这个口令已经过期了，请管理员再给您一个新的。")
	}
	if c.Name != "" {
		p.Name = c.Name
		directory.PutPerson(tx, p)
	}
	roles := append([]directory.Role{c.Role}, c.Also...)
	for _, r := range roles {
		var err error
		if p, err = directory.GiveRole(tx, p, r); err != nil {
			return p, nil, err
		}
		audit.Log(tx, p.ID, "use staff code", r.Place, r.Role)
	}
	return p, roles, nil
}

// Guessing is held to this many wrong tries of one person in an hour, and to as many
// as these of all together: whoever guesses comes as another person every time.
const (
	maxTries = 5
	tryAgain = time.Hour

	allStaff    = "*staff" // who all are that try staff codes
	allRegister = "*register"
)

var maxTriesOfAll = map[string]int{allStaff: 60, allRegister: 300, allLinks: 60}

type tries struct {
	Who   string    `json:"who"`
	Since time.Time `json:"since"`
	N     int       `json:"n"`
}

var tried = store.NewTable("tries", func(t *tries) string { return store.Key(t.Who) })

// wrong counts a wrong code of a person, and of all.
func wrong(tx store.Tx, whose ...string) {
	for _, who := range whose {
		count(tx, who, tryAgain)
	}
}

// count counts one more of something, within so long.
func count(tx store.Tx, what string, within time.Duration) {
	t := countedIn(tx, what, within)
	t.N++
	tried.Put(tx, t)
}

func triesOf(tx store.Reader, who string) tries { return countedIn(tx, who, tryAgain) }

func countedIn(tx store.Reader, who string, within time.Duration) tries {
	t, ok := tried.Get(tx, store.Key(who))
	if !ok || tx.Now().Sub(t.Since) >= within {
		return tries{Who: who, Since: tx.Now()}
	}
	return t
}

func mayTry(tx store.Reader, who, all string) error {
	switch {
	case triesOf(tx, who).N >= maxTries:
		return bot.Refuse("错的次数太多了，请过一个小时再试，或者联系社区工作人员。")
	case triesOf(tx, all).N >= maxTriesOfAll[all]:
		return bot.Refuse("这会儿输错的人太多了，先停一停。请过一个小时再试，急的话联系社区工作人员。")
	}
	return nil
}
